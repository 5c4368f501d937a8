// @ts-check
/// What the newest plan cannot keep: which rule, where, by how much, when, and what helps. The plan is then the least bad one, and
/// control keeps its own limits.
import { html, nothing } from "lit";
import { clockTime, number } from "./format.js";
import { place } from "./names.js";
import { because, slug } from "./reasons.js";
import { known, t } from "./text.js";
import { zoneName } from "./zones.js";

/** @typedef {{ rule: string, amount: number, unit: string, where: string, from: number | string, until: number | string, remedy: string }} Conflict */

/** Work without a place harms no plant. @param {Conflict[] | undefined} conflicts */
export function unkept(conflicts) {
  return (conflicts ?? []).filter((one) => one.rule !== "Unplaced work").length;
}

/** @param {string} where */
function kind(where) {
  return where.startsWith("hall-") ? "hall" : where.startsWith("technology-loop-") ? "loop" : "plant";
}

/** @param {string} where */
function name(where) {
  const loop = /^technology-loop-(.+)$/.exec(where);
  if (loop) {
    return t("conflict.loop", { hall: loop[1].toUpperCase() });
  }
  return where === "chilled-water" ? t("zone.plant") : where.includes("/") ? place(where) : zoneName(where);
}

/** What helps; in the optimizer's words where there are none of ours. @param {Conflict} one */
function remedy(one) {
  const rule = slug(one.rule);
  const key = [`conflict.${rule}.${kind(one.where)}`, `conflict.${rule}`].find(known);
  return key ? html`<span class="why">${t(key)}</span>` : html`<span class="why" lang="en">${one.remedy}</span>`;
}

/** @param {Conflict} one */
function amount(one) {
  const unit = one.unit === "{GPU}" ? "GPU" : one.unit;
  return `${number(one.amount, unit === "K" ? 1 : 0)} ${unit}`;
}

/** @param {number | string} at */
const instant = (at) => (typeof at === "number" ? at : Date.parse(at));

/** @param {Conflict[] | undefined} conflicts @param {string} zone @param {number} [most] */
export function conflictList(conflicts, zone, most = 20) {
  if (!conflicts?.length) {
    return nothing;
  }
  return html`<div class="conflicts" data-test="conflicts" role="group" aria-label=${t("conflict.title")}><p><b class=${unkept(conflicts) > 0 ? "exceeds" : ""}>${unkept(conflicts) > 0 ? "▲ " : ""}${t("conflict.title")}</b>
      <span class="label">${t("conflict.text")}</span></p><ul>${conflicts.slice(0, most).map((one) => html`<li><b>${because(one.rule)}</b> · ${name(one.where)}: <span class="num">${amount(one)}</span> ${
        t(`conflict.amount.${one.rule === "Unplaced work" ? "unplaced" : one.rule === "Deadline" ? "late" : one.rule === "Dew point" ? "cold" : "beyond"}`)} <span class="num label">${
        clockTime(instant(one.from), zone)} – ${clockTime(instant(one.until), zone)}</span>${remedy(one)}</li>`)}</ul>${
      conflicts.length > most ? html`<p class="label">${t("conflict.more", { n: number(conflicts.length - most) })}</p>` : nothing}</div>`;
}
