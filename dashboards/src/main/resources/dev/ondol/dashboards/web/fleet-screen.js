// @ts-check
/// The Fleet screen: how each site is, a row each, by its own account; a link to its dashboard. A site that is away says so and
/// since when, and its numbers leave when they are too old.
import { LitElement, html, nothing } from "lit";
import { get } from "./api.js";
import { NONE, age, money, number, price } from "./format.js";
import { known, t } from "./text.js";

const EVERY_MS = 5_000;
/** Later than this a number is marked as old. */
const OLD_MS = 15_000;

/** @typedef {{ value?: number, state: string, ageMs?: number }} Reading */

/**
 * @typedef {object} Now
 * @property {string} [feed]
 * @property {string} [mode]
 * @property {boolean} [control]
 * @property {Reading} facilityKw
 * @property {Reading} itKw
 * @property {Reading} pue
 * @property {number} [carbonKgPerKwh]
 * @property {number} [pricePerKwh]
 * @property {string} [currency]
 * @property {number} [alarms]
 * @property {number} [urgent]
 * @property {number} [gpus]
 * @property {number} [freeGpus]
 * @property {number} [waiting]
 */

/** @typedef {{ site: string, dashboard?: string, state: string, heardMs?: number, why: string, now?: Now }} Row */

/** Why a site tells nothing; what the network said of it is in English. @param {Row} row */
function why(row) {
  const status = /^status (\d+)/.exec(row.why);
  return row.state === "LOCKED" && status ? html`<span class="why">${t("fleet.locked.text", { status: status[1] })}</span>` : html`<span class="why" lang="en">${row.why}</span>`;
}

class FleetScreen extends LitElement {
  static properties = { language: { attribute: false }, rows: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.language = "";
    /** @type {Row[] | null} */
    this.rows = null;
    this.problem = "";
    this.timer = 0;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.load();
    this.timer = setInterval(() => this.load(), EVERY_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async load() {
    const answer = await get("/api/v1/fleet");
    this.problem = answer.ok ? "" : answer.code;
    if (answer.ok) {
      this.rows = answer.body.sites;
    } else if (answer.code !== "dashboard-away") {
      this.rows = null;
    }
  }

  /** @param {Row} row */
  state(row) {
    const since = row.heardMs === undefined ? "" : age(row.heardMs);
    switch (row.state) {
      case "HERE": {
        const silent = row.now?.feed !== undefined && row.now.feed !== "GOOD";
        return silent ? html`<span class="exceeds">▲ ${t("fleet.silent")}</span>` : t("fleet.here");
      }
      case "AWAY":
        return html`<span class="exceeds">▲ ${since ? t("fleet.away-since", { since }) : t("fleet.away")}</span>`;
      case "LOCKED":
        return html`<span class="exceeds">▲ ${t("fleet.locked")}</span>`;
      default:
        return t("fleet.unknown");
    }
  }

  /** @param {Row} row @param {string} head @param {Reading | undefined} reading @param {number} digits */
  reading(row, head, reading, digits) {
    const old = (row.heardMs ?? 0) > OLD_MS || (reading !== undefined && reading.state !== "GOOD");
    const value = reading?.value;
    return html`<td class="num e ${old && value !== undefined ? "old" : ""}" data-head=${t(`fleet.${head}`)}>${value === undefined ? NONE : number(value, digits)}</td>`;
  }

  /** @param {Row} row @param {string} head @param {string} text */
  told(row, head, text) {
    return html`<td class="num e ${(row.heardMs ?? 0) > OLD_MS && text !== NONE ? "old" : ""}" data-head=${t(`fleet.${head}`)}>${text}</td>`;
  }

  /** @param {Row} row */
  row(row) {
    const now = row.now;
    const link = row.dashboard !== undefined && /^https?:\/\//.test(row.dashboard);
    const carbon = now?.carbonKgPerKwh === undefined ? NONE : number(now.carbonKgPerKwh * 1000);
    const cost = now?.pricePerKwh === undefined ? NONE : `${price(now.pricePerKwh)} ${money(now.currency ?? "")}`.trim();
    const alarms = now?.alarms === undefined ? NONE : number(now.alarms);
    const free = now?.freeGpus === undefined ? NONE : t("fleet.free", { free: number(now.freeGpus), gpus: number(now.gpus) });
    const mode = now?.mode === undefined ? NONE : now.control === false ? t("fleet.control-silent") : t(`mode.${now.mode}`);
    return html`<tr data-test=${`fleet-${row.site}`}>
      <th scope="row">${link ? html`<a href=${row.dashboard} rel="noopener noreferrer">${row.site}</a>` : row.site}</th>
      <td>${this.state(row)}${row.why && row.state !== "HERE" ? why(row) : nothing}</td>
      <td class=${now?.control === false ? "exceeds" : ""} data-head=${t("fleet.mode")}>${mode}</td>
      ${this.reading(row, "power", now?.facilityKw, 0)}${this.reading(row, "pue", now?.pue, 3)}${this.told(row, "carbon", carbon)}${this.told(row, "price", cost)}
      <td class="num e" data-head=${t("fleet.alarms")}>${(now?.urgent ?? 0) > 0 ? html`<span class="exceeds">▲ ${t("fleet.urgent", { alarms, urgent: number(now?.urgent) })}</span>` : alarms}</td>
      ${this.told(row, "gpus", free)}${this.told(row, "waiting", now?.waiting === undefined ? NONE : number(now.waiting))}
      <td class="num e" data-head=${t("fleet.age")}>${row.heardMs === undefined ? NONE : age(row.heardMs + (now?.facilityKw.ageMs ?? 0))}</td></tr>`;
  }

  render() {
    if (this.problem && this.rows === null) {
      const key = `problem.${this.problem}`;
      return html`<section class="empty" data-test="fleet-problem"><h1>${t("screen.fleet")}</h1><p>${known(key) ? t(key) : this.problem}</p></section>`;
    }
    if (this.rows === null) {
      return html`<div class="fleet-screen skeleton" aria-busy="true" role="status" aria-label=${t("frame.loading")}><div class="card"></div></div>`;
    }
    const here = this.rows.filter((row) => row.state === "HERE").length;
    const heads = ["power", "pue", "carbon", "price", "alarms", "gpus", "waiting", "age"];
    return html`<div class="fleet-screen"><section class="card"><div class="card-head"><h1>${t("screen.fleet")}</h1>
      <span class="label num" data-test="fleet-count">${t("fleet.count", { here, sites: this.rows.length })}</span></div>
      <div class="scroller" tabindex="0" role="group" aria-label=${t("screen.fleet")}><table><thead><tr>
        <th scope="col">${t("fleet.site")}</th><th scope="col">${t("fleet.state")}</th><th scope="col">${t("fleet.mode")}</th>${heads.map(
          (head) => html`<th scope="col" class="e">${t(`fleet.${head}`)}</th>`)}</tr></thead>
        <tbody>${this.rows.map((row) => this.row(row))}</tbody></table></div>
      <p class="card-foot label">${t("fleet.foot")}</p></section></div>`;
  }
}

customElements.define("ondol-fleet-screen", FleetScreen);
