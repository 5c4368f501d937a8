// @ts-check
/// The form that stands in place of the screens while nobody is signed in: sign in, or make the first account with the code
/// that the server printed at its start. Where a session has ended it says so; the address keeps the screen.
import { LitElement, html, nothing } from "lit";
import { session } from "./session.js";
import { known, t } from "./text.js";

class SignIn extends LitElement {
  static properties = { who: { attribute: false }, language: { attribute: false }, problem: { state: true }, busy: { state: true } };

  constructor() {
    super();
    /** @type {import("./session.js").Who | null} */
    this.who = null;
    this.language = "";
    // Only what the way to the identity provider leaves in the address: anybody can write a link with other words.
    this.problem = /^oidc-[a-z]+$/.exec(new URLSearchParams(location.search).get("problem") ?? "")?.[0] ?? "";
    this.busy = false;
  }

  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    this.querySelector("input")?.focus();
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const value = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name))?.value ?? "";
    this.busy = true;
    this.problem = await session.enter(this.first()
      ? { code: value("code"), name: value("name"), password: value("password") }
      : { name: value("name"), password: value("password") });
    this.busy = false;
    if (this.problem) {
      /** @type {HTMLInputElement | null} */ (form.elements.namedItem("password"))?.select();
    }
  }

  first() {
    return this.who?.code === "no-accounts";
  }

  /** The way to the identity provider, and back to this screen. */
  provider() {
    const here = new URLSearchParams(location.search);
    here.delete("problem");
    const query = here.toString();
    return `/api/v1/session/oidc?to=${encodeURIComponent(location.pathname + (query ? `?${query}` : ""))}`;
  }

  /** @param {string} name @param {string} type @param {string} autocomplete */
  field(name, type, autocomplete) {
    return html`<label class="field"><span>${t(`sign-in.${name}`)}</span><input name=${name} type=${type} required
      autocomplete=${autocomplete} autocapitalize="none" spellcheck="false" data-test=${`sign-in-${name}`}></label>`;
  }

  render() {
    const first = this.first();
    const key = `problem.${this.problem}`;
    return html`<main id="screen" class="sign-in" tabindex="-1"><form class="card" @submit=${this.submit} data-test="sign-in">
      <h1><span class="logo" aria-hidden="true"></span>${t(first ? "sign-in.first" : "sign-in.title")}</h1>
      ${this.who?.code === "ended" ? html`<p class="notice" data-test="sign-in-ended">${t("sign-in.ended")}</p>` : nothing}
      ${first ? html`<p class="label">${t("sign-in.first.text")}</p>${this.field("code", "text", "off")}` : nothing}
      ${this.field("name", "text", "username")}
      ${this.field("password", "password", first ? "new-password" : "current-password")}
      <p class="problem" role="alert" data-test="sign-in-problem">${this.problem
        ? known(key) ? t(key) : t("problem.unknown", { code: this.problem, detail: "" }) : nothing}</p>
      <button class="primary" data-test="sign-in-go" ?disabled=${this.busy}>${t(this.busy ? "sign-in.busy"
        : first ? "sign-in.first.go" : "sign-in.go")}</button>
      ${this.who?.provider ? html`<a class="button" data-test="sign-in-provider" href=${this.provider()}>${t("sign-in.provider")}</a>` : nothing}
      ${first ? nothing : html`<p class="label">${t("sign-in.lost")}</p>`}
    </form></main>`;
  }
}

customElements.define("ondol-sign-in", SignIn);
