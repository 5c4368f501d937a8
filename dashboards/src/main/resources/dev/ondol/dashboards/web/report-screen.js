// @ts-check
/// The monthly report for the energy manager, to read, to print and as CSV: what the meters counted by day, how warm it was, what
/// was done. Every figure is one of the historian's; a saving is told against a measured baseline or not at all.
import { LitElement, html, nothing } from "lit";
import { address, chooseMonth, month } from "./address.js";
import { get } from "./api.js";
import { NONE, clockTime, date, money, number, zoneName } from "./format.js";
import { savingsFacts } from "./savings.js";
import { language, known, t } from "./text.js";

/** Another month. @param {string} of @param {number} by */
function shifted(of, by) {
  const [year, number] = of.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** The month of an instant at the site. @param {number} millis @param {string} zone */
function monthOf(millis, zone) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, year: "numeric", month: "2-digit" }).format(millis).slice(0, 7);
}

/** @param {string} of */
function monthName(of) {
  return new Intl.DateTimeFormat(language(), { year: "numeric", month: "long", timeZone: "UTC" }).format(Date.parse(`${of}-01T00:00:00Z`));
}

/** What was done and how it came out; a code that has no words yet stands as it is. @param {{ kind: string, action: string, outcome: string }} done */
function deed({ kind, action, outcome }) {
  const what = `deed.${kind}.${action}`;
  const how = `deed.outcome.${outcome}`;
  return `${known(what) ? t(what) : `${kind} ${action}`}: ${known(how) ? t(how) : outcome}`;
}

class ReportScreen extends LitElement {
  static properties = { state: { attribute: false }, tick: { attribute: false }, language: { attribute: false }, report: { state: true }, problem: { state: true }, savings: { state: true } };

  constructor() {
    super();
    /** @type {import("./live.js").LiveState | null} */
    this.state = null;
    this.tick = 0;
    this.language = "";
    /** @type {any} */
    this.report = null;
    this.problem = "";
    /** @type {import("./savings.js").Saving[]} */
    this.savings = [];
    this.asked = "";
    this.onAddress = () => this.requestUpdate();
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    address.addEventListener("change", this.onAddress);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    address.removeEventListener("change", this.onAddress);
  }

  /** Month of the address, or else the present one at the plant. */
  wanted() {
    const now = this.state?.overview?.clock?.plant;
    return month() || (now && this.state?.site ? monthOf(now, this.state.site.timeZone) : "");
  }

  updated() {
    const wanted = this.wanted();
    if (wanted && wanted !== this.asked) {
      this.asked = wanted;
      this.report = null;
      void get(`/api/v1/report?month=${wanted}`).then((answer) => {
        if (wanted === this.asked) {
          this.problem = answer.ok ? "" : answer.code;
          this.report = answer.ok ? answer.body : null;
        }
      });
      void get("/api/v1/savings").then((answer) => {
        this.savings = answer.ok ? answer.body.savings : [];
      });
    }
  }

  /** @param {string} key @param {string} value @param {string} unit @param {string} [note] */
  fact(key, value, unit, note = "") {
    return html`<div data-test=${`report-${key}`}><dt>${t(`report.${key}`)}</dt><dd class="num"><b>${value}</b> ${value === NONE ? nothing : unit}</dd>${note ? html`<dd class="label">${note}</dd>` : nothing}</div>`;
  }

  /** @param {any} report */
  facts(report) {
    const sum = report.total;
    const mwh = (/** @type {number | null} */ kwh) => number(kwh === null ? null : kwh / 1000, 1);
    return html`<dl class="report-facts">${this.fact("facility", mwh(sum.facilityKwh), "MWh")}${this.fact("it", mwh(sum.itKwh), "MWh")}${this.fact("cooling", mwh(sum.coolingKwh), "MWh")}
      ${this.fact("pue", number(sum.pue, 3), "", t("report.pue.note", { category: number(this.state?.site.pueCategory) }))}${this.fact("cost", number(sum.cost === null ? null : sum.cost / 1e6, 2), t("energy.million", { currency: money(report.currency) }), t("report.cost.note"))}
      ${this.fact("carbon", number(sum.kgCo2e === null ? null : sum.kgCo2e / 1000, 1), "t CO₂e", t("report.carbon.note"))}
      ${this.fact("coverage", number(sum.hours > 0 ? (100 * sum.hoursCounted) / sum.hours : null, 1), "%", t("report.coverage.note", { counted: number(sum.hoursCounted), hours: number(sum.hours) }))}
      ${this.fact("inlet", number(report.inlets.highestC, 1), "°C", report.inlets.rack ?? "")}
      ${this.fact("above", number(report.inlets.rackHours > 0 ? report.inlets.rackHoursAbove : null), t("report.of-rack-hours", { n: number(report.inlets.rackHours) }))}</dl>`;
  }

