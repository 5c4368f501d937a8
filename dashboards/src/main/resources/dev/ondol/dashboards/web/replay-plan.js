// @ts-check
/// What the optimizer would have planned at an instant of a recording, and why: nothing of it was sent.
import { html, nothing } from "lit";
import { clockTime, date, number, unit, zoneName } from "./format.js";
import { conflictList } from "./conflicts.js";
import { place } from "./names.js";
import { because } from "./reasons.js";
import { about } from "./replay-runs.js";
import { t } from "./text.js";

/** A change of power with the interval that holds it in 95 of 100 cases. @param {{ kw: number, lowKw: number, highKw: number }} effect */
function effect({ kw, lowKw, highKw }) {
  const signed = (/** @type {number} */ value) => `${value > 0 ? "+" : ""}${number(value, 1)}`;
  return html`<b>${signed(kw)}</b> kW <span class="label">(${signed(lowKw)} – ${signed(highKw)})</span>`;
}

/** What a set-point is measured in, by its quantity. @param {string} point */
function unitOf(point) {
  return [[/temperature/, "Cel"], [/pressure/, "Pa"], [/flow/, "L/s"], [/power|limit/, "kW"]].find(([form]) => /** @type {RegExp} */ (form).test(point.split("/")[1]))?.[1] ?? "";
}

/** @param {any} each */
function row(each) {
  const code = String(unitOf(each.point));
  const digits = code === "Pa" ? 1 : code === "" ? 0 : 2;
  return html`<tr class=${Math.abs(each.value - each.inForce) > 1e-9 ? "changes" : ""} data-test="planned-setpoint"><th scope="row">${place(each.point)}</th><td class="num">${number(each.inForce, digits)}</td>
    <td class="num next">${number(each.value, digits)} ${code ? unit(code) : ""}</td><td class="num">${effect(each.effect)}</td><td>${each.binding.map(because).join(", ")}</td>
    <td>${each.nextBest ? html`<span class="num">${number(Number(each.nextBest.what), digits)} ${code ? unit(code) : ""} (${each.nextBest.moreWh > 0 ? "+" : ""}${number(each.nextBest.moreWh)} Wh)</span>` : nothing}</td></tr>`;
}

/** @param {any} told @param {string} zone @param {() => void} leave @param {boolean} back whether there is a replay to go back to */
export function planAt(told, zone, leave, back) {
  const { planAt: answer } = told.found;
  const { plan, explanation } = answer;
  const at = Date.parse(answer.asked);
  const expected = plan.expected;
  return html`<section class="card replay-runs" data-test="replay-plan-at"><div class="card-head"><h2>${t("replay.plan.title", { time: `${date(at, zone)} ${clockTime(at, zone)} ${zoneName(at, zone)}` })}</h2>
      <span class="spring"></span><button class="quiet" data-test="replay-close" @click=${leave}>${t(back ? "replay.plan.back" : "replay.all")}</button></div>
    <p class="label">${about(told.run, zone)}</p>
    <p>${t("replay.plan.cycle", { time: clockTime(Date.parse(answer.at), zone) })} ${answer.cut ? t("replay.plan.cut") : nothing}</p>
    <p class="num" data-test="replay-plan-expected">${t("replay.plan.expected", { facility: number(expected.facilityKw, 1), cooling: number(expected.coolingKw, 1), pue: number(expected.pue, 3), held: number(expected.holdFacilityKw, 1) })}
      ${explanation ? html`${t("replay.plan.together")} ${effect(explanation.together)}` : nothing}</p>
    ${conflictList(plan.conflicts, zone)}
    ${explanation ? html`<div class="scroller" tabindex="0" role="group" aria-label=${t("plan.setpoints")}><table class="setpoints"><thead><tr><th scope="col">${t("plan.setpoint")}</th><th scope="col" class="r">${t("plan.in-force")}</th>
      <th scope="col" class="r">${t("replay.plan.planned")}</th><th scope="col" class="r">${t("replay.plan.effect")}</th><th scope="col">${t("replay.plan.binding")}</th><th scope="col">${t("replay.plan.next")}</th></tr></thead>
      <tbody>${explanation.setpoints.map((/** @type {any} */ each) => row(each))}</tbody></table></div>` : nothing}</section>`;
}
