// @ts-check
/// The screen of energy and savings: what was used in the range by the meters' counters, where the power goes now, prices and
/// carbon to come, own assets, and what was measured to be saved.
import { LitElement, html, nothing } from "lit";
import { RANGES, address, go, period, range } from "./address.js";
import { get } from "./api.js";
import { change, hours, total } from "./energy-hours.js";
import { evidence } from "./evidence.js";
import { Fresh } from "./fresh.js";
import { NONE, clockTime, date, money, number, price, zoneName } from "./format.js";
import { market } from "./market.js";
import { bounds, daySwitch, dayCount } from "./period.js";
import { rangeSwitch } from "./range.js";
import { savingsFacts } from "./savings.js";
import { known, t } from "./text.js";
import "./sankey.js";

const HOUR = 3_600_000;

class EnergyScreen extends LitElement {
  static properties = { state: { attribute: false }, tick: { attribute: false }, language: { attribute: false }, table: { state: true }, counted: { state: true }, proof: { state: true } };

  constructor() {
    super();
    /** @type {import("./live.js").LiveState | null} */
    this.state = null;
    this.tick = 0;
    this.language = "";
    this.table = false;
    /** Of the range or days; by meter the change from as long a time before, percent. @type {{ hours: import("./energy-hours.js").Hour[], problem: string, changes: Map<string, number | null> } | null} */
    this.counted = null;
    /** The measurement that is looked at. @type {any} */
    this.proof = null;
    this.asked = "";
    /** Prices and carbon of the range or days. */
    this.rated = new Fresh(() => this.requestUpdate());
    this.fresh = new Fresh(() => this.requestUpdate());
    this.measured = new Fresh(() => this.requestUpdate());
    this.onLook = () => this.requestUpdate();
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    address.addEventListener("change", this.onLook);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    address.removeEventListener("change", this.onLook);
  }

  now() {
    return this.state?.overview?.clock?.plant ?? 0;
  }

  updated() {
    const now = this.now();
    if (!this.state?.connected || now === 0) {
      return;
    }
    const hour = now - (now % HOUR);
    const { from, to, whole } = this.span(hour);
    this.fresh.look(`/api/v1/energy?from=${hour}&to=${hour + 25 * HOUR}`, now);
    this.rated.look(`/api/v1/energy?from=${from}&to=${to}`, hour);
    this.measured.look("/api/v1/savings", Math.floor(now / 300_000));
    // Counters are read once in ten plant minutes.
    const wanted = `${from}/${to}/${Math.floor(now / 600_000)}`;
    if (wanted !== this.asked) {
      this.asked = wanted;
      // An hour more: an hour ends with the first reading of the next one.
      void hours(2 * from - whole, to + HOUR).then((found) => {
        if (wanted === this.asked) {
          this.counted = { problem: found.problem, hours: found.hours.filter((one) => one.at >= from && one.at < to), changes: new Map(["facility", "it", "cooling"].map((meter) => [meter, change(found.hours, meter, from, whole)])) };
        }
      });
    }
  }

  /** What is shown: from one hour to the end of another, and until which of them whole hours can be compared. @param {number} hour that runs */
  span(hour) {
    const days = period();
    if (days) {
      const { from, to } = bounds(days, this.state?.site.timeZone ?? "UTC");
      return { from, to, whole: to };
    }
    return { from: hour - RANGES[range()], to: hour + HOUR, whole: hour };
  }

  rates() {
    /** @type {Map<number, any>} */
    const by = new Map();
    (this.rated.body?.market ?? []).forEach((/** @type {any} */ hour) => by.set(hour.at, hour));
    return by;
  }

  totals() {
    const all = this.counted?.hours ?? [];
    const by = this.rates();
    const kwh = (/** @type {string} */ meter) => total(all, (hour) => hour.kwh[meter]);
    const times = (/** @type {string} */ rate) => total(all, (hour) => {
      const of = by.get(hour.at);
      return of && hour.kwh.facility !== null ? hour.kwh.facility * of[rate] : null;
    });
    const it = kwh("it");
    const facility = kwh("facility");
    return { facility, it, cooling: kwh("cooling"), pue: facility !== null && it !== null && it > 0 ? facility / it : null,
      kg: times("carbonKgPerKwh"), cost: times("pricePerKwh") };
  }

  /** @param {string} key @param {string} value @param {string} unit @param {unknown} note @param {string} [more] said on pointing at it */
  tile(key, value, unit, note, more) {
    return html`<section class="card figure" data-test=${`energy-${key}`}><h2>${t(`energy.${key}`)}</h2><p class="value"><span class="num">${value}</span>${
      value === NONE ? nothing : html` <span class="unit">${unit}</span>`}</p><p class="context" title=${more ?? nothing}>${note}</p></section>`;
  }

