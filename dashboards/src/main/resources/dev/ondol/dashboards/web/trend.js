// @ts-check
/// Facility, IT and cooling power over the last hours: history first, then live. What was done is marked on the graph.
import { LitElement, html, nothing } from "lit";
import { RANGES, address, chooseRange, range } from "./address.js";
import { series } from "./api.js";
import { clockTime, number, zoneName } from "./format.js";
import { known, t } from "./text.js";
import { Line, zoneOffset } from "./trend-data.js";

const HOUR = 3_600_000;
const LINES = [
  { id: "facility", point: "meter-facility/active-power", figure: "facilityKw", grid: 0, width: 2 },
  { id: "it", point: "meter-it/active-power", figure: "itKw", grid: 0, width: 1.5 },
  { id: "cooling", point: "meter-cooling/active-power", figure: "coolingKw", grid: 1, width: 2 },
];
const MOST_LIVE = 4_000;
const TABLE_ROWS = 24;

/** @type {Promise<any> | null} */
let library = null;

class Trend extends LitElement {
  static properties = {
    overview: { attribute: false }, site: { attribute: false }, tick: { attribute: false },
    language: { attribute: false }, range: { state: true }, table: { state: true }, failure: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.overview = null;
    /** @type {any} */
    this.site = null;
    this.tick = 0;
    this.language = "";
    this.range = range();
    this.onAddress = () => { this.range = range(); };
    this.table = false;
    this.failure = "";
    this.lines = LINES.map(() => new Line());
    /** @type {any} */
    this.chart = null;
    this.loading = false;
    this.loaded = "";
    this.onLook = () => this.restyle();
    this.sizes = new ResizeObserver(() => this.chart?.resize());
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    address.addEventListener("change", this.onAddress);
    document.addEventListener("ondol-look", this.onLook);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", this.onLook);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    address.removeEventListener("change", this.onAddress);
    document.removeEventListener("ondol-look", this.onLook);
    matchMedia("(prefers-color-scheme: dark)").removeEventListener("change", this.onLook);
    this.sizes.disconnect();
    this.chart?.dispose();
    this.chart = null;
  }

  now() {
    return this.overview?.clock?.plant ?? this.overview?.feed.newest ?? 0;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (this.now() === 0) {
      return;
    }
    if (changed.has("site")) {
      // A snapshot: this tab may have missed something.
      this.loaded = `again/${this.loaded.split("/")[1] ?? ""}`;
    }
    const run = `${this.range}/${this.overview.clock?.run ?? ""}`;
    if (run !== this.loaded && !this.loading) {
      this.load(run);
    }
    this.take();
    this.draw();
  }

  /** @param {string} run */
  async load(run) {
    this.loading = true;
    if (this.loaded.split("/")[1] !== run.split("/")[1]) {
      this.lines = LINES.map(() => new Line());
    }
    const to = this.now() + 1;
    const width = Math.max(200, this.clientWidth / 2);
    const answers = await Promise.all(LINES.map((line) => series(line.point, Math.max(0, to - RANGES[this.range]), to, width)));
    this.failure = "";
    answers.forEach((answer, i) => {
      if (answer.ok) {
        this.lines[i].replace(answer.body);
      } else {
        this.failure = answer.code;
      }
    });
    this.loaded = run;
    this.loading = false;
    this.requestUpdate();
  }

  /** Live values go to the end; when there are too many, history is asked for again at the panel's width. */
  take() {
    const figures = this.overview.figures;
    LINES.forEach((line, i) => {
      const figure = figures[line.figure];
      if (figure.state === "GOOD") {
        this.lines[i].append(figure.at, figure.value);
      }
      this.lines[i].cut(this.now() - RANGES[this.range]);
      if (this.lines[i].length > MOST_LIVE) {
        this.loaded = `again/${this.overview.clock?.run ?? ""}`;
      }
    });
  }

