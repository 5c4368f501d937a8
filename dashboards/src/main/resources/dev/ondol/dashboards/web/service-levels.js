// @ts-check
/// What jobs may expect by their class (start, end, throughput), and how many get it. Grey as long as all do.
import { html, nothing } from "lit";
import { clockTime, number } from "./format.js";
import { t } from "./text.js";

/**
 * @typedef {object} Level
 * @property {string} placementId
 * @property {"TRAINING" | "PREFILL" | "DECODE" | "BATCH"} workload
 * @property {"WAITS" | "KEPT" | "SLOW" | "LATE"} state
 * @property {number} [startBy] plant time
 * @property {number} [endBy]
 * @property {number} [end] as it runs
 * @property {number} [throughput] relative to uncapped
 * @property {number} least
 */

const CLASSES = ["TRAINING", "DECODE", "PREFILL", "BATCH"];

/** @param {Level[]} levels */
export function serviceLevels(levels) {
  const present = CLASSES.filter((workload) => levels.some((level) => level.workload === workload));
  return present.length === 0 ? nothing : html`<dl class="counts service-levels" data-test="service-levels">${present.map((workload) => {
    const of = levels.filter((level) => level.workload === workload);
    const count = (/** @type {string} */ state) => of.filter((level) => level.state === state).length;
    const running = of.filter((level) => level.throughput !== undefined).map((level) => /** @type {number} */ (level.throughput));
    const least = of[0].least;
    return html`<div title=${t(`service.${workload}.text`)}><dt>${t(`service.${workload}`)}${least > 0 && running.length > 0 ? html` <span class="num">${t("service.throughput", { lowest: percent(Math.min(...running)),
      least: percent(least) })}</span>` : nothing}</dt><dd class="num">${t("service.kept", { n: number(count("KEPT")) })}${count("WAITS") > 0 ? html` <span class="waits">${t("service.waits", { n: number(count("WAITS")) })}</span>`
        : nothing}${["LATE", "SLOW"].filter((state) => count(state) > 0).map((state) => html` <span class="exceeds"><b aria-hidden="true">▲</b> ${t(`service.${state.toLowerCase()}`, { n: number(count(state)) })}</span>`)}</dd></div>`;
  })}</dl>`;
}

/** @param {number} share */
function percent(share) {
  return number(100 * share, 1);
}

/** Rows of facts about one job. @param {Level} level @param {string} zone @returns {[string, unknown][]} */
export function levelFacts(level, zone) {
  /** @type {[string, unknown][]} */
  const rows = [["service.class", t(`service.${level.workload}`)], ["service.state", level.state === "LATE" || level.state === "SLOW"
    ? html`<span class="exceeds"><b aria-hidden="true">▲</b> ${t(`service.state.${level.state}`)}</span>` : t(`service.state.${level.state}`)]];
  if (level.startBy !== undefined) {
    rows.push(["service.start-by", clockTime(level.startBy, zone)]);
  }
  if (level.endBy !== undefined) {
    rows.push(["service.end-by", level.end === undefined ? clockTime(level.endBy, zone) : t("service.end", { by: clockTime(level.endBy, zone), end: clockTime(level.end, zone) })]);
  }
  if (level.throughput !== undefined && level.least > 0) {
    rows.push(["service.pace", t("service.throughput", { lowest: percent(level.throughput), least: percent(level.least) })]);
  }
  return rows;
}
