// @ts-check
/// The Workloads screen: what runs where, what is to come, what waits and why. The optimizer's answers, asked when a new plan or
/// some plant time has passed.
import { LitElement, html, nothing } from "lit";
import { RANGES, address, range, shown } from "./address.js";
import { get } from "./api.js";
import { clockTime, number } from "./format.js";
import { gantt } from "./gantt.js";
import { jobs } from "./jobs.js";
import { rangeSwitch } from "./range.js";
import { because, counted, otherwise } from "./reasons.js";
import { levelFacts, serviceLevels } from "./service-levels.js";
import { known, t } from "./text.js";

const PAGE = 1_000;
const MOST_PAGES = 5;
/** Placements change with jobs, plans once in five plant minutes. */
const PLANT_MS = 60_000;
const WALL_MS = 3_000;

class WorkloadsScreen extends LitElement {
  static properties = {
    state: { attribute: false }, tick: { attribute: false }, language: { attribute: false }, placements: { state: true },
    chosen: { state: true }, problem: { state: true },
  };

  constructor() {
    super();
    /** @type {import("./live.js").LiveState | null} */
    this.state = null;
    this.tick = 0;
    this.language = "";
    /** @type {any[] | null} */
    this.placements = null;
    /** By placement. @type {Map<string, import("./service-levels.js").Level>} */
    this.levels = new Map();
    this.chosen = "";
    this.problem = "";
    this.askedPlant = Number.NEGATIVE_INFINITY;
    this.askedAt = 0;
    this.asking = false;
    this.onLook = () => { this.chosen = shown("workloads") || this.chosen; this.requestUpdate(); };
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    address.addEventListener("change", this.onLook);
    this.onLook();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    address.removeEventListener("change", this.onLook);
  }

  now() {
    return this.state?.overview?.clock?.plant ?? 0;
  }

  updated() {
    if (this.state?.connected && this.now() > 0 && !this.asking && Math.abs(this.now() - this.askedPlant) >= PLANT_MS
      && Date.now() - this.askedAt >= WALL_MS) {
      void this.load();
    }
  }

