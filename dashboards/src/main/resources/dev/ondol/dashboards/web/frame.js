// @ts-check
/// The frame of all screens: header, banners, rail, the screen itself, keys and short messages.
import { LitElement, html, nothing } from "lit";
import { banners } from "./banner.js";
import { header } from "./header.js";
import { help } from "./help.js";
import { live } from "./live.js";
import { keep, language, speak, t } from "./text.js";
import "./overview.js";

const NOTE_MS = 12_000;

class Frame extends LitElement {
  static properties = { tick: { state: true }, topic: { state: true }, note: { state: true } };

  constructor() {
    super();
    this.tick = 0;
    /** @type {"" | "keys" | "simulator" | "source"} */
    this.topic = "";
    /** @type {{ text: string, bad: boolean } | null} */
    this.note = null;
    this.chord = "";
    this.noteTimer = 0;
    this.onChange = () => { this.tick += 1; };
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.key(event);
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    live.addEventListener("change", this.onChange);
    document.addEventListener("keydown", this.onKey);
    this.addEventListener("ondol-note", (event) => this.say(/** @type {CustomEvent} */ (event).detail));
    this.addEventListener("ondol-help", (event) => { this.topic = /** @type {CustomEvent} */ (event).detail; });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("change", this.onChange);
    document.removeEventListener("keydown", this.onKey);
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
    if (event.key === "?") {
      this.topic = "keys";
    } else if (this.chord === "g" && event.key === "o") {
      this.querySelector("main")?.focus();
    }
    this.chord = event.key === "g" ? "g" : "";
  }

  updated() {
    const dialog = this.querySelector("dialog");
    if (dialog && !dialog.open) {
      dialog.showModal();
      /** @type {HTMLElement | null} */ (dialog.querySelector(".dialog-end button"))?.focus();
    }
    const site = live.state.site;
    document.title = site ? `${t("screen.overview")} - ${site.name} - Ondol` : "Ondol";
  }

  render() {
    const state = live.state;
    return html`
      <a class="skip" href="#screen">${t("frame.skip")}</a>
      ${header(state, {
        language: () => this.changeLanguage(),
        theme: () => this.changeTheme(),
        help: () => { this.topic = "keys"; },
      })}
      <div class="below">
        <nav class="rail" aria-label=${t("frame.screens")}>
          <a href="/" aria-current="page"><span class="rail-icon" aria-hidden="true">▦</span><span
            class="rail-text">${t("screen.overview")}</span></a>
          <p class="rail-foot">${t("frame.version", { build: live.build.slice(0, 7) })}</p>
        </nav>
        <div class="content">
          <div class="banners" role="region" aria-label=${t("frame.notices")}>${banners(state)}</div>
          <main id="screen" tabindex="-1">
            <ondol-overview .state=${state} .tick=${this.tick} .language=${language()}></ondol-overview>
          </main>
        </div>
      </div>
      <div class="notes" role="status" aria-live="polite">${this.note ? html`
        <p class="note ${this.note.bad ? "bad" : ""}"><span>${this.note.text}</span>
          <button class="quiet" @click=${() => { this.note = null; }}>${t("action.close")}</button></p>` : nothing}</div>
      ${help(this.topic, () => { this.topic = ""; })}`;
  }
}

customElements.define("ondol-frame", Frame);