  /** @param {any} report */
  days(report) {
    const columns = ["facility", "it", "cooling"];
    return html`<table><caption class="unseen">${t("report.by-day")}</caption><thead><tr><th scope="col">${t("report.day")}</th><th scope="col" class="r">${t("report.counted")}</th>${columns.map((column) => html`<th
      scope="col" class="r">${t(`report.${column}`)} kWh</th>`)}<th scope="col" class="r">PUE</th><th scope="col" class="r">${t("report.cost")} ${money(report.currency)}</th><th scope="col" class="r">kg CO₂e</th></tr></thead>
      <tbody>${report.days.map((/** @type {any} */ day) => html`<tr data-test="report-day"><th scope="row" class="num">${day.day}</th><td class="num">${number(day.sums.hoursCounted)}/${number(day.sums.hours)}</td>
        <td class="num">${number(day.sums.facilityKwh)}</td><td class="num">${number(day.sums.itKwh)}</td><td class="num">${number(day.sums.coolingKwh)}</td><td class="num">${number(day.sums.pue, 3)}</td>
        <td class="num">${number(day.sums.cost)}</td><td class="num">${number(day.sums.kgCo2e)}</td></tr>`)}</tbody></table>`;
  }

  /** What was done in the month. @param {any} report */
  deeds(report) {
    const { commands, alarms } = report;
    const acts = report.done.map((/** @type {any} */ done) => [deed(done), done.count]);
    const rows = [[t("commands.sent"), commands.sent], [t("commands.applied"), commands.applied], [t("commands.refused"), commands.refused], [t("commands.rejected"), commands.stopped],
      ...["HIGH", "MEDIUM", "LOW"].map((priority) => [t("report.alarms", { priority: t(`alarm.priority.${priority}`) }), alarms[priority] ?? 0]), ...acts];
    return html`<table class="deeds"><caption class="unseen">${t("report.done")}</caption><tbody>${rows.map(([what, count]) => html`<tr><th scope="row">${what}</th><td class="num">${number(count)}</td></tr>`)}</tbody></table>`;
  }

  render() {
    const state = this.state;
    const wanted = this.wanted();
    const report = this.report;
    const zone = state?.site?.timeZone ?? "UTC";
    const head = html`<div class="card-head report-head"><h1>${t("screen.report")}</h1><button class="icon" data-test="month-before" aria-label=${t("report.before")} @click=${() => chooseMonth(shifted(wanted, -1))}>‹</button>
      <b data-test="report-month">${wanted ? monthName(wanted) : ""}</b><button class="icon" data-test="month-after" aria-label=${t("report.after")} @click=${() => chooseMonth(shifted(wanted, 1))}>›</button><span class="spring"></span>
      <a href=${`/api/v1/report.csv?month=${wanted}`} download data-test="report-csv">${t("report.csv")}</a><button data-test="report-print" @click=${() => print()}>${t("report.print")}</button></div>`;
    const key = `problem.${this.problem}`;
    return html`<section class="card report">${head}<div class="scroller" tabindex="0" role="group" aria-label=${t("screen.report")}>
      ${this.problem ? html`<p class="problem" role="alert">${known(key) ? t(key) : this.problem}</p>` : nothing}
      ${report ? html`<p class="label">${state?.site.name} · ${t("report.span", { from: `${date(report.from, zone)} ${clockTime(report.from, zone)}`, to: `${date(report.to, zone)} ${clockTime(report.to, zone)}`, zone: zoneName(report.from, zone) })}</p>
        ${report.days.length === 0 ? html`<p class="nothing" data-test="report-empty">${t("report.empty")}</p>` : html`${this.facts(report)}
        <h2>${t("savings.title")}</h2><div class="savings" data-test="report-savings">${this.savings.length > 0
          ? savingsFacts(this.savings) : html`<p>${t("savings.no-baseline")}. ${t("savings.text")}</p>`}</div>
        <h2>${t("report.by-day")}</h2>${this.days(report)}`}
        <h2>${t("report.done")}</h2>${this.deeds(report)}<p class="label">${t("report.foot")}</p>` : nothing}</div></section>`;
  }
}

customElements.define("ondol-report-screen", ReportScreen);
