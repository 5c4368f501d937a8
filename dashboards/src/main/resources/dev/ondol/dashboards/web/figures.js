// @ts-check
/// The first row: six numbers, each with a bar that shows where it usually is and where its limits are, and one line of
/// context. Grey as long as nothing is wrong.
import { html, nothing, svg } from "lit";
import { NONE, age, clockTime, number } from "./format.js";
import { t } from "./text.js";

const HOUR = 3_600_000;

/**
 * @typedef {object} Tile
 * @property {string} id
 * @property {any} figure
 * @property {number} digits
 * @property {string} unit
 * @property {string[]} facts     what gives the number its meaning
 * @property {number[]} scale     lowest and highest value of the bar
 * @property {number[] | null} band usual or allowed range
 * @property {string} bandText    what the band is
 * @property {number[]} marks     limits
 * @property {number | null} expected the plan's expectation
 * @property {string} deviation   "" where normal, else "warn" or "alarm"
 * @property {string} [label]     instead of the name of its id
 */

/** @param {Tile} tile */
function bar(tile) {
  const [low, high] = tile.scale;
  const at = (/** @type {number} */ value) => Math.min(100, Math.max(0, ((value - low) / (high - low)) * 100));
  const value = tile.figure.value;
  return html`<svg class="bar" width="100%" height="16" aria-hidden="true"><title>${tile.bandText}</title>
    <rect class="bar-track" x="0" y="5" width="100%" height="6" rx="3"></rect>
    ${tile.band ? svg`<rect class="bar-band" x="${at(tile.band[0])}%" y="5" height="6"
      width="${Math.max(0.8, at(tile.band[1]) - at(tile.band[0]))}%"></rect>` : nothing}
    ${tile.marks.map((mark) => svg`<line class="bar-mark" x1="${at(mark)}%" x2="${at(mark)}%" y1="2" y2="14"></line>`)}
    ${tile.expected === null ? nothing : svg`<svg x="${at(tile.expected)}%" overflow="visible"><path class="bar-plan"
      d="M0 4.500 l-4 -4.500 h8 z"></path></svg>`}
    ${value === null ? nothing : svg`<svg x="${at(value)}%" overflow="visible"><rect class="bar-value" x="-2" y="1"
      width="4" height="14" rx="1"></rect></svg>`}
  </svg>`;
}

/** Age and reason where the number is not good. @param {any} figure @param {string} zone */
function doubt(figure, zone) {
  switch (figure.state) {
    case "SUSPECT": return t("figure.suspect");
    case "STALE": return t("figure.stale", { age: age(figure.ageMs) });
    case "GONE": return figure.at === null ? t("figure.missing")
      : t("figure.gone", { time: clockTime(figure.at, zone, true) });
    case "MISSING": return t("figure.missing");
    default: return "";
  }
}

/** @param {Tile} tile @param {string} zone */
function card(tile, zone) {
  const figure = tile.figure;
  const doubted = doubt(figure, zone);
  const shown = figure.value === null ? NONE : number(figure.value, tile.digits);
  return html`<section class="card figure ${doubted ? "doubted" : ""} ${tile.deviation}" data-test=${`figure-${tile.id}`}>
    <h2>${tile.label ?? t(`figure.${tile.id}`)}${tile.deviation ? html` <b class="sign" aria-hidden="true">▲</b>` : nothing}</h2>
    <p class="value"><span class="num" data-test=${`value-${tile.id}`}>${shown}</span>${figure.value !== null && tile.unit
      ? html` <span class="unit">${tile.unit}</span>` : nothing}</p>
    ${bar(tile)}
    <p class="context">${(doubted ? [doubted] : tile.facts).map((fact) => html`<span>${fact}</span> `)}</p>
  </section>`;
}

/** @param {any} overview @param {string} name */
function usual(overview, name) {
  const band = overview.past?.bands?.[name];
  return band ? [band.low, band.high] : null;
}

/** @param {any} f */
function outdoors(f) {
  return [t("context.dry", { value: number(f.dryBulbC.value, 1) }), t("context.wet", { value: number(f.wetBulbC.value, 1) })];
}

/** What the plan expects, as a fact. @param {number | undefined} value */
function planned(value) {
  return value === undefined ? [] : [t("context.planned", { value: number(value) })];
}

/** @param {any} f @param {any} limits */
function inletDeviation(f, limits) {
  const value = f.inlet.temperatureC.value;
  return value === null || value <= limits.recommendedHighC ? "" : value > limits.allowableHighC ? "alarm" : "warn";
}

