// @ts-check
/// The ladder of autonomy: how far control may go in each zone, and the form in which an operator chooses it.
import { LitElement, html, nothing } from "lit";
import { send } from "./api.js";
import { clockTime, date } from "./format.js";
import { reasonFields, reasonOf } from "./hand-form.js";
import { session } from "./session.js";
import { known, t } from "./text.js";
import { zoneName } from "./zones.js";

const LEVELS = ["SHADOW", "ADVISE", "AUTO"];

/** What opens the list; says how many zones do not follow the site. @param {any} board @param {boolean} shown @param {() => void} choose */
export function zonesLink(board, shown, choose) {
  const zones = board?.zones ?? [];
  const own = zones.filter((/** @type {any} */ each) => each.by !== "").length;
  return zones.length === 0 ? nothing : html`<button class="link" data-test="zones" aria-pressed=${shown ? "true" : "false"} @click=${choose}>${
    own > 0 ? t("zones.own", { n: own }) : t("zones.link")}</button>`;
}

class ZoneLevels extends LitElement {
  static properties = { zones: { attribute: false }, timeZone: { attribute: false }, language: { attribute: false }, open: { state: true },
    level: { state: true }, asking: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** @type {{ zone: string, level: string, by: string, sinceWall: number }[]} */
    this.zones = [];
    this.timeZone = "UTC";
    this.language = "";
    /** Zone whose form is open; empty: none. */
    this.open = "";
    this.level = "";
    this.asking = false;
    this.problem = "";
  }

  createRenderRoot() {
    return this;
  }

  /** @param {{ zone: string, level: string }} of */
  toggle(of) {
    this.open = this.open === of.zone ? "" : of.zone;
    this.level = of.level;
    this.problem = "";
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.asking = true;
    const answer = await send("POST", `/api/v1/zones/${encodeURIComponent(this.open)}/level`, { level: this.level, reason: reasonOf(fields) });
    this.asking = false;
    this.problem = answer.ok ? "" : answer.code;
    this.open = answer.ok ? "" : this.open;
  }

  form() {
    return html`<form class="hand-form" @submit=${this.submit}><label class="field"><span>${t("zones.level")}</span><select data-test="level" @change=${(/** @type {Event} */ event) => {
      this.level = /** @type {HTMLSelectElement} */ (event.target).value; }}>${LEVELS.map((level) => html`<option value=${level} ?selected=${level === this.level}>${
      t(`mode.${level}`)}</option>`)}</select></label>${reasonFields()}<p class="label">${t(`mode.${this.level}.effect`)}</p>
      <button class="primary" data-test="level-go" ?disabled=${this.asking}>${t("zones.go", { zone: zoneName(this.open) })}</button></form>`;
  }

  /** @param {{ zone: string, level: string, by: string, sinceWall: number }} each */
  row(each) {
    const may = session.may("operate");
    return html`<tr data-test=${`zone-${each.zone}`}><th scope="row">${zoneName(each.zone)}</th><td><b>${t(`mode.${each.level}`)}</b></td>
      <td class="why-cell">${each.by === "" ? t("zones.follows") : t("zones.chosen", { by: each.by, time: `${date(each.sinceWall, this.timeZone)} ${clockTime(each.sinceWall, this.timeZone)}` })}</td>
      <td><button class="link" data-test=${`change-${each.zone}`} aria-label=${t("zones.change.of", { zone: zoneName(each.zone) })} aria-expanded=${this.open === each.zone ? "true" : "false"} ?disabled=${
        !may || this.asking} title=${may ? nothing : t("permission.operate")} @click=${() => this.toggle(each)}>${t("zones.change")}</button></td></tr>`;
  }

  render() {
    const key = `problem.zone.${this.problem}`;
    return html`<p class="label">${t("zones.effect")}</p>
      ${session.may("operate") ? nothing : html`<p class="label" data-test="zones-not-permitted">${t("permission.operate")}</p>`}
      <div class="scroller" tabindex="0" role="group" aria-label=${t("zones.title")}><table><thead class="unseen"><tr><th scope="col">${t("zones.zone")}</th><th scope="col">${
        t("zones.level")}</th><th scope="col">${t("zones.who")}</th><th scope="col">${t("zones.change")}</th></tr></thead><tbody>${this.zones.map((each) => this.row(each))}</tbody></table>
      ${this.open ? this.form() : nothing}</div>
      ${this.problem ? html`<p class="problem" role="alert" data-test="zone-problem">${known(key) ? t(key) : t("problem.unknown", { code: this.problem, detail: "" })}</p>` : nothing}`;
  }
}

customElements.define("ondol-zone-levels", ZoneLevels);
