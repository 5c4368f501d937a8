// @ts-check
/// What a search can find: screens, halls, racks, machines, set-points, jobs, alarms and points, each with the place where it is seen.
import { SCREENS } from "./address.js";
import { words } from "./alarm-words.js";
import { get } from "./api.js";
import { NONE, number, unit } from "./format.js";
import { place } from "./names.js";
import { placeOf } from "./places.js";
import { racks } from "./racks.js";
import { session } from "./session.js";
import { t } from "./text.js";

/**
 * @typedef {object} Finding
 * @property {string} kind
 * @property {string} id     unique among all
 * @property {string} text   what it is called
 * @property {string} beside what else is known of it
 * @property {import("./places.js").Place | null} at null: it is shown here
 * @property {any} [point]
 */

/** How many of a kind are told at most. */
const MOST = 6;
const MOST_POINTS = 12;
const PAGE = 1_000;
const MOST_PAGES = 5;

/** @param {string} query @returns {string[]} */
function parts(query) {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Those that have all words in their name, those that begin with the first one before the others. @param {Finding[]} all @param {string} query @param {number} most */
function matching(all, query, most) {
  const wanted = parts(query);
  const has = all.filter((each) => wanted.every((word) => `${each.text} ${each.id} ${each.beside}`.toLowerCase().includes(word)));
  const begins = (/** @type {Finding} */ each) => (each.text.toLowerCase().startsWith(wanted[0]) ? 0 : 1);
  return has.sort((a, b) => begins(a) - begins(b)).slice(0, most);
}

/** What this tab knows by itself. @param {import("./live.js").LiveState} state @returns {Finding[][]} by kind */
function own(state) {
  const site = state.site;
  return [
    SCREENS.filter((one) => one.id !== "fleet" || session.who.fleet).map((one) => ({ kind: "screen", id: `screen/${one.id}`, text: t(`screen.${one.id}`), beside: `g ${one.key}`, at: { screen: one.id, show: "" } })),
    (state.alarms?.alarms ?? []).map((/** @type {any} */ alarm) => ({ kind: "alarm", id: `alarm/${alarm.id}`, text: words(alarm, "title"), beside: alarm.params?.rack ?? alarm.source,
      at: { screen: "alarms", show: alarm.id } })),
    site.halls.map((/** @type {any} */ hall) => ({ kind: "zone", id: `hall-${hall.id}`, text: t("thermal.hall", { hall: hall.id.toUpperCase() }), beside: "", at: { screen: "thermal", show: `hall-${hall.id}` } })),
    racks(site).map((rack) => ({ kind: "rack", id: rack.name, text: rack.name, beside: inlet(state, rack.index), at: { screen: "thermal", show: rack.name } })),
  ];
}

/** @param {import("./live.js").LiveState} state @param {number} index */
function inlet(state, index) {
  const value = state.overview.thermal?.inletC[index] ?? null;
  return value === null ? "" : `${number(value, 1)} °C`;
}

/** Machines and set-points, and jobs: asked for when a search begins. @returns {Promise<{ findings: Finding[][], problem: string }>} */
export async function asked() {
  const [cooling, jobs] = await Promise.all([get("/api/v1/cooling"), allJobs()]);
  const machines = cooling.ok ? cooling.body.units.map((/** @type {any} */ each) => ({ kind: "machine", id: each.id, text: each.id, beside: t(`unit.${each.kind}`), at: placeOf(each.id) })) : [];
  const setpoints = cooling.ok ? cooling.body.setpoints.map((/** @type {any} */ row) => ({ kind: "setpoint", id: row.point, text: place(row.point),
    beside: row.inForce.value === null ? "" : `${number(row.inForce.value, 1)} ${unit(row.unit)}`, at: placeOf(row.point) })) : [];
  return { findings: [machines, setpoints, jobs.found], problem: jobs.problem };
}

/** @returns {Promise<{ found: Finding[], problem: string }>} */
async function allJobs() {
  /** @type {Finding[]} */
  const found = [];
  let cursor = "";
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await get(`/api/v1/placements?limit=${PAGE}${cursor ? `&cursor=${cursor}` : ""}`);
    if (!answer.ok) {
      return { found, problem: answer.code };
    }
    answer.body.items.filter((/** @type {any} */ job) => job.state !== "RELEASED").forEach((/** @type {any} */ job) => found.push({ kind: "job", id: `job/${job.placementId}`, text: job.jobId,
      beside: t(`search.job.${job.state}`), at: { screen: "workloads", show: job.placementId } }));
    cursor = answer.body.next ?? "";
    if (!cursor) {
      break;
    }
  }
  return { found, problem: "" };
}

/** Points of the site that match, with their newest values: the server knows them. @param {string} query @returns {Promise<Finding[]>} */
export async function points(query) {
  const answer = await get(`/api/v1/points?limit=${MOST_POINTS}&match=${encodeURIComponent(parts(query).join(" ").slice(0, 100))}`);
  return answer.ok ? answer.body.map((/** @type {any} */ point) => ({ kind: "point", id: `point/${point.point}`, text: point.point, beside: value(point), at: null, point })) : [];
}

/** @param {any} point */
export function value(point) {
  return point.now.value === null ? NONE : `${number(point.now.value, Math.abs(point.now.value) < 100 ? 2 : 0)} ${unit(point.unit)}`;
}

/** What matches, the kinds in the order in which an operator asks for them. @param {string} query @param {import("./live.js").LiveState} state @param {Finding[][]} more @param {Finding[]} found points */
export function findings(query, state, more, found) {
  return query.trim() === "" ? [] : [...[...own(state), ...more].flatMap((kind) => matching(kind, query, MOST)), ...found];
}
