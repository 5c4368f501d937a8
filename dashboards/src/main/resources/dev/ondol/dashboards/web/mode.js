// @ts-check
/// Who is in charge, and the three things an operator can ask of it. EXIT AUTO is one click and always there; going back to
/// AUTO is chosen from the chip, with its consequence above the button. Nothing is shown as done before control says so.
import { LitElement, html, nothing } from "lit";
import { request } from "./api.js";
import { age } from "./format.js";
import { session } from "./session.js";
import { known, t } from "./text.js";

/** Letter and look of each mode: never colour alone. @type {Record<string, { letter: string, look: string }>} */
const LOOKS = {
  AUTO: { letter: "A", look: "solid" },
  ADVISE: { letter: "V", look: "solid" },
  SHADOW: { letter: "S", look: "" },
  HOLD: { letter: "H", look: "warn" },
  FALLBACK: { letter: "F", look: "warn" },
};

class ModeChip extends LitElement {
  static properties = {
    overview: { attribute: false }, connected: { attribute: false }, language: { attribute: false },
    replay: { attribute: false }, open: { state: true }, asking: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.overview = null;
    this.connected = false;
    this.language = "";
    /** Commands are off on the Replay screen; the way out of AUTO never is. */
    this.replay = false;
    this.open = false;
    this.asking = "";
    this.onOutside = (/** @type {Event} */ event) => {
      if (this.open && !this.contains(/** @type {Node} */ (event.target))) {
        this.open = false;
      }
    };
    this.onEscape = (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape" && this.open) {
        this.open = false;
        /** @type {HTMLElement | null} */ (this.querySelector(".mode-chip"))?.focus();
      }
    };
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("pointerdown", this.onOutside);
    document.addEventListener("keydown", this.onEscape);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("pointerdown", this.onOutside);
    document.removeEventListener("keydown", this.onEscape);
  }

  /** @param {"EXIT_AUTO" | "CHOOSE_AUTO" | "CHOOSE_ADVISE" | "CHOOSE_SHADOW"} action */
  async ask(action) {
    this.asking = action;
    this.open = false;
    const answer = await request(action);
    this.asking = "";
    this.dispatchEvent(new CustomEvent("ondol-note", { bubbles: true, detail: outcome(action, answer) }));
  }

  chip() {
    const control = this.overview?.control;
    if (!control || control.mode === null) {
      return { letter: "–", look: "", text: t("mode.unknown") };
    }
    if (!this.connected) {
      return { letter: "?", look: "stale", text: t("mode.last-known", { mode: t(`mode.${control.mode}`) }) };
    }
    if (!control.alive) {
      return { letter: "!", look: "warn", text: t("mode.silent", { age: age(control.silentMs) }) };
    }
    const look = LOOKS[control.mode];
    return { letter: look?.letter ?? "–", look: look?.look ?? "", text: t(`mode.${control.mode}`) };
  }

  menu() {
    const control = this.overview?.control;
    const choices = [["AUTO", "CHOOSE_AUTO"], ["ADVISE", "CHOOSE_ADVISE"], ["SHADOW", "CHOOSE_SHADOW"]];
    return html`<div class="menu" id="mode-menu" role="group" aria-label=${t("mode.choose")}>
      <h2>${t("mode.choose")}</h2>
      ${session.may("operate") ? nothing : html`<p class="notice" data-test="not-permitted">${t("permission.operate")}</p>`}
      ${this.replay ? html`<p class="notice" data-test="mode-replay">${t("replay.no-mode")}</p>` : nothing}
      ${choices.map(([mode, action]) => html`<div class="choice">
        <p>${t(`mode.${mode}.effect`)}</p>
        <button class=${mode === "AUTO" ? "primary" : ""} data-test=${`choose-${mode.toLowerCase()}`}
          ?disabled=${this.replay || !session.may("operate") || (control?.alive && control.mode === mode)}
          @click=${() => this.ask(/** @type {any} */ (action))}>${control?.alive && control.mode === mode
            ? t("mode.in-force", { mode: t(`mode.${mode}`) }) : t("mode.go", { mode: t(`mode.${mode}`) })}</button>
      </div>`)}
    </div>`;
  }

  render() {
    const chip = this.chip();
    return html`<span class="mode">
      <button class="chip mode-chip ${chip.look}" data-test="mode" aria-expanded=${this.open ? "true" : "false"}
        aria-controls=${this.open ? "mode-menu" : nothing} @click=${() => { this.open = !this.open; }}><b
        class="letter" aria-hidden="true">${chip.letter}</b> ${this.asking && this.asking !== "EXIT_AUTO"
          ? t("mode.asking") : chip.text} <span aria-hidden="true">▾</span></button>
      ${this.open ? this.menu() : nothing}
      <button class="exit" data-test="exit-auto" title=${t(session.may("operate") ? "mode.exit.effect" : "permission.operate")} ?disabled=${
        this.asking === "EXIT_AUTO" || !session.may("operate")}
        @click=${() => this.ask("EXIT_AUTO")}>${this.asking === "EXIT_AUTO" ? t("mode.leaving") : t("mode.exit")}</button>
    </span>`;
  }
}

/**
 * What control's answer means, as a sentence.
 * @param {string} action @param {import("./api.js").Answer} answer
 */
function outcome(action, answer) {
  if (!answer.ok) {
    const key = `problem.${answer.code}`;
    return { bad: true, text: known(key) ? t(key) : t("problem.unknown", { code: answer.code, detail: answer.detail }) };
  }
  const { accepted, mode, code } = answer.body;
  if (accepted) {
    return { bad: false, text: t(`request.${action}.done`, { mode: t(`mode.${mode}`) }) };
  }
  const key = `reply.${code}`;
  return { bad: true, text: t("request.refused", { mode: t(`mode.${mode}`), why: known(key) ? t(key) : code }) };
}

customElements.define("ondol-mode", ModeChip);
