// @ts-check
/// Machine tokens: which programs may ask, made and revoked by an admin. The text of a token is shown once.
import { LitElement, html, nothing } from "lit";
import { get, send } from "./api.js";
import { clockTime, date } from "./format.js";
import { session } from "./session.js";
import { known, t } from "./text.js";

const ROLES = ["viewer", "operator", "engineer", "scheduler", "admin"];

class Access extends LitElement {
  static properties = {
    language: { attribute: false }, zone: { attribute: false }, tokens: { state: true }, made: { state: true },
    problem: { state: true }, asking: { state: true },
  };

  constructor() {
    super();
    this.language = "";
    this.zone = "UTC";
    /** @type {any[] | null} */
    this.tokens = null;
    /** @type {any} */
    this.made = null;
    this.problem = "";
    /** Id of the token that is about to be revoked. */
    this.asking = "";
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    if (session.may("administer")) {
      void this.load();
    }
  }

  async load() {
    this.take(await get("/api/v1/tokens"));
  }

  /** @param {import("./api.js").Answer} answer */
  take(answer) {
    this.problem = answer.ok ? "" : answer.code;
    if (answer.ok) {
      this.tokens = answer.body;
    }
  }

  /** @param {SubmitEvent} event */
  async make(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const fields = new FormData(form);
    const answer = await send("POST", "/api/v1/tokens", { label: fields.get("label"), role: fields.get("role") });
    if (answer.ok) {
      this.made = answer.body;
      form.reset();
      await this.load();
    } else {
      this.problem = answer.code;
    }
  }

  /** @param {string} id */
  async revoke(id) {
    this.asking = "";
    this.made = this.made?.made.id === id ? null : this.made;
    this.take(await send("DELETE", `/api/v1/tokens/${id}`));
  }

  /** @param {any} token */
  row(token) {
    const asking = this.asking === token.id;
    return html`<tr><th scope="row">${token.label}</th><td>${t(`role.${token.role}`)}</td><td class="num">${token.id}</td>
      <td>${token.madeBy}</td><td class="num">${date(token.madeAt, this.zone)} ${clockTime(token.madeAt, this.zone)}</td>
      <td class="r">${asking ? html`<button data-test="revoke-yes" @click=${() => this.revoke(token.id)}>${t("access.revoke.yes")}</button>
        <button class="quiet" @click=${() => { this.asking = ""; }}>${t("access.revoke.no")}</button>`
        : html`<button class="quiet" data-test="revoke" @click=${() => { this.asking = token.id; }}>${t("access.revoke")}</button>`}</td></tr>`;
  }

  render() {
    if (!session.may("administer")) {
      return html`<section class="empty"><h1>${t("screen.access")}</h1><p>${t("permission.administer")}</p></section>`;
    }
    const key = `problem.${this.problem}`;
    return html`<div class="narrow"><h1>${t("screen.access")}</h1>
      <section class="card"><h2>${t("access.tokens")}</h2><p class="label">${t("access.tokens.text")}</p>
        ${this.problem ? html`<p class="problem" role="alert">${known(key) ? t(key) : t("problem.unknown", { code: this.problem, detail: "" })}</p>` : nothing}
        ${this.tokens === null ? nothing : this.tokens.length === 0 ? html`<p class="nothing">${t("access.none")}</p>`
          : html`<table><thead><tr>${["label", "role", "id", "made-by", "made-at"].map((column) => html`<th scope="col">${
            t(`access.${column}`)}</th>`)}<th><span class="unseen">${t("access.revoke")}</span></th></tr></thead>
            <tbody>${this.tokens.map((token) => this.row(token))}</tbody></table>`}
        ${this.made ? html`<div class="notice" data-test="token-made"><p>${t("access.made", { label: this.made.made.label })}</p>
          <pre tabindex="0">${this.made.token}</pre></div>` : nothing}
        <form class="line" @submit=${this.make}>
          <label class="field"><span>${t("access.label")}</span><input name="label" required maxlength="60" data-test="token-label"></label>
          <label class="field"><span>${t("access.role")}</span><select name="role">${ROLES.map((role) => html`<option value=${role}
            ?selected=${role === "scheduler"}>${t(`role.${role}`)}</option>`)}</select></label>
          <button class="primary" data-test="token-make">${t("access.make")}</button></form></section>
      <section class="card"><h2>${t("access.accounts")}</h2><p class="label">${t("access.accounts.text")}</p>
        <pre tabindex="0">./ondol account add NAME --role operator
./ondol account list</pre></section></div>`;
  }
}

customElements.define("ondol-access", Access);
