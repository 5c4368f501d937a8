// @ts-check
/// The frame of all screens: header, banners, rail, the screen itself, keys and short messages. While nobody is signed in it
/// shows the form for that instead.
import { LitElement, html, nothing } from "lit";
import { SCREENS, address, go, href, screen } from "./address.js";
import { banners } from "./banner.js";
import { header } from "./header.js";
import { help } from "./help.js";
import { live } from "./live.js";
import { session } from "./session.js";
import { keep, language, speak, t } from "./text.js";
import { alarmStrip } from "./alarm-strip.js";
import "./access.js";
import "./alarms-screen.js";
import "./cooling-screen.js";
import "./energy-screen.js";
import "./fleet-screen.js";
import "./overview.js";
import "./replay-screen.js";
import "./report-screen.js";
import "./search.js";
import "./sign-in.js";
import "./thermal-screen.js";
import "./workloads-screen.js";

const NOTE_MS = 12_000;

class Frame extends LitElement {
  static properties = { tick: { state: true }, topic: { state: true }, note: { state: true }, screen: { state: true }, searching: { state: true } };

  constructor() {
    super();
    this.tick = 0;
    /** @type {"" | "keys" | "simulator" | "source"} */
    this.topic = "";
    /** @type {{ text: string, bad: boolean } | null} */
    this.note = null;
    this.searching = false;
    this.chord = "";
    this.noteTimer = 0;
    this.screen = screen();
    this.onChange = () => { this.tick += 1; };
    this.onAddress = () => { this.move(); };
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.key(event);
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("change", this.onChange);
    session.addEventListener("change", this.onChange);
    address.addEventListener("change", this.onAddress);
    document.addEventListener("keydown", this.onKey);
    this.addEventListener("ondol-note", (event) => this.say(/** @type {CustomEvent} */ (event).detail));
    this.addEventListener("ondol-help", (event) => { this.topic = /** @type {CustomEvent} */ (event).detail; });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("change", this.onChange);
    session.removeEventListener("change", this.onChange);
    address.removeEventListener("change", this.onAddress);
    document.removeEventListener("keydown", this.onKey);
  }

  /** Shows the screen of the address; the focus goes with it. */
  async move() {
    const moved = this.screen !== screen();
    this.screen = screen();
    this.requestUpdate();
    await this.updateComplete;
    if (moved) {
      this.querySelector("main")?.focus();
    }
  }

  /** @param {{ text: string, bad: boolean }} note */
  say(note) {
    this.note = note;
    clearTimeout(this.noteTimer);
    this.noteTimer = setTimeout(() => { this.note = null; }, NOTE_MS);
  }

  async changeLanguage() {
    await speak(language() === "ko" ? "en" : "ko");
    this.requestUpdate();
    document.dispatchEvent(new CustomEvent("ondol-look"));
  }

