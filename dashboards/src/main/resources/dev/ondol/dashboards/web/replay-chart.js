// @ts-check
/// Recorded and simulated values of one point above each other, what is between them below, and the cursor of the replay's clock. What
/// happened stands on a lane under them.
import { LitElement, html, nothing, svg } from "lit";
import { clockTime, date, number, unit, zoneName } from "./format.js";
import { digits, eventText } from "./replay-tables.js";
import { t } from "./text.js";
import { zoneOffset } from "./trend-data.js";

const LEFT = 60;
const RIGHT = 16;
const TABLE_ROWS = 48;

/** @type {Promise<any> | null} */
let library = null;

class ReplayChart extends LitElement {
  static properties = { line: { attribute: false }, slots: { attribute: false }, events: { attribute: false }, zone: { attribute: false }, clock: { attribute: false },
    language: { attribute: false }, other: { attribute: false }, table: { attribute: false } };

  constructor() {
    super();
    /** @type {any} */
    this.line = null;
    /** @type {any} */
    this.slots = null;
    /** @type {any[]} */
    this.events = [];
    this.zone = "UTC";
    /** @type {import("./replay-clock.js").ReplayClock | null} */
    this.clock = null;
    this.language = "";
    this.other = "";
    this.table = false;
    /** @type {any} */
    this.chart = null;
    this.onLook = () => this.chart?.setOption(this.option(), true);
    this.onTime = () => this.cursor();
    this.sizes = new ResizeObserver(() => { this.chart?.resize(); this.cursor(); });
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("ondol-look", this.onLook);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", this.onLook);
    this.clock?.addEventListener("change", this.onTime);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("ondol-look", this.onLook);
    matchMedia("(prefers-color-scheme: dark)").removeEventListener("change", this.onLook);
    this.clock?.removeEventListener("change", this.onTime);
    this.sizes.disconnect();
    this.chart?.dispose();
    this.chart = null;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has("clock")) {
      /** @type {EventTarget | undefined} */ (changed.get("clock"))?.removeEventListener("change", this.onTime);
      this.clock?.addEventListener("change", this.onTime);
    }
    void this.draw();
  }

  async draw() {
    const place = this.querySelector(".chart");
    if (!place || !this.line) {
      this.chart?.dispose();
      this.chart = null;
      return;
    }
    library ??= import("echarts");
    const echarts = await library;
    if (!place.isConnected || !this.line) {
      return;
    }
    if (!this.chart || this.chart.getDom() !== place) {
      this.chart?.dispose();
      this.chart = echarts.init(place, null, { renderer: "canvas" });
      this.sizes.disconnect();
      this.sizes.observe(place);
    }
    this.chart.setOption(this.option(), true);
    this.cursor();
  }

  span() {
    return { from: this.slots.start, to: this.slots.start + this.slots.slots * this.slots.slotMs };
  }

  /** Middle of a slot. @param {number} i */
  time(i) {
    return this.slots.start + (i + 0.5) * this.slots.slotMs;
  }

  /** The slot of the cursor. */
  slot() {
    return Math.max(0, Math.min(this.slots.slots - 1, Math.floor(((this.clock?.at ?? 0) - this.slots.start) / this.slots.slotMs)));
  }

  /** Where the clock stands, as a line over the chart. */
  cursor() {
    const mark = /** @type {HTMLElement | null} */ (this.querySelector(".cursor"));
    const place = /** @type {HTMLElement | null} */ (this.querySelector(".chart"));
    if (mark && place && this.clock && this.slots) {
      const { from, to } = this.span();
      const share = (this.clock.at - from) / (to - from);
      mark.style.transform = `translateX(${LEFT + share * (place.clientWidth - LEFT - RIGHT)}px)`;
    }
  }

  /** @param {MouseEvent} event */
  point(event) {
    const place = /** @type {HTMLElement} */ (this.querySelector(".chart"));
    const x = event.clientX - place.getBoundingClientRect().left - LEFT;
    const { from, to } = this.span();
    this.clock?.seek(from + (x / (place.clientWidth - LEFT - RIGHT)) * (to - from));
    this.dispatchEvent(new CustomEvent("ondol-seek", { bubbles: true }));
  }

  names() {
    return [["recorded", "facility"], ["simulated", "cooling"], ...(this.line.otherwise ? [["otherwise", "replay-line"]] : [])];
  }

  /** @param {string} id */
  name(id) {
    return id === "otherwise" ? t("replay.under", { policy: this.other }) : t(`replay.${id}`);
  }

  option() {
    const style = getComputedStyle(document.documentElement);
    const color = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
    const text = { color: color("text-2"), fontSize: 12, fontFamily: color("font") };
    const { from, to } = this.span();
    const offset = zoneOffset(from, this.zone);
    const data = (/** @type {(number | null)[]} */ values) => values.map((value, i) => [this.time(i) + offset, value]);
    const residual = this.line.recorded.map((/** @type {number | null} */ value, /** @type {number} */ i) => (value === null || this.line.simulated[i] === null
      ? null : value - this.line.simulated[i]));
    const grids = [{ left: LEFT, right: RIGHT, top: 24, height: "56%" }, { left: LEFT, right: RIGHT, top: "76%", bottom: 24 }];
    const dashes = { recorded: "solid", simulated: "solid", otherwise: [6, 4] };
    return {
      animation: false, useUTC: true, grid: grids,
      axisPointer: { link: [{ xAxisIndex: "all" }], lineStyle: { color: color("line-strong") } },
      tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: color("surface"), borderColor: color("line-strong"),
        textStyle: { ...text, color: color("text") }, formatter: (/** @type {any[]} */ rows) => this.hover(rows, offset) },
      xAxis: grids.map((_, i) => ({ type: "time", gridIndex: i, min: from + offset, max: to + offset, axisLabel: { ...text, show: i === 1, hideOverlap: true },
        axisLine: { lineStyle: { color: color("line-strong") } }, axisTick: { show: i === 1 }, splitLine: { show: false } })),
      yAxis: grids.map((_, i) => ({ type: "value", gridIndex: i, scale: i === 0, splitNumber: i === 0 ? 4 : 2, name: i === 0 ? unit(this.line.unit) : "",
        nameTextStyle: { ...text, align: "left", padding: [0, 0, 0, -52] }, nameGap: 8, axisLabel: { ...text, hideOverlap: true, formatter: (/** @type {number} */ value) => number(value, Math.abs(value) < 10 && value !== 0 ? 1 : 0) },
        splitLine: { lineStyle: { color: color("line") } } })),
      series: [
        ...this.names().map(([id, of]) => ({ id, name: this.name(id), type: "line", showSymbol: false, data: data(this.line[id]), connectNulls: false, emphasis: { disabled: true },
          lineStyle: { width: id === "recorded" ? 2.5 : 1.5, type: /** @type {any} */ (dashes)[id], color: color(of) }, itemStyle: { color: color(of) },
          markArea: id !== "recorded" ? undefined : { silent: true, itemStyle: { color: color("sunken"), opacity: 0.7 },
            data: this.slots.notJudged.map((/** @type {any} */ one) => [{ xAxis: one.from + offset }, { xAxis: Math.min(one.to, to) + offset }]) } })),
        { id: "residual", name: t("replay.residual"), type: "line", showSymbol: false, xAxisIndex: 1, yAxisIndex: 1, data: data(residual), emphasis: { disabled: true },
          lineStyle: { width: 1, color: color("mark") }, areaStyle: { color: color("mark"), opacity: 0.18 }, itemStyle: { color: color("mark") } },
      ],
    };
  }

  /** @param {any[]} rows @param {number} offset */
  hover(rows, offset) {
    if (rows.length === 0) {
      return "";
    }
    const time = rows[0].axisValue - offset;
    const lines = rows.filter((row) => row.value[1] !== null).map((row) => `${row.seriesName}  ${number(row.value[1], digits(row.value[1]))} ${unit(this.line.unit)}`);
    return [`${date(time, this.zone)} ${clockTime(time, this.zone)} ${zoneName(time, this.zone)}`, ...lines].join("\n");
  }

  lane() {
    const { from, to } = this.span();
    return html`<div class="lane-row"><svg class="event-lane" role="img" aria-label=${t("replay.events.count", { n: this.events.length })}><line class="grid" x1="0" x2="100%" y1="9" y2="9"></line>${
      this.events.map((one) => svg`<circle class=${`event ${one.kind}`} cx=${`${100 * (one.plant - from) / (to - from)}%`} cy="9" r="4"><title>${
        clockTime(one.plant, this.zone)} ${eventText(one)}</title></circle>`)}</svg></div>`;
  }

  rows() {
    const step = Math.max(1, Math.ceil(this.slots.slots / TABLE_ROWS));
    const rows = [];
    for (let i = 0; i < this.slots.slots; i += step) {
      rows.push(i);
    }
    const cell = (/** @type {number | null} */ value) => html`<td class="num">${number(value, digits(value ?? 0))}</td>`;
    return html`<div class="scroller" tabindex="0" role="group" aria-label=${this.line.point}><table data-test="replay-table"><thead><tr><th scope="col">${t("trend.time")} ${zoneName(this.slots.start, this.zone)}</th>${
      this.names().map(([id]) => html`<th scope="col" class="r">${this.name(id)} ${unit(this.line.unit)}</th>`)}<th scope="col" class="r">${t("replay.residual")}</th></tr></thead>
      <tbody>${rows.map((i) => html`<tr><th scope="row" class="num">${date(this.time(i), this.zone)} ${clockTime(this.time(i), this.zone)}</th>${this.names().map(([id]) => cell(this.line[id][i]))}${
        cell(this.line.recorded[i] === null || this.line.simulated[i] === null ? null : this.line.recorded[i] - this.line.simulated[i])}</tr>`)}</tbody></table></div>`;
  }

  legend() {
    return html`<ul class="legend">${this.names().map(([id]) => html`<li><svg width="22" height="8" aria-hidden="true"><line class=${`stroke-${id}`} x1="1" x2="21" y1="4" y2="4"></line></svg>${this.name(id)}</li>`)}
      <li><svg width="22" height="8" aria-hidden="true"><rect class="residual-area" width="22" height="8"></rect></svg>${t("replay.residual")}</li>
      <li><span class="swatch unjudged" aria-hidden="true"></span>${t("replay.not-judged")}</li></ul>`;
  }

  render() {
    if (!this.line || !this.slots) {
      return nothing;
    }
    return html`${this.legend()}${this.table ? this.rows() : html`<div class="chart-place" @click=${this.point}><div class="chart" role="img" aria-label=${t("replay.chart", { point: this.line.point })}></div>
      <span class="cursor" aria-hidden="true"></span></div>${this.lane()}`}`;
  }
}

customElements.define("ondol-replay-chart", ReplayChart);
