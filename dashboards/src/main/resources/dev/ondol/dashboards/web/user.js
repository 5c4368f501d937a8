// @ts-check
/// Who is signed in, in the header; behind it the way out, and for admins the way to accounts and tokens.
import { LitElement, html, nothing } from "lit";
import { go } from "./address.js";
import { session } from "./session.js";
import { t } from "./text.js";

class User extends LitElement {
  static properties = { who: { attribute: false }, language: { attribute: false }, open: { state: true } };

  constructor() {
    super();
    /** @type {import("./session.js").Who | null} */
    this.who = null;
    this.language = "";
    this.open = false;
    this.onOutside = (/** @type {Event} */ event) => {
      if (!this.contains(/** @type {Node} */ (event.target))) {
        this.open = false;
      }
    };
    this.onEscape = (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape" && this.open) {
        this.open = false;
        this.querySelector("button")?.focus();
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

  menu() {
    const local = this.who?.kind === "local";
    return html`<div class="menu" id="user-menu" role="group" aria-label=${t("user.menu")}>
      <h2>${local ? t("user.local") : this.who?.name}</h2>
      <p class="label">${t(`role.${this.who?.role}.may`)}</p>
      ${local ? html`<p class="label">${t("user.local.text")}</p>` : nothing}
      ${session.may("administer") ? html`<p><button data-test="user-access" @click=${() => { this.open = false; go("access"); }}>${
        t("screen.access")}</button></p>` : nothing}
      <p><button data-test="sign-out" @click=${() => { this.open = false; session.leave(); }}>${t("user.sign-out")}</button></p>
    </div>`;
  }

  render() {
    if (!this.who?.signedIn) {
      return nothing;
    }
    return html`<span class="mode"><button class="quiet user" data-test="user" aria-expanded=${this.open ? "true" : "false"}
      aria-controls=${this.open ? "user-menu" : nothing} @click=${() => { this.open = !this.open; }}>${
        t(`role.${this.who.role}`)} <span aria-hidden="true">▾</span></button>${this.open ? this.menu() : nothing}</span>`;
  }
}

customElements.define("ondol-user", User);
