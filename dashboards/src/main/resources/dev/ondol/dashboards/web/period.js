// @ts-check
/// Days of the site that Energy shows instead of looking back from now.
import { html } from "lit";
import { MOST_DAYS, choosePeriod, period } from "./address.js";
import { t } from "./text.js";
import { zoneOffset } from "./trend-data.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** @typedef {{ from: string, to: string }} Days first and last day, for example 2022-07-15 */

/** Midnight at which a day begins at the site, as plant time; at most an hour early where the zone is not off by whole hours. @param {number} day as if the site were at UTC @param {string} zone */
function midnight(day, zone) {
  const time = day - zoneOffset(day - zoneOffset(day, zone), zone);
  return time - (time % HOUR);
}

/** From the first hour of the days to the end of the last one, plant time. @param {Days} days @param {string} zone */
export function bounds(days, zone) {
  return { from: midnight(Date.parse(days.from), zone), to: midnight(Date.parse(days.to) + DAY, zone) };
}

/** @param {Days} days */
export function dayCount(days) {
  return (Date.parse(days.to) - Date.parse(days.from)) / DAY + 1;
}

/** @param {number} time @param {string} zone */
function dayOf(time, zone) {
  return new Date(time + zoneOffset(time, zone)).toISOString().slice(0, 10);
}

/** The days with one end moved; the other follows where it must. @param {Days} days @param {"from" | "to"} end @param {string} day */
function moved(days, end, day) {
  const off = (/** @type {number} */ by) => new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10);
  const other = end === "from" ? days.to : days.from;
  const [least, most] = end === "from" ? [day, off(MOST_DAYS - 1)] : [off(1 - MOST_DAYS), day];
  const near = other < least ? least : other > most ? most : other;
  return end === "from" ? { from: day, to: near } : { from: near, to: day };
}

/** @param {number} now plant time @param {string} zone */
export function daySwitch(now, zone) {
  const days = period();
  const today = dayOf(now, zone);
  if (!days) {
    return html`<button data-test="energy-days" title=${t("energy.days.title", { n: MOST_DAYS })} @click=${() => choosePeriod({ from: today, to: today })}>${t("energy.days")}</button>`;
  }
  const input = (/** @type {"from" | "to"} */ end) => html`<input type="date" class="num" data-test=${`energy-${end}`} aria-label=${t(`energy.days.${end}`)} .value=${days[end]} max=${today}
    @change=${(/** @type {Event} */ event) => {
      const day = /** @type {HTMLInputElement} */ (event.target).value;
      if (day) {
        choosePeriod(moved(days, end, day));
      }
    }}>`;
  return html`<span class="energy-days" role="group" aria-label=${t("energy.days")}>${input("from")}<span aria-hidden="true">\u2013</span>${input("to")}</span>`;
}
