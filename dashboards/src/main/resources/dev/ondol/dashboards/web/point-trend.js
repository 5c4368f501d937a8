// @ts-check
/// The trend of one point over a span of plant time, as wide as its place.
import { LitElement, html, nothing } from "lit";
import { series } from "./api.js";
import { number } from "./format.js";
import { spark } from "./spark.js";
import { known, t } from "./text.js";

const PARTS = 160;

class PointTrend extends LitElement {
  static properties = { point: { attribute: false }, unit: { attribute: false }, from: { attribute: false }, to: { attribute: false }, over: { attribute: false }, limit: { attribute: false }, language: { attribute: false } };

  constructor() {
    super();
    this.point = "";
    this.unit = "";
    /** Plant time in milliseconds. */
    this.from = 0;
    this.to = 0;
    /** The span in words. */
    this.over = "";
    /** A limit that is drawn with it. @type {number | null} */
    this.limit = null;
    this.language = "";
    /** @type {import("./spark.js").Trend | undefined} */
    this.trend = undefined;
    this.problem = "";
    this.asked = "";
  }

  createRenderRoot() {
    return this;
  }

  updated() {
    const wanted = `${this.point}/${this.from}/${this.to}`;
    if (wanted !== this.asked && this.to > this.from) {
      this.asked = wanted;
      void this.load(wanted);
    }
  }

  /** @param {string} wanted */
  async load(wanted) {
    const { from, to } = this;
    const answer = await series(this.point, from, to, PARTS);
    if (wanted !== this.asked) {
      return;
    }
    this.problem = answer.ok ? "" : answer.code;
    this.trend = answer.ok ? byPart(answer.body, from, to, this.limit) : undefined;
    this.requestUpdate();
  }

  render() {
    const key = `problem.${this.problem}`;
    return this.problem ? html`<p class="label trouble">${known(key) ? t(key) : this.problem}</p>` : this.trend
      ? html`${spark(this.trend, { name: this.point, range: this.over, unit: this.unit, digits: 1, least: 0.2, wide: 600, high: 90, told: true })}${this.limit === null ? nothing
        : html`<p class="label num">${t("spark.limit", { limit: number(this.limit, 1), unit: this.unit })}</p>`}` : nothing;
  }
}

/** @param {{ sliceMs: number, slices: import("./trend-data.js").Slice[] }} body @param {number} from @param {number} to @param {number | null} limit */
function byPart({ sliceMs, slices }, from, to, limit) {
  const count = Math.max(1, Math.ceil((to - from) / sliceMs));
  const none = () => new Array(count).fill(null);
  const trend = { setpoint: new Array(count).fill(limit), low: none(), high: none() };
  slices.forEach((slice) => {
    const at = Math.min(count - 1, Math.max(0, Math.floor((slice.time - from) / sliceMs)));
    trend.low[at] = Math.min(slice.min, trend.low[at] ?? slice.min);
    trend.high[at] = Math.max(slice.max, trend.high[at] ?? slice.max);
  });
  return trend;
}

customElements.define("ondol-point-trend", PointTrend);
