// @ts-check
/// The screen of cooling and set-points: each set-point with what is in force, measured and planned inside its limits; each
/// machine with what it does.
import { LitElement, html, nothing } from "lit";
import { RANGES, address, range, shown } from "./address.js";
import { conflictList } from "./conflicts.js";
import { Fresh } from "./fresh.js";
import { NONE, age, clockTime, number, unit } from "./format.js";
import { handChip, holder, outChip, outOfService } from "./by-hand.js";
import { place } from "./names.js";
import { envelope } from "./plan.js";
import { inOrder, queue, toLookAt } from "./queue.js";
import { rangeSwitch } from "./range.js";
import { because } from "./reasons.js";
import { spark } from "./spark.js";
import { known, t } from "./text.js";
import { watchdog } from "./watchdog.js";
import { zonesLink } from "./zone-levels.js";
import "./recommendation.js";

/** Parts of the range in a trend, and of these, how many pass before it is asked for again. */
const PARTS = 48;
const AGAIN = 2;
const KINDS = ["chiller", "tower", "economizer", "dry-cooler", "chilled-pump", "condenser-pump", "facility-pump", "crah", "crac", "cdu"];

/** A number, dimmed where it is old, none where it is gone. @param {any} figure @param {number} digits */
function cell(figure, digits) {
  if (!figure) {
    return html`<td class="num quiet">${nothing}</td>`;
  }
  const old = figure.state !== "GOOD";
  return html`<td class="num ${old ? "old" : ""}" title=${old && figure.ageMs !== null ? t("figure.stale", { age: age(figure.ageMs) }) : nothing}>${
    figure.value === null ? NONE : number(figure.value, digits)}</td>`;
}

class CoolingScreen extends LitElement {
  static properties = { state: { attribute: false }, tick: { attribute: false }, language: { attribute: false }, kind: { state: true }, chosen: { state: true } };

  constructor() {
    super();
    /** @type {import("./live.js").LiveState | null} */
    this.state = null;
    this.tick = 0;
    this.language = "";
    /** Kind of machine that is listed; empty: all. */
    this.kind = "";
    /** What the detail pane shows; empty: the first recommendation, if there is one. @type {{ what: "" | "rec" | "setpoint" | "unit" | "zones", id: string }} */
    this.chosen = { what: "", id: "" };
    /** The recommendation that was shown last. */
    this.looked = "";
    this.fresh = new Fresh(() => this.requestUpdate());
    this.past = new Fresh(() => this.requestUpdate());
    /** The chosen row is to be brought into sight. */
    this.seek = false;
    this.onLook = () => this.show(shown("cooling"));
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    address.addEventListener("change", this.onLook);
    this.onLook();
  }

  /** What a link asks for: a set-point or a machine. @param {string} asked */
  show(asked) {
    if (asked) {
      this.kind = "";
      this.chosen = { what: asked.includes("/") ? "setpoint" : "unit", id: asked };
      this.seek = true;
    }
    this.requestUpdate();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    address.removeEventListener("change", this.onLook);
  }

  updated() {
    const row = this.seek ? this.querySelector("tr.chosen") : null;
    if (row) {
      this.seek = false;
      row.scrollIntoView({ block: "nearest" });
    }
    if (this.state?.connected && this.state.overview?.clock) {
      const now = this.state.overview.clock.plant;
      this.fresh.look("/api/v1/cooling", now);
      const part = RANGES[range()] / PARTS;
      const to = Math.ceil(now / (AGAIN * part)) * AGAIN * part;
      this.past.look(`/api/v1/cooling/history?from=${Math.max(0, to - RANGES[range()])}&to=${to}&parts=${PARTS}`, to);
    }
  }

  /** @param {string} what @param {string} id */
  is(what, id) {
    return this.chosen.what === what && this.chosen.id === id;
  }

  /** @param {"setpoint" | "unit"} what @param {string} id @param {string} text */
  link(what, id, text) {
    return html`<button class="link" aria-pressed=${this.is(what, id) ? "true" : "false"} @click=${() => { this.chosen = this.is(what, id) ? { what: "", id: "" } : { what, id }; }}>${text}</button>`;
  }

