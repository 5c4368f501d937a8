// @ts-check
/// Racks of a site in the order of the server's lists, and the lists beside the map: the worst ten, all as a table, and how
/// inlets are spread.
import { html, nothing, svg } from "lit";
import { age, clockTime, number } from "./format.js";
import { rackCoolingIndex } from "./layers.js";
import { t } from "./text.js";

/** @typedef {{ index: number, name: string, hall: string, hallIndex: number, gpus: number }} RackName */

/** @param {any} site @returns {RackName[]} */
export function racks(site) {
  /** @type {RackName[]} */
  const all = [];
  site.halls.forEach((/** @type {any} */ hall, /** @type {number} */ hallIndex) => hall.groups.forEach((/** @type {any} */ group) =>
    group.racks.forEach((/** @type {string} */ name) => all.push({ index: all.length, name, hall: hall.id, hallIndex, gpus: group.gpus }))));
  return all;
}

/** Since when an inlet has been above the recommended range without a break; null where it is not, or not known. @param {any} past @param {number} index @param {any} limits */
function since(past, index, limits) {
  /** @type {number | null} */
  let start = null;
  for (let i = (past?.times.length ?? 0) - 1; i >= 0; i--) {
    const value = past.inletC[i][index];
    if (value !== null && value <= limits.recommendedHighC) {
      break;
    }
    start = value === null ? start : past.times[i];
  }
  return start;
}

/** What probably lies behind a warm inlet. @param {number | null} inlet @param {number | null} supply */
function cause(inlet, supply) {
  if (inlet === null || supply === null) {
    return "";
  }
  return inlet - supply > 4 ? t("thermal.cause.recirculation") : supply > 25 ? t("thermal.cause.supply") : "";
}

/**
 * @param {any} site @param {any} thermal @param {any} past @param {number} chosen @param {(index: number) => void} choose
 * @param {(number | null)[]} inlets
 */
export function worst(site, thermal, past, chosen, choose, inlets) {
  const rows = racks(site).map((rack) => ({ ...rack, inlet: inlets[rack.index] ?? null }))
    .filter((rack) => rack.inlet !== null).sort((a, b) => (b.inlet ?? 0) - (a.inlet ?? 0)).slice(0, 10);
  if (rows.length === 0) {
    return html`<p class="nothing">${t("thermal.no-data")}</p>`;
  }
  return html`<table class="worst"><thead><tr><th scope="col">${t("thermal.column.rack")}</th>
    <th scope="col" class="r">°C</th><th scope="col" class="r">${t("thermal.column.margin")}</th><th scope="col">${t("thermal.column.since")}</th></tr></thead>
    <tbody>${rows.map((rack) => {
      const margin = site.limits.recommendedHighC - (rack.inlet ?? 0);
      const began = margin < 0 ? since(past, rack.index, site.limits) : null;
      const why = margin < 0 ? cause(rack.inlet, thermal.supplyC?.[rack.hallIndex] ?? null) : "";
      return html`<tr class=${rack.index === chosen ? "chosen" : ""}><th scope="row"><button class="link" @click=${() => choose(rack.index)}
        >${rack.name}</button>${why ? html`<span class="why">${why}</span>` : nothing}</th>
        <td class="num ${margin < 0 ? "exceeds" : ""}">${margin < 0 ? html`<b aria-hidden="true">▲</b> ` : nothing}${number(rack.inlet, 1)}</td>
        <td class="num">${number(margin, 1)}</td><td class="num">${began === null ? nothing : clockTime(began, site.timeZone)}</td></tr>`;
    })}</tbody></table>`;
}

/** @param {any} site @param {any} thermal @param {(number | null)[]} inlets @param {import("./layers.js").Layer} layer @param {any} ages of the inlets; null: they are not asked for */
export function rackTable(site, thermal, inlets, layer, ages) {
  const rows = racks(site).sort((a, b) => (inlets[b.index] ?? -99) - (inlets[a.index] ?? -99));
  return html`<div class="scroller" tabindex="0" role="group" aria-label=${t("screen.thermal")}><table><thead><tr>
    <th scope="col">${t("thermal.column.rack")}</th><th scope="col">${t("thermal.column.hall")}</th>
    <th scope="col" class="r">${t("thermal.column.inlet")}</th><th scope="col" class="r">${t("thermal.column.margin")}</th>
    <th scope="col" class="r">${t("thermal.column.rise")}</th><th scope="col" class="r">${t("thermal.column.power")}</th>
    ${ages ? html`<th scope="col" class="r">${t("thermal.layer.age")}</th>` : nothing}<th scope="col">${t("thermal.column.state")}</th></tr></thead><tbody>${rows.map((rack) => {
      const inlet = inlets[rack.index] ?? null;
      const supply = thermal.supplyC?.[rack.hallIndex] ?? null;
      return html`<tr><th scope="row">${rack.name}</th><td>${rack.hall.toUpperCase()}</td><td class="num">${number(inlet, 1)}</td>
        <td class="num">${number(inlet === null ? null : site.limits.recommendedHighC - inlet, 1)}</td>
        <td class="num">${number(inlet === null || supply === null ? null : inlet - supply, 1)}</td>
        <td class="num">${number(thermal.powerKw[rack.index], 1)}</td>${ages ? html`<td class="num">${age(ages.ageMs[rack.index])}</td>` : nothing}<td>${t(`thermal.${layer.meaning(inlet)}`)}</td></tr>`;
    })}</tbody></table></div>`;
}

const LOWEST = 14;
const HIGHEST = 34;

/** How many racks are how warm, with the recommended range. @param {(number | null)[]} inlets @param {any} limits */
export function histogram(inlets, limits) {
  const bins = new Array(HIGHEST - LOWEST).fill(0);
  inlets.forEach((value) => {
    if (value !== null) {
      bins[Math.max(0, Math.min(bins.length - 1, Math.floor(value) - LOWEST))] += 1;
    }
  });
  const most = Math.max(1, ...bins);
  const at = (/** @type {number} */ value) => ((value - LOWEST) / (HIGHEST - LOWEST)) * 100;
  const index = rackCoolingIndex(inlets, limits);
  const look = (/** @type {number} */ low) => (low >= limits.allowableHighC ? "alarm" : low >= limits.recommendedHighC ? "high"
    : low + 1 <= limits.recommendedLowC ? "low" : "normal");
  return html`<div class="histogram"><svg width="100%" height="74" role="img" aria-label=${t("thermal.histogram")}>
    ${bins.map((count, i) => svg`<svg x="${at(LOWEST + i)}%" width="${100 / bins.length}%" height="56"><rect class="bin ${look(LOWEST + i)}"
      x="4%" width="92%" y=${56 - (54 * count) / most} height=${(54 * count) / most}></rect></svg>`)}
    <line class="bar-axis" x1="0" x2="100%" y1="56.500" y2="56.500"></line>
    ${[limits.recommendedLowC, limits.recommendedHighC, limits.allowableHighC].map((mark) => svg`<svg x="${at(mark)}%" overflow="visible"><line
      class="bar-mark" x1="0" x2="0" y1="0" y2="60"></line><text class="tick" y="72" text-anchor="middle">${mark} °C</text></svg>`)}</svg>
    ${index === null ? nothing : html`<p class="label">${t("thermal.rci", { high: number(index.high, 1), low: number(index.low, 1) })}</p>`}</div>`;
}