  /** Which hours a figure is of, and how they compare with those before. @param {string} meter */
  compared(meter) {
    const days = period();
    const span = days ? t("age.days", { n: dayCount(days) }) : t(`range.${range()}`);
    const more = this.counted?.changes.get(meter) ?? null;
    return html`<span>${t(days ? "energy.in-days" : "energy.in-range", { range: span })}</span>${more === null ? nothing : html` <span class="num" title=${t(days ? "energy.before-days.title" : "energy.before.title", { range: span })}>${
      t("energy.before", { range: span, more: `${more > 0 ? "+" : ""}${number(more, 1)}` })}</span>`}`;
  }

  /** @param {any} energy */
  tiles(energy) {
    const sum = this.totals();
    const large = (/** @type {number | null} */ kwh) => (kwh !== null && kwh >= 100_000 ? [number(kwh / 1000, 1), "MWh"] : [number(kwh), "kWh"]);
    const [facility, facilityUnit] = large(sum.facility);
    const [it, itUnit] = large(sum.it);
    const [cooling, coolingUnit] = large(sum.cooling);
    return html`<div class="figures">${this.tile("facility", facility, facilityUnit, this.compared("facility"))}${this.tile("it", it, itUnit, this.compared("it"))}${
      this.tile("cooling", cooling, coolingUnit, this.compared("cooling"))}${this.tile("pue", number(sum.pue, 3), "", t("energy.pue.note", { category: number(this.state?.site.pueCategory) }), t(`pue.category.${this.state?.site.pueCategory}`))}${
      this.tile("carbon-total", number(sum.kg === null ? null : sum.kg / 1000, 1), "t CO₂e", t("energy.carbon.note"))}${
      this.tile("cost", number(sum.cost === null ? null : sum.cost / 1e6, 2), t("energy.million", { currency: money(energy.currency) }), t("energy.cost.note"))}</div>`;
  }

  /** How the newest saving of a meter was measured. @param {string} meter */
  async show(meter) {
    const answer = await get(`/api/v1/savings/${meter}`);
    const key = answer.ok ? "" : `problem.${answer.code}`;
    this.proof = answer.ok ? answer.body : null;
    if (key) {
      this.dispatchEvent(new CustomEvent("ondol-note", { bubbles: true, detail: { bad: true, text: known(key) ? t(key) : key } }));
    }
  }

  /** Savings are measured against a baseline or not told at all. */
  savings() {
    const expected = this.state?.overview.plan?.expected;
    /** @type {import("./savings.js").Saving[]} */
    const savings = this.measured.body?.savings ?? [];
    if (savings.length > 0) {
      return html`<section class="card savings" data-test="savings"><div class="card-head"><h2>${t("savings.title")}</h2>
        <span class="chip">${t("savings.measured")}</span></div>${savingsFacts(savings, (meter) => { void this.show(meter); })}</section>`;
    }
    if (!this.measured.body) {
      const key = `problem.${this.measured.problem}`;
      return html`<section class="card savings" data-test="savings"><div class="card-head"><h2>${t("savings.title")}</h2></div>${this.measured.problem
        ? html`<p class="trouble">${known(key) ? t(key) : this.measured.problem}</p>`
        : nothing}</section>`;
    }
    return html`<section class="card savings" data-test="savings"><div class="card-head"><h2>${t("savings.title")}</h2>
      <span class="chip">${t("savings.no-baseline")}</span></div><p>${t("savings.text")}</p>
      ${expected ? html`<p class="label num">${t("savings.expected", { kw: number(expected.holdFacilityKw - expected.facilityKw) })}</p>` : nothing}
      <p class="label">${t("savings.proof")}</p><pre tabindex="0">./ondol validate</pre></section>`;
  }

  /** @param {any} energy */
  assets(energy) {
    const rows = [["pv", energy.pv, "kW"], ["battery", energy.battery, "kW"], ["charge", energy.chargePercent, "%"], ["heat-pump", energy.heatPump, "kW"],
      ["heat", energy.heat, "kW"], ["grid", energy.grid, "kW"]].filter(([, figure]) => figure);
    const used = rows.some(([, figure]) => figure.value !== null);
    return html`<section class="card assets"><div class="card-head"><h2>${t("assets.title")}</h2></div>${rows.length === 0 || !used
      ? html`<p class="nothing">${t(rows.length === 0 ? "assets.none" : "assets.unused")}</p>`
      : html`<dl class="facts">${rows.map(([key, figure, unit]) => html`<div><dt>${t(`assets.${key}`)}</dt><dd class="num">${number(figure.value)} ${
        figure.value === null ? nothing : unit}</dd></div>`)}</dl>`}</section>`;
  }