  /** @param {any} body */
  detail(body) {
    const { overview, recommendations, site, connected } = /** @type {any} */ (this.state);
    const { what, id } = this.chosen;
    const setpoint = what === "setpoint" ? body.setpoints.find((/** @type {any} */ row) => row.point === id) : null;
    const machine = what === "unit" ? body.units.find((/** @type {any} */ each) => each.id === id) : null;
    const all = inOrder(recommendations);
    const recommendation = what === "rec" ? all.find((each) => each.id === id) ?? all[0] : what === "" && all.length > 0 ? toLookAt(all, this.looked) : null;
    this.looked = recommendation?.id ?? this.looked;
    if (what === "zones") {
      return html`<section class="card detail-pane" data-test="detail"><div class="card-head"><h2>${t("zones.title")}</h2></div><ondol-zone-levels class="pane" .zones=${
        recommendations?.zones ?? []} .timeZone=${site.timeZone} .language=${this.language}></ondol-zone-levels></section>`;
    }
    return html`<section class="card detail-pane" data-test="detail"><div class="card-head"><h2>${t(setpoint || machine ? "hand.title" : recommendation ? "rec.title" : "workloads.detail")}</h2></div>
      ${setpoint || machine ? html`<ondol-by-hand class="pane" .setpoint=${setpoint} .unit=${machine} .overview=${overview} .zone=${site.timeZone} .language=${this.language}></ondol-by-hand>`
        : recommendation ? html`<ondol-recommendation class="pane" .it=${recommendation} .overview=${overview} .site=${site} .connected=${connected} .language=${this.language}></ondol-recommendation>`
          : html`<p class="nothing">${t("hand.choose")}</p>`}</section>`;
  }

  /** @param {any} row @param {number} now @param {string} zone */
  setpoint(row, now, zone) {
    const digits = row.unit === "Cel" || row.unit === "L/s" ? 1 : row.unit === "1" ? 0 : 1;
    const inForce = row.inForce.value;
    return html`<tr class="${row.changes ? "changes" : ""} ${this.is("setpoint", row.point) ? "chosen" : ""}" data-test=${`setpoint-${row.point}`}><th scope="row">${
      this.link("setpoint", row.point, place(row.point))} ${handChip(holder(this.state?.overview, row.point))}</th>
      ${cell(row.inForce, digits)}${cell(row.actual, digits)}<td class="trend-cell">${spark(this.past.body?.trends.find((/** @type {any} */ each) => each.point === row.point), { name: place(row.point),
        range: t(`range.${range()}`), unit: unit(row.unit), digits, least: row.max >= 1e5 ? 1 : (row.max - row.min) / 10 })}</td>
      <td class="num next">${row.changes ? html`<span aria-hidden="true">→ </span>${number(row.next, digits)}`
        : row.next === null ? row.reason ? html`<span class="holds" title=${because(row.reason)}>${t("plan.alone")}</span>` : nothing : html`<span class="holds">${t("plan.holds")}</span>`}</td>
      <td class="u">${unit(row.unit)}</td>
      <td class="e">${envelope({ ...row, inForce, next: row.next ?? inForce })}</td>
      <td class="num limits">${number(row.min, digits)} – ${row.max >= 1e5 ? "∞" : number(row.max, digits)}</td>
      <td class="why-cell">${row.changes ? `${row.at > now ? clockTime(row.at, zone) : t("plan.now")} · ${because(row.reason)}` : row.next === null && row.reason ? t("plan.left-alone", { why: because(row.reason) }) : nothing}</td></tr>`;
  }

  /** @param {any[]} setpoints */
  setpoints(setpoints) {
    const site = this.state?.site;
    const now = this.state?.overview.clock?.plant ?? 0;
    const columns = ["plan.setpoint", "plan.in-force", "cooling.actual", "spark.title", "plan.next", "plan.unit", "cooling.in-limits", "plan.limits", "cooling.why"];
    return html`<div class="scroller" tabindex="0" role="group" aria-label=${t("cooling.setpoints")}>${conflictList(this.state?.overview.plan?.conflicts, site.timeZone)}<table class="setpoints"><thead><tr>
      ${columns.map((column, i) => html`<th scope="col" class=${[1, 2, 4, 7].includes(i) ? "r" : ""}>${i === 5 || i === 6
        ? html`<span class="unseen">${t(column)}</span>` : t(column)}</th>`)}</tr></thead>
      <tbody>${setpoints.map((row) => this.setpoint(row, now, site.timeZone))}</tbody></table></div>`;
  }