  async draw() {
    const place = this.querySelector(".chart");
    if (!place) {
      this.chart?.dispose();
      this.chart = null;
      return;
    }
    library ??= import("echarts");
    const echarts = await library;
    if (!place.isConnected) {
      return;
    }
    if (!this.chart || this.chart.getDom() !== place) {
      this.chart?.dispose();
      this.chart = echarts.init(place, null, { renderer: "canvas" });
      this.sizes.disconnect();
      this.sizes.observe(place);
      this.chart.setOption(this.frame());
    }
    this.chart.setOption(this.moving());
  }

  restyle() {
    this.chart?.setOption(this.frame());
    this.requestUpdate();
  }

  /** What changes with theme and language only. */
  frame() {
    const style = getComputedStyle(document.documentElement);
    const color = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
    const text = { color: color("text-2"), fontSize: 12, fontFamily: color("font") };
    const grids = [{ left: 60, right: 16, top: 24, height: "48%" }, { left: 60, right: 16, top: "72%", bottom: 24 }];
    return {
      animation: false,
      useUTC: true,
      grid: grids,
      axisPointer: { link: [{ xAxisIndex: "all" }], lineStyle: { color: color("line-strong") } },
      tooltip: {
        trigger: "axis", renderMode: "richText", backgroundColor: color("surface"), borderColor: color("line-strong"),
        textStyle: { ...text, color: color("text") }, formatter: (/** @type {any[]} */ rows) => this.hover(rows),
      },
      xAxis: grids.map((_, i) => ({
        type: "time", gridIndex: i, axisLabel: { ...text, show: i === 1, hideOverlap: true },
        axisLine: { lineStyle: { color: color("line-strong") } }, axisTick: { show: i === 1 },
        splitLine: { show: false },
      })),
      yAxis: grids.map((_, i) => ({
        type: "value", gridIndex: i, scale: true, splitNumber: i === 0 ? 4 : 1, name: t(i === 0 ? "trend.axis" : "trend.axis-cooling"),
        nameTextStyle: { ...text, align: "left", padding: [0, 0, 0, -52] }, nameGap: 8,
        axisLabel: { ...text, formatter: (/** @type {number} */ value) => number(value) },
        splitLine: { lineStyle: { color: color("line") } },
      })),
      series: [
        ...LINES.map((line) => ({
          id: line.id, name: t(`trend.${line.id}`), type: "line", xAxisIndex: line.grid, yAxisIndex: line.grid,
          showSymbol: false, lineStyle: { width: line.width, color: color(line.id) }, itemStyle: { color: color(line.id) },
          emphasis: { disabled: true }, connectNulls: false, dimensions: ["time", line.id],
        })),
        {
          id: "plan", name: t("trend.plan"), type: "line", showSymbol: false, emphasis: { disabled: true },
          lineStyle: { width: 1.5, type: [4, 4], color: color("facility") }, itemStyle: { color: color("facility") },
          markLine: { symbol: "none", silent: true, animation: false, lineStyle: { color: color("mark"), type: "solid" },
            label: { color: color("text"), fontSize: 12, fontFamily: color("font"), position: "end", rotate: 0 } },
        },
      ],
    };
  }

  /** What changes with each tick. */
  moving() {
    const now = this.now();
    const offset = zoneOffset(now, this.site.timeZone);
    const expected = this.overview.plan?.expected;
    const from = now - RANGES[this.range];
    const to = expected ? Math.max(now, this.overview.plan.cycle + HOUR) : now;
    const first = Math.min(...this.lines.filter((line) => line.length > 0).map((line) => line.pairs[0]));
    // A young site does not show hours of nothing: at least a fifth of the range, so that the time axis stays calm.
    const start = Number.isFinite(first) ? Math.max(from, Math.min(first, now - RANGES[this.range] / 5)) : from;
    const marks = (this.overview.happenings ?? []).filter((/** @type {any} */ one) => one.code === "mode-changed"
      && one.plant > start);
    return {
      xAxis: [0, 1].map(() => ({ min: start + offset, max: to + offset })),
      series: [
        ...LINES.map((line, i) => ({ id: line.id, data: this.lines[i].shifted(offset) })),
        {
          id: "plan",
          data: expected ? [[this.overview.plan.cycle + offset, expected.facilityKw],
            [this.overview.plan.cycle + HOUR + offset, expected.facilityKw]] : [],
          markLine: { data: marks.map((/** @type {any} */ one) => ({ xAxis: one.plant + offset,
            label: { formatter: t(`mode.${one.params.to}`) } })) },
        },
      ],
    };
  }