  async load() {
    this.asking = true;
    this.askedPlant = this.now();
    this.askedAt = Date.now();
    /** @type {any[]} */
    const found = [];
    let cursor = "";
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await get(`/api/v1/placements?limit=${PAGE}${cursor ? `&cursor=${cursor}` : ""}`);
      if (!answer.ok) {
        this.problem = answer.code;
        this.asking = false;
        return;
      }
      found.push(...answer.body.items);
      cursor = answer.body.next ?? "";
      if (!cursor) {
        break;
      }
    }
    const levels = await get("/api/v1/jobs/service-levels");
    if (levels.ok) {
      this.levels = new Map(levels.body.items.map((/** @type {import("./service-levels.js").Level} */ level) => [level.placementId, level]));
    }
    this.problem = "";
    this.placements = found;
    this.asking = false;
  }

  /** @param {import("./jobs.js").Job | undefined} job */
  detail(job) {
    if (!job) {
      return html`<p class="nothing">${t("workloads.choose")}</p>`;
    }
    const zone = this.state?.site.timeZone;
    const energy = job.energy;
    const kwh = energy ? (energy.itWh + energy.coolingWh + energy.lossWh) / 1000 : null;
    const rows = [
      ["workloads.state", t(`workloads.state.${job.state}`)], ["workloads.gpus", number(job.gpus)],
      ["workloads.halls", [...job.halls.keys()].map((hall) => hall.toUpperCase()).join(", ")],
      ["workloads.start", job.startAt === null ? "" : clockTime(job.startAt, zone)],
      ["workloads.end", job.endAt === null ? "" : clockTime(job.endAt, zone)],
      ["workloads.kwh", kwh === null ? "" : `${number(kwh)} kWh`],
      ["workloads.pue", energy ? number(energy.marginalPue, 3) : ""],
      ["workloads.co2", energy?.kgCO2 === undefined || energy === null ? "" : `${number(energy.kgCO2, energy.kgCO2 < 10 ? 1 : 0)} kg`],
      ["workloads.profile", job.profile], ...(job.level ? levelFacts(job.level, zone) : []),
    ].filter(([, value]) => value);
    return html`<h3 class="num">${job.job}</h3><dl class="facts">${rows.map(([key, value]) => html`<div><dt>${t(key)}</dt><dd class="num">${value}</dd></div>`)}</dl>
      <h3>${t("workloads.why")}</h3>${job.reasons.length === 0 ? html`<p class="label">${t("workloads.no-reason")}</p>`
        : html`<ul class="reasons">${job.reasons.map((reason) => html`<li><b>${because(reason.constraint)}</b> <span class="num">${counted(reason, job.nodes.length > 0)}</span>${
          reason.nextBest ? html`<span class="why">${otherwise(reason)}</span>` : nothing}</li>`)}</ul>`}
      ${job.nodes.length > 0 ? html`<p class="label nodes">${job.nodes.slice(0, 12).join(" ")}${job.nodes.length > 12 ? ` +${job.nodes.length - 12}` : ""}</p>` : nothing}`;
  }

  /** By when a job that waits has to start; a sign where that is over. @param {import("./jobs.js").Job} job */
  startBy(job) {
    const { level } = job;
    const by = level?.startBy === undefined ? "" : clockTime(level.startBy, this.state?.site.timeZone);
    return level?.state === "LATE" ? html`<span class="exceeds"><b aria-hidden="true">▲</b> ${by || t("service.state.LATE")}</span>` : by;
  }

  /** @param {import("./jobs.js").Job[]} waiting */
  waiting(waiting) {
    return waiting.length === 0 ? html`<p class="nothing">${t("workloads.none-waits")}</p>`
      : html`<div class="scroller" tabindex="0" role="group" aria-label=${t("workloads.waiting")}><table><thead><tr><th scope="col">${t("workloads.job")}</th>
        <th scope="col">${t("workloads.state")}</th><th scope="col">${t("service.start-by")}</th><th scope="col">${t("workloads.why")}</th></tr></thead><tbody>${waiting.slice(0, 200).map((job) => html`<tr
        class=${job.id === this.chosen ? "chosen" : ""}><th scope="row"><button class="link" @click=${() => { this.chosen = job.id; }}>${job.job}</button></th>
        <td>${t(`workloads.state.${job.state}`)}</td><td class="num left">${this.startBy(job)}</td><td>${job.reasons[0] ? because(job.reasons[0].constraint) : ""}</td></tr>`)}</tbody></table></div>`;
  }

  render() {
    const state = this.state;
    if (this.problem && this.placements === null) {
      const key = `problem.${this.problem}`;
      return html`<section class="empty" data-test="workloads-problem"><h1>${t("screen.workloads")}</h1><p>${known(key) ? t(key) : this.problem}</p></section>`;
    }
    if (!state?.overview || this.placements === null) {
      return html`<div class="workloads-screen skeleton" aria-busy="true" role="status" aria-label=${t("frame.loading")}><div class="card"></div><div class="card"></div></div>`;
    }
    const all = jobs(this.placements, state.site, this.now(), this.levels);
    const waiting = all.filter((job) => job.state === "waiting" || job.state === "refused");
    const count = (/** @type {string} */ what) => number(all.filter((job) => job.state === what || (what === "running" && job.state === "leaving")).length);
    const key = `problem.${this.problem}`;
    return html`<div class="workloads-screen ${state.connected ? "" : "frozen"}">
      <section class="card gantt-card"><div class="card-head"><h1>${t("screen.workloads")}</h1>
        <span class="label num" data-test="workloads-counts">${t("workloads.counts", { running: count("running"), coming: count("coming"), waiting: number(waiting.length) })}</span>
        <span class="spring"></span>${this.problem ? html`<span class="trouble">${known(key) ? t(key) : this.problem}</span>` : nothing}${rangeSwitch()}</div>${serviceLevels([...this.levels.values()])}
        <div class="scroller" tabindex="0" role="group" aria-label=${t("workloads.over-halls")}>${gantt(all, state.site, this.now(), RANGES[range()], this.chosen,
          (id) => { this.chosen = this.chosen === id ? "" : id; })}</div>
        <p class="card-foot label">${t("workloads.foot")}</p></section>
      <section class="card detail-card" aria-live="polite"><div class="card-head"><h2>${t("workloads.detail")}</h2></div><div class="scroller" tabindex="0"
        role="group" aria-label=${t("workloads.detail")}>${this.detail(all.find((job) => job.id === this.chosen))}</div></section>
      <section class="card waiting-card"><div class="card-head"><h2>${t("workloads.waiting")}</h2><span class="spring"></span>
        <span class="label num">${number(waiting.length)}</span></div>${this.waiting(waiting)}</section>
    </div>`;
  }
}

customElements.define("ondol-workloads-screen", WorkloadsScreen);
