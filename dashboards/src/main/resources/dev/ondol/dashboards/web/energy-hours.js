// @ts-check
/// Energy of each hour from the counters of the meters, with what a kWh cost and emitted then.
import { series } from "./api.js";

const HOUR = 3_600_000;
const METERS = ["facility", "it", "cooling"];

/**
 * @typedef {object} Hour
 * @property {number} at plant time at which it begins
 * @property {Record<string, number | null>} kwh by meter; null where the counter has no reading or was set back
 */

/**
 * Differences of a counter between the first readings of hours; the last hour ends with its last reading.
 * @param {import("./trend-data.js").Slice[]} slices @returns {Map<number, number | null>}
 */
export function differences(slices) {
  /** @type {Map<number, number | null>} */
  const by = new Map();
  slices.forEach((slice, i) => {
    const next = slices[i + 1];
    const end = next && next.time - slice.time < 1.5 * HOUR ? next.first : slice.last;
    const kwh = end - slice.first;
    by.set(slice.time - (slice.time % HOUR), kwh >= 0 ? kwh : null);
  });
  return by;
}

/** @param {number} from plant time @param {number} to exclusive; both whole hours @returns {Promise<{ hours: Hour[], problem: string }>} */
export async function hours(from, to) {
  const first = Math.max(0, from);
  const answers = await Promise.all(METERS.map((meter) => series(`meter-${meter}/active-energy`, first, to, (to - first) / HOUR)));
  const failed = answers.find((answer) => !answer.ok);
  if (failed && !failed.ok) {
    return { hours: [], problem: failed.code };
  }
  const counted = answers.map((answer) => (answer.ok ? differences(answer.body.slices) : new Map()));
  const times = [...new Set(counted.flatMap((each) => [...each.keys()]))].sort((a, b) => a - b);
  return { problem: "", hours: times.map((at) => ({ at,
    kwh: Object.fromEntries(METERS.map((meter, i) => [meter, counted[i].get(at) ?? null])) })) };
}

/**
 * By how much a meter counted more from one whole hour to another than in as long a time before, percent; null where an hour of them is missing.
 * @param {Hour[]} all @param {string} meter @param {number} from plant time @param {number} to exclusive
 */
export function change(all, meter, from, to) {
  const span = to - from;
  const sum = (/** @type {number} */ first) => {
    const known = all.filter((hour) => hour.at >= first && hour.at < first + span && hour.kwh[meter] !== null);
    return known.length === span / HOUR ? total(known, (hour) => hour.kwh[meter]) : null;
  };
  const present = sum(from);
  const before = sum(from - span);
  return present === null || before === null || before <= 0 ? null : 100 * (present / before - 1);
}

/** Sum over hours; null where none has a value. @param {Hour[]} all @param {(hour: Hour) => number | null} value */
export function total(all, value) {
  const known = all.map(value).filter((each) => each !== null);
  return known.length === 0 ? null : known.reduce((sum, each) => (sum ?? 0) + (each ?? 0), 0);
}
