// @ts-check
/// A small trend beside a number: what was measured, from lowest to highest in each part of the range, and what was to be (dashed). No
/// part without a reading is drawn over.
import { html, nothing, svg } from "lit";
import { number } from "./format.js";
import { t } from "./text.js";

/** @typedef {{ setpoint: (number | null)[], low: (number | null)[], high: (number | null)[] }} Trend */

const PAD = 2;

/** Runs of parts that have a value. @param {(number | null)[]} values @returns {number[][]} */
function runs(values) {
  /** @type {number[][]} */
  const all = [];
  values.forEach((value, i) => {
    if (value !== null && i > 0 && values[i - 1] !== null && all.length > 0) {
      all[all.length - 1].push(i);
    } else if (value !== null) {
      all.push([i]);
    }
  });
  return all;
}

/**
 * @param {Trend | undefined} trend undefined where none is known yet
 * @param {{ name: string, range: string, unit: string, digits: number, least: number, wide?: number, high?: number, told?: boolean }} of least: what the height shows at least; told: its label is written below
 */
export function spark(trend, of) {
  const { wide = 80, high: tall = 22 } = of;
  const values = /** @type {number[]} */ (trend ? [...trend.setpoint, ...trend.low, ...trend.high].filter((value) => value !== null) : []);
  if (!trend || values.length === 0) {
    return html`<svg class="spark" width=${wide} height=${tall} aria-hidden="true"></svg>`;
  }
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = Math.max(high - low, of.least);
  const bottom = (low + high - span) / 2;
  const parts = trend.setpoint.length;
  const x = (/** @type {number} */ i) => ((i + 0.5) * wide) / parts;
  const y = (/** @type {number | null} */ value) => tall - PAD - ((/** @type {number} */ (value) - bottom) / span) * (tall - 2 * PAD);
  const point = (/** @type {number} */ i, /** @type {number | null} */ value) => `${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
  const measured = runs(trend.low).map((run) => {
    let before = trend.low[run[0]];
    return `M${run.map((i) => {
      const [a, b] = /** @type {number} */ (before) * 2 <= /** @type {number} */ (trend.low[i]) + /** @type {number} */ (trend.high[i]) ? [trend.low[i], trend.high[i]] : [trend.high[i], trend.low[i]];
      before = b;
      return `${point(i, a)} L${point(i, b)}`;
    }).join(" L")}`;
  }).join(" ");
  const wanted = runs(trend.setpoint).map((run) => `M${run.map((i, k) => (k === 0 ? point(i, trend.setpoint[i])
    : `${x(i).toFixed(1)} ${y(trend.setpoint[i - 1]).toFixed(1)} L${point(i, trend.setpoint[i])}`)).join(" L")}`).join(" ");
  const [lowest, highest] = trend.low.some((value) => value !== null) ? [Math.min(...known(trend.low)), Math.max(...known(trend.high))] : [low, high];
  const label = t("spark.label", { name: of.name, range: of.range, low: number(lowest, of.digits), high: number(highest, of.digits), unit: of.unit });
  return html`<svg class="spark" width=${wide} height=${tall} viewBox="0 0 ${wide} ${tall}" preserveAspectRatio="none" role="img" aria-label=${label}>${wanted ? svg`<path class="wanted" d=${wanted}></path>` : nothing}${
    measured ? svg`<path class="measured" d=${measured}></path>` : nothing}</svg>${of.told ? html`<p class="label num">${label}</p>` : nothing}`;
}

/** @param {(number | null)[]} values @returns {number[]} */
function known(values) {
  return /** @type {number[]} */ (values.filter((value) => value !== null));
}