  /** @param {any} energy */
  save(energy) {
    const by = this.rates();
    const days = period();
    const lines = ["hour,facility_kwh,it_kwh,cooling_kwh,price_per_kwh,currency,kgco2e_per_kwh", ...(this.counted?.hours ?? []).map((hour) => {
      const rate = by.get(hour.at);
      return [new Date(hour.at).toISOString(), hour.kwh.facility ?? "", hour.kwh.it ?? "", hour.kwh.cooling ?? "", rate?.pricePerKwh ?? "",
        energy.currency, rate?.carbonKgPerKwh ?? ""].join(",");
    })];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${lines.join("\n")}\n`], { type: "text/csv" }));
    link.download = `ondol-energy-${this.state?.site.id}-${days ? `${days.from}-${days.to}` : range()}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  /** @param {any} energy */
  rows(energy) {
    const zone = this.state?.site.timeZone;
    const by = this.rates();
    const all = [...(this.counted?.hours ?? [])].reverse();
    return html`<div class="scroller" tabindex="0" role="group" aria-label=${t("energy.by-hour")}><table><thead><tr><th scope="col">${t("energy.hour", {
      zone: zoneName(this.now(), zone) })}</th>${["facility", "it", "cooling"].map((meter) => html`<th scope="col" class="r">${t(`energy.${meter}`)} kWh</th>`)}
      <th scope="col" class="r">${money(energy.currency)}/kWh</th><th scope="col" class="r">gCO₂e/kWh</th></tr></thead><tbody>${all.map((hour) => html`<tr>
      <th scope="row" class="num">${date(hour.at, zone)} ${clockTime(hour.at, zone)}</th>${["facility", "it", "cooling"].map((meter) => html`<td class="num">${number(hour.kwh[meter])}</td>`)}
      <td class="num">${price(by.get(hour.at)?.pricePerKwh)}</td><td class="num">${number(by.has(hour.at) ? 1000 * by.get(hour.at).carbonKgPerKwh : null)}</td></tr>`)}</tbody></table></div>`;
  }

  render() {
    const state = this.state;
    const energy = this.fresh.body;
    if (!state?.overview || !energy) {
      return html`<div class="energy-screen skeleton" aria-busy="true" role="status" aria-label=${t("frame.loading")}><div class="card"></div><div class="card"></div></div>`;
    }
    const problem = this.counted?.problem ?? "";
    const key = `problem.${problem}`;
    return html`<div class="energy-screen ${state.connected ? "" : "frozen"}">
      <div class="energy-head"><h1>${t("screen.energy")}</h1><span class="spring"></span>${problem ? html`<span class="trouble">${known(key) ? t(key) : problem}</span>` : nothing}
        ${rangeSwitch()}${daySwitch(this.now(), state.site.timeZone)}<button data-test="energy-report" @click=${() => go("report")}>${t("screen.report")}</button><button data-test="energy-csv" ?disabled=${!this.counted?.hours.length} @click=${() => this.save(energy)}>${t("energy.csv")}</button></div>
      ${this.tiles(energy)}
      ${this.proof ? html`<section class="card flows"><div class="card-head"><h2>${t("evidence.title")}: ${t(`savings.meter.${this.proof.meter}`)}</h2><span class="spring"></span>
        <button data-test="evidence-close" @click=${() => { this.proof = null; }}>${t("action.close")}</button></div>${evidence(this.proof)}</section>` : html`
      <section class="card flows"><div class="card-head"><h2>${this.table ? t("energy.by-hour") : t("energy.flows")}</h2><span class="spring"></span>
        <button class="quiet" data-test="energy-table" aria-pressed=${this.table ? "true" : "false"} @click=${() => { this.table = !this.table; }}>${
          this.table ? t("action.chart") : t("action.table")}</button></div>
        ${this.table ? this.rows(energy) : html`<ondol-sankey .energy=${energy} .language=${this.language}></ondol-sankey>`}</section>`}
      <div class="energy-side" tabindex="0" role="group" aria-label=${t("savings.title")}>${this.savings()}<section class="card"><div class="card-head"><h2>${t("energy.coming")}</h2></div>${
        market(energy.market, this.now(), energy.currency, state.site.timeZone)}</section>${this.assets(energy)}</div>
    </div>`;
  }
}

customElements.define("ondol-energy-screen", EnergyScreen);