/** @param {any} f */
function inletFacts(f) {
  const { rack, marginK } = f.inlet;
  if (rack === null) {
    return [];
  }
  return [marginK >= 0 ? t("context.inlet", { margin: number(marginK, 1) })
    : t("context.inlet-above", { margin: number(-marginK, 1) }), rack];
}

/** What a kWh from the grid emits now, among the next 24 hours. @param {any} overview @param {any} site @param {any[] | null} hours null before they are known */
function carbon(overview, site, hours) {
  const now = overview.clock?.plant ?? 0;
  const coming = (hours ?? []).filter((hour) => hour.at + HOUR > now).slice(0, 24);
  const grams = coming.map((hour) => 1000 * hour.carbonKgPerKwh);
  const facility = overview.figures.facilityKw.value;
  if (grams.length === 0) {
    return { figure: { value: null, state: hours === null ? "GOOD" : "MISSING" }, scale: [0, 1], band: null, facts: [] };
  }
  const lowest = grams.indexOf(Math.min(...grams));
  return { figure: { value: grams[0], state: "GOOD" }, scale: [0, 1.2 * Math.max(...grams)], band: [grams[lowest], Math.max(...grams)],
    facts: [...(facility === null ? [] : [t("context.carbon-rate", { tons: number((facility * grams[0]) / 1e6, 2) })]),
      t("context.carbon-lowest", { value: number(grams[lowest]), time: clockTime(coming[lowest].at, site.timeZone) })] };
}

/** @param {any} overview @param {any} site @param {any[] | null} hours of the market @returns {Tile[]} */
function tiles(overview, site, hours) {
  const f = overview.figures;
  const expected = overview.plan?.expected ?? null;
  const limits = site.limits;
  const day = t("signs.band-24h");
  const base = { band: null, bandText: day, marks: [], expected: null, deviation: "", digits: 0, unit: "kW" };
  const share = f.coolingKw.value !== null && f.itKw.value > 0 ? (100 * f.coolingKw.value) / f.itKw.value : null;
  const pueTop = Math.max(1.6, Math.ceil((f.pue.value ?? 1) * 5) / 5);
  const coolingTop = Math.max(0.3 * f.nameplateKw, (f.coolingKw.value ?? 0) * 1.05);
  return [
    { ...base, id: "pue", figure: f.pue, digits: 3, unit: "", label: t("figure.pue", { category: number(site.pueCategory) }), scale: [1, pueTop], band: usual(overview, "pue"),
      expected: expected?.pue ?? null, facts: outdoors(f) },
    { ...base, id: "facility", figure: f.facilityKw, scale: [0, 1.4 * f.nameplateKw],
      band: usual(overview, "facilityKw"), expected: expected?.facilityKw ?? null,
      facts: [t("context.other", { kw: number(f.otherKw.value) }), ...planned(expected?.facilityKw)] },
    { ...base, id: "it", figure: f.itKw, scale: [0, f.nameplateKw * 1.05], band: usual(overview, "itKw"),
      marks: [f.nameplateKw], expected: expected?.itKw ?? null, facts: [t("context.nameplate", {
        percent: number(f.itKw.value === null ? null : (100 * f.itKw.value) / f.nameplateKw) }),
        t("context.gpus", { used: number(f.gpus.allocated.value), total: number(f.gpus.total) })] },
    { ...base, id: "cooling", figure: f.coolingKw, scale: [0, coolingTop], band: usual(overview, "coolingKw"),
      expected: expected?.coolingKw ?? null, facts: [t("context.cooling", { percent: number(share, 1) }), ...planned(expected?.coolingKw)] },
    { ...base, id: "inlet", figure: f.inlet.temperatureC, digits: 1, unit: "°C", scale: [14, 34],
      band: [limits.recommendedLowC, limits.recommendedHighC], bandText: t("signs.band-inlet"),
      marks: [limits.recommendedLowC, limits.recommendedHighC, limits.allowableHighC],
      deviation: inletDeviation(f, limits), facts: inletFacts(f) },
    { ...base, id: "grid-carbon", unit: "gCO₂e/kWh", bandText: t("signs.band-coming"), ...carbon(overview, site, hours) },
  ];
}

/** @param {any} overview @param {any} site @param {any[] | null} hours of the market; null before they are known */
export function figures(overview, site, hours) {
  return html`<div class="figures">${tiles(overview, site, hours).map((tile) => card(tile, site.timeZone))}</div>`;
}
