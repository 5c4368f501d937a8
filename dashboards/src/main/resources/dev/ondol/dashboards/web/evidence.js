// @ts-check
/// How a saving was measured: the adjusted baseline and how good it is, each day that counts beside what the baseline would have
/// taken, and what adds up. Days that do not count are shaded.
import { html, nothing, svg } from "lit";
import { number } from "./format.js";
import { t } from "./text.js";

/** @typedef {{ day: string, arm: string, kwh: number, adjustedKwh: number, cumulativeKwh: number }} Day */

const DAY = 86_400_000;
const HIGH = 110;
const PAD = 8;
const AXIS = 76;

/** @param {string} day */
const at = (day) => Date.parse(`${day}T00:00:00Z`);

/** @param {any} body */
function model(body) {
  const it = body.model;
  const facts = [
    ["evidence.option", t(`evidence.option.${body.option}`)], ["evidence.driver", t(`evidence.driver.${body.driver}`)],
    ["evidence.cv", `${number(it.cvRmse, 2)} %`], ["evidence.nmbe", `${number(it.nmbe, 2)} %`], ["evidence.r2", number(it.r2, 3)],
    ["evidence.n", `${number(body.ondolDays)} + ${number(body.baselineDays)}`], ["evidence.runs", number(body.runs)],
    ["evidence.left-out", number(body.daysLeftOut)], ["evidence.outside", number(it.outsideDays)],
    ["evidence.change-point", it.changePointC === undefined ? "" : `${number(it.changePointC, 1)} °C`],
    ["evidence.uncertainty", it.uncertainty68 === undefined ? "" : `${number(it.uncertainty68, 1)} %`],
    ["evidence.saved", `${number(body.savedKwhLow)} … ${number(body.savedKwhHigh)} kWh`],
  ].filter(([, value]) => value);
  return html`<dl class="facts">${facts.map(([key, value]) => html`<div><dt>${t(key)}</dt><dd class="num">${value}</dd></div>`)}</dl>`;
}

/**
 * A scale of a few round values that holds all of them, with the place of each.
 * @param {number[]} values
 */
export function scale(values) {
  const low = Math.min(...values);
  const rough = (Math.max(...values) - low || Math.abs(low) || 1) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((each) => each * power >= rough) ?? 10);
  const from = Math.floor(low / step) * step;
  const ticks = [from];
  while (ticks[ticks.length - 1] < Math.max(...values)) {
    ticks.push(from + ticks.length * step);
  }
  const span = ticks[ticks.length - 1] - from || 1;
  return { ticks, y: (/** @type {number} */ value) => HIGH - PAD - ((value - from) / span) * (HIGH - 2 * PAD) };
}

/** Values beside the lines that they belong to. @param {ReturnType<typeof scale>} of @param {string} title @param {unknown} drawn */
function plot(of, title, drawn) {
  return html`<div class="evidence-plot"><svg class="num" width=${AXIS} height=${HIGH} aria-hidden="true">${of.ticks.map((tick) => svg`<text class="tick" x=${AXIS - 6} y=${of.y(tick) + 4}
    text-anchor="end">${number(tick)}</text>`)}</svg><svg class="plot" width="100%" height=${HIGH} role="img" aria-label=${title}>${of.ticks.map((tick) => svg`<line class="grid" x1="0" x2="100%"
    y1=${of.y(tick)} y2=${of.y(tick)}></line>`)}${drawn}</svg></div>`;
}

/** Two lines over the same days: kWh a day, measured and adjusted; and what is saved since the first day. @param {any} body */
function chart(body) {
  /** @type {Day[]} */
  const days = body.cusum;
  const first = at(body.from);
  const count = Math.round((at(body.to) - first) / DAY) + 1;
  const x = (/** @type {string} */ day) => `${((at(day) - first) / DAY + 0.5) * (100 / count)}%`;
  const counted = new Set(days.map((day) => day.day));
  const out = Array.from({ length: count }, (_, i) => i).filter((i) => !counted.has(new Date(first + i * DAY).toISOString().slice(0, 10)));
  const hatch = out.map((i) => svg`<rect class="left-out" x="${(i * 100) / count}%" width="${100 / count}%" height=${HIGH}></rect>`);
  const line = (/** @type {string} */ look, /** @type {(day: Day) => number} */ y) => days.slice(1).map((day, i) => svg`<line class=${look}
    x1=${x(days[i].day)} y1=${y(days[i])} x2=${x(day.day)} y2=${y(day)}></line>`);
  const kwh = scale(days.flatMap((day) => [day.kwh, day.adjustedKwh]));
  const sum = scale([0, ...days.map((day) => day.cumulativeKwh)]);
  const last = days[days.length - 1];
  return html`<div class="evidence-chart"><h3>${t("evidence.by-day")}, kWh</h3>
    <p class="label"><span class="key line"></span>${t("evidence.adjusted")} <span class="key ondol"></span>${t("evidence.arm.ondol")} <span class="key baseline"></span>${
      t("evidence.arm.baseline")} <span class="key left-out"></span>${t("evidence.not-counted")}</p>
    ${plot(kwh, t("evidence.by-day"), [hatch, line("adjusted", (day) => kwh.y(day.adjustedKwh)), days.map((day) => svg`<circle class=${day.arm} cx=${x(day.day)} cy=${kwh.y(day.kwh)} r="3"></circle>`)])}
    <h3>${t("evidence.cusum")} <span class="num">${number(last?.cumulativeKwh)} kWh</span></h3>
    ${plot(sum, t("evidence.cusum"), [hatch, svg`<line class="zero" x1="0" x2="100%" y1=${sum.y(0)} y2=${sum.y(0)}></line>`, line("cusum", (day) => sum.y(day.cumulativeKwh))])}
    <p class="label num evidence-ends"><span>${body.from}</span><span>${body.to}</span></p></div>`;
}

/** @param {any} body of a measurement */
export function evidence(body) {
  return html`<div class="scroller" tabindex="0" role="group" aria-label=${t("evidence.title")} data-test="evidence">${model(body)}${body.cusum.length > 1 ? chart(body) : nothing}
    ${body.irregularities.length > 0 ? html`<h3>${t("evidence.irregular", { n: number(body.irregularities.length) })}</h3><ul class="label" lang="en">${
      body.irregularities.slice(0, 20).map((/** @type {any} */ each) => html`<li>${each.text}</li>`)}</ul>` : nothing}
    <table data-test="evidence-days"><thead><tr><th scope="col">${t("evidence.day")}</th><th scope="col">${t("evidence.arm")}</th>${["measured", "adjusted", "cusum"].map((column) => html`<th
      scope="col" class="r">${t(`evidence.${column}`)} kWh</th>`)}</tr></thead><tbody>${[...body.cusum].reverse().map((/** @type {Day} */ day) => html`<tr><th scope="row" class="num">${day.day}</th>
      <td>${t(`evidence.arm.${day.arm}`)}</td><td class="num">${number(day.kwh)}</td><td class="num">${number(day.adjustedKwh)}</td><td class="num">${number(day.cumulativeKwh)}</td></tr>`)}</tbody></table></div>`;
}