  changeTheme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    keep("ondol.theme", root.dataset.theme);
    this.requestUpdate();
    document.dispatchEvent(new CustomEvent("ondol-look"));
  }

  /** Keys move and explain; none of them acts on the plant. @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "Escape") {
      this.topic = "";
      this.note = null;
      this.chord = "";
      return;
    }
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("input, textarea, select")) {
      return;
    }
    if (event.key === "/" && this.canSearch()) {
      event.preventDefault();
      this.searching = true;
    } else if (event.key === "?") {
      this.topic = "keys";
    } else if (this.chord === "g") {
      const wanted = SCREENS.find((one) => one.key === event.key);
      if (wanted) {
        go(wanted.id);
        this.querySelector("main")?.focus();
      }
    } else if (event.key === "a" || event.key === "A") {
      /** @type {HTMLElement | null} */ (this.querySelector("[data-test='approve']"))?.focus();
    }
    this.chord = event.key === "g" ? "g" : "";
  }

  canSearch() {
    return session.who.signedIn && live.state.site !== null && live.state.overview !== null && this.topic === "";
  }

  updated() {
    this.dataset.screen = session.who.signedIn ? this.screen : "";
    const dialog = /** @type {HTMLDialogElement | null} */ (this.querySelector("dialog[data-test='dialog']"));
    if (dialog && !dialog.open) {
      dialog.showModal();
      /** @type {HTMLElement | null} */ (dialog.querySelector(".dialog-end button"))?.focus();
    }
    const site = live.state.site;
    document.title = site ? `${t(`screen.${this.screen}`)} - ${site.name} - Ondol` : "Ondol";
  }

  /** A link of ours changes the screen without a new page. @param {MouseEvent} event @param {string} id */
  follow(event, id) {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      go(id);
    }
  }

  rail() {
    return html`<nav class="rail" aria-label=${t("frame.screens")}>
      ${SCREENS.filter((one) => one.id !== "fleet" || session.who.fleet).map((one) => html`<a href=${href(one.id)} aria-current=${one.id === this.screen ? "page" : nothing}
        title=${t(`screen.${one.id}`)} data-test=${`go-${one.id}`} @click=${(/** @type {MouseEvent} */ event) => this.follow(event, one.id)}><span
        class="rail-icon" aria-hidden="true">${one.sign}</span><span class="rail-text">${t(`screen.${one.id}`)}</span></a>`)}
      <p class="rail-foot">${t("frame.version", { build: live.build.slice(0, 7) })}</p>
    </nav>`;
  }

  content() {
    const state = live.state;
    switch (this.screen) {
      case "access":
        return html`<ondol-access .language=${language()} .zone=${state.site?.timeZone ?? "UTC"}></ondol-access>`;
      case "report":
        return html`<ondol-report-screen .state=${state} .tick=${this.tick} .language=${language()}></ondol-report-screen>`;
      case "thermal":
        return html`<ondol-thermal-screen .state=${state} .tick=${this.tick} .language=${language()}></ondol-thermal-screen>`;
      case "cooling":
        return html`<ondol-cooling-screen .state=${state} .tick=${this.tick} .language=${language()}></ondol-cooling-screen>`;
      case "workloads":
        return html`<ondol-workloads-screen .state=${state} .tick=${this.tick} .language=${language()}></ondol-workloads-screen>`;
      case "alarms":
        return html`<ondol-alarms-screen .state=${state} .tick=${this.tick} .language=${language()}></ondol-alarms-screen>`;
      case "replay":
        return html`<ondol-replay-screen .state=${state} .tick=${this.tick} .language=${language()}></ondol-replay-screen>`;
      case "fleet":
        return html`<ondol-fleet-screen .language=${language()}></ondol-fleet-screen>`;
      case "energy":
        return html`<ondol-energy-screen .state=${state} .tick=${this.tick} .language=${language()}></ondol-energy-screen>`;
      default:
        return html`<ondol-overview .state=${state} .tick=${this.tick} .language=${language()}></ondol-overview>`;
    }
  }

  render() {
    const state = live.state;
    if (!session.who.signedIn) {
      return html`<div class="corner"><button class="quiet" data-test="language" lang=${language() === "ko" ? "en" : "ko"}
        @click=${this.changeLanguage}>${language() === "ko" ? "English" : "한국어"}</button></div>
        <ondol-sign-in .who=${session.who} .language=${language()}></ondol-sign-in>`;
    }
    return html`
      <a class="skip" href="#screen">${t("frame.skip")}</a>
      ${header(state, {
        language: () => this.changeLanguage(),
        theme: () => this.changeTheme(),
        help: () => { this.topic = "keys"; },
        search: () => { this.searching = this.canSearch(); },
      })}
      <div class="below">
        ${this.rail()}
        <div class="content">
          <div class="banners" role="region" aria-label=${t("frame.notices")}>${this.screen === "replay" ? html`
            <p class="replay-bar" data-test="replay-banner"><b>${t("replay.banner")}</b><span>${t("replay.banner.text")}</span></p>` : nothing}${
            alarmStrip(state.alarms, (note) => this.say(note), () => this.requestUpdate())}${banners(state)}</div>
          <main id="screen" tabindex="-1">
            ${this.content()}
          </main>
        </div>
      </div>
      <div class="notes" role="status" aria-live="polite">${this.note ? html`
        <p class="note ${this.note.bad ? "bad" : ""}"><span>${this.note.text}</span>
          <button class="quiet" @click=${() => { this.note = null; }}>${t("action.close")}</button></p>` : nothing}</div>
      ${help(this.topic, () => { this.topic = ""; })}
      ${this.searching && this.canSearch() ? html`<ondol-search .state=${state} .language=${language()} @ondol-close=${() => { this.searching = false; }}></ondol-search>` : nothing}`;
  }
}

customElements.define("ondol-frame", Frame);