  /** @param {any[]} rows */
  hover(rows) {
    if (rows.length === 0) {
      return "";
    }
    const offset = zoneOffset(this.now(), this.site.timeZone);
    const time = clockTime(rows[0].axisValue - offset, this.site.timeZone, true);
    const values = new Map(rows.map((row) => [row.seriesId, row.value[1]]));
    const lines = [...LINES.map((line) => line.id), "plan"].filter((id) => Number.isFinite(values.get(id)))
      .map((id) => `${t(`trend.${id}`)}  ${number(values.get(id), id === "cooling" ? 1 : 0)} kW`);
    return [`${time} ${zoneName(this.now(), this.site.timeZone)}`, ...lines].join("\n");
  }

  legend() {
    return html`<ul class="legend">${[...LINES.map((line) => line.id), "plan"].map((id) => html`<li><svg width="22"
      height="8" aria-hidden="true"><line class=${`stroke-${id}`} x1="1" x2="21" y1="4" y2="4"></line></svg>${t(
        `trend.${id}`)}</li>`)}</ul>`;
  }

  rows() {
    const line = this.lines[0];
    const step = Math.max(1, Math.floor(line.length / TABLE_ROWS));
    const rows = [];
    for (let i = line.length - 1; i >= 0 && rows.length < TABLE_ROWS; i -= step) {
      const time = line.pairs[2 * i];
      rows.push([clockTime(time, this.site.timeZone), ...this.lines.map((each) => number(nearest(each, time)))]);
    }
    return html`<div class="scroller" tabindex="0" role="group" aria-label=${t("trend.title")}><table><thead><tr>
      <th scope="col">${t("trend.time")}</th>${LINES.map((each) => html`<th scope="col" class="r">${t(
        `trend.${each.id}`)} kW</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr><th scope="row" class="num">${row[0]}</th>
      ${row.slice(1).map((cell) => html`<td class="num">${cell}</td>`)}</tr>`)}</tbody></table></div>`;
  }

  summary() {
    const f = this.overview.figures;
    return t("trend.summary", { facility: number(f.facilityKw.value), it: number(f.itKw.value),
      cooling: number(f.coolingKw.value), range: t(`range.${this.range}`) });
  }

  render() {
    if (!this.overview) {
      return nothing;
    }
    const empty = this.lines.every((line) => line.length === 0);
    const key = `problem.${this.failure}`;
    return html`<div class="card-head"><h2>${t("trend.title")}</h2>${this.legend()}<span class="spring"></span>
      ${this.failure ? html`<span class="label trouble">${known(key) ? t(key) : this.failure}
        <button class="quiet" @click=${() => { this.loaded = ""; this.requestUpdate(); }}>${t("action.retry")}</button></span>` : nothing}
      <span class="switch" role="group" aria-label=${t("trend.range")}>${Object.keys(RANGES).map((one) => html`<button
        aria-pressed=${one === this.range ? "true" : "false"} @click=${() => chooseRange(one)}>${t(`range.${one}`)}</button>`)}</span>
      <button class="quiet" data-test="trend-table" aria-pressed=${this.table ? "true" : "false"} @click=${() => { this.table = !this.table; }}>${
        this.table ? t("action.chart") : t("action.table")}</button></div>
    ${this.table ? this.rows() : html`<div class="chart" role="img" aria-label=${this.summary()}></div>
      ${empty && !this.loading ? html`<p class="over">${t("trend.none")}</p>` : nothing}`}`;
  }
}

/** The last value at or before a time. @param {Line} line @param {number} time */
function nearest(line, time) {
  for (let i = line.pairs.length - 2; i >= 0; i -= 2) {
    if (line.pairs[i] <= time) {
      return line.pairs[i + 1];
    }
  }
  return Number.NaN;
}

customElements.define("ondol-trend", Trend);