  /** @param {any[]} units */
  units(units) {
    const shown = units.filter((each) => this.kind === "" || each.kind === this.kind);
    return html`<div class="scroller" tabindex="0" role="group" aria-label=${t("cooling.units")}><table class="units"><thead><tr>
      <th scope="col">${t("cooling.unit")}</th><th scope="col">${t("cooling.runs")}</th><th scope="col" class="r">${t("cooling.speed")} %</th>
      <th scope="col" class="r">${t("cooling.valve")} %</th><th scope="col" class="r">${t("cooling.load")} %</th><th scope="col" class="r">${
        t("cooling.supply")} °C</th><th scope="col" class="r">kW</th></tr></thead><tbody>
      ${shown.map((each) => html`<tr class=${this.is("unit", each.id) ? "chosen" : ""} data-test=${`unit-${each.id}`}><th scope="row">${this.link("unit", each.id, each.id)} ${
        outChip(outOfService(this.state?.overview, each.id))}</th><td>${runs(each)}</td>${cell(each.speedPercent, 0)}${cell(each.valvePercent, 0)}${
        cell(each.loadPercent, 0)}${cell(each.supplyC, 1)}${cell(each.powerKw, 1)}</tr>`)}</tbody></table></div>`;
  }

  /** @param {any[]} units */
  kinds(units) {
    const present = KINDS.filter((kind) => units.some((each) => each.kind === kind));
    const sum = (/** @type {string} */ kind) => units.filter((each) => each.kind === kind)
      .reduce((kw, each) => kw + (each.powerKw?.value ?? 0), 0);
    return html`<ul class="kinds">${present.map((kind) => html`<li><button data-test=${`kind-${kind}`} aria-pressed=${this.kind === kind ? "true" : "false"}
      @click=${() => { this.kind = this.kind === kind ? "" : kind; }}><span>${t(`unit.${kind}`)}</span>
      <span class="num">${number(units.filter((each) => each.kind === kind && running(each)).length)}/${number(units.filter((each) => each.kind === kind).length)}</span>
      <b class="num">${number(sum(kind), sum(kind) < 10 ? 1 : 0)} kW</b></button></li>`)}</ul>`;
  }

  render() {
    const state = this.state;
    const body = this.fresh.body;
    if (!state?.overview || !body) {
      const key = `problem.${this.fresh.problem}`;
      return this.fresh.problem ? html`<section class="empty"><h1>${t("screen.cooling")}</h1><p>${known(key) ? t(key) : this.fresh.problem}</p></section>`
        : html`<div class="cooling-screen skeleton" aria-busy="true" role="status" aria-label=${t("frame.loading")}>${[1, 2, 3, 4].map(() => html`<div class="card"></div>`)}</div>`;
    }
    const changing = body.setpoints.filter((/** @type {any} */ row) => row.changes).length;
    const control = state.overview.control;
    return html`<div class="cooling-screen ${state.connected ? "" : "frozen"}">
      <section class="card"><div class="card-head"><h1>${t("screen.cooling")}</h1>
        <span class="label">${t("cooling.changing", { changing: number(changing), total: number(body.setpoints.length) })}</span><span class="spring"></span>
        ${(control.mode === "AUTO" || control.mode === "ADVISE") && control.alive ? nothing : html`<span class="chip warn">${t("plan.not-sent")}</span>`}
        ${rangeSwitch()}<span class="label num">${age(state.overview.feed.silentMs)}</span></div>${watchdog(state.overview)}${this.setpoints(body.setpoints)}</section>
      <section class="card"><div class="card-head"><h2>${t("cooling.units")}</h2></div>${this.kinds(body.units)}${this.units(body.units)}</section>
      ${queue(state.recommendations, state.overview, state.site, this.chosen.what === "rec" ? this.chosen.id : "", (id) => { this.chosen = { what: "rec", id }; }, zonesLink(state.recommendations,
        this.chosen.what === "zones", () => { this.chosen = { what: this.chosen.what === "zones" ? "" : "zones", id: "" }; }))}
      ${this.detail(body)}
    </div>`;
  }
}

/** @param {any} each */
function running(each) {
  return each.running ? each.running.value > 0 : (each.speedPercent?.value ?? 0) > 0 || (each.powerKw?.value ?? 0) > 0.05;
}

/** @param {any} each */
function runs(each) {
  const known = each.running ?? each.speedPercent ?? each.powerKw;
  if (!known || known.value === null) {
    return NONE;
  }
  return running(each) ? html`<span aria-hidden="true">●</span> ${t("cooling.on")}` : html`<span aria-hidden="true">○</span> ${t("cooling.off")}`;
}

customElements.define("ondol-cooling-screen", CoolingScreen);
