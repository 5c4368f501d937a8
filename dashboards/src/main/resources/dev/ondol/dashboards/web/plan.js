// @ts-check
/// The newest plan: what is in force, what comes next and why, and what the plan expects of it. An expectation is called
/// one: savings are proved elsewhere, against a baseline.
import { html, nothing } from "lit";
import { conflictList } from "./conflicts.js";
import { age, clockTime, number, unit } from "./format.js";
import { place } from "./names.js";
import { because } from "./reasons.js";
import { t } from "./text.js";

/** A small bar of the envelope: where the value is, where it goes. @param {any} row */
export function envelope(row) {
  const at = (/** @type {number} */ value) => Math.min(1, Math.max(0, (value - row.min) / (row.max - row.min))) * 52 + 4;
  return html`<svg class="envelope" width="60" height="12" aria-hidden="true">
    <line class="bar-axis" x1="4" x2="56" y1="6" y2="6"></line>
    <line class="bar-mark" x1="4" x2="4" y1="2" y2="10"></line><line class="bar-mark" x1="56" x2="56" y1="2" y2="10"></line>
    ${row.inForce === null ? nothing : html`<svg x=${at(row.inForce) - 1.5}><rect class="bar-value" y="1" width="3"
      height="10"></rect></svg>`}
    ${row.changes ? html`<svg x=${at(row.next)} overflow="visible"><circle class="bar-next" cy="6" r="3.500"></circle></svg>`
      : nothing}</svg>`;
}

/** @param {any} row @param {string} zone @param {number} now */
function line(row, zone, now) {
  const digits = row.unit === "Pa" ? 1 : 2;
  const reason = because(row.reason);
  return html`<tr class=${row.changes ? "changes" : ""}>
    <th scope="row">${place(row.point)}${row.changes ? html`<span class="why">${
      row.at > now ? clockTime(row.at, zone) : t("plan.now")} · ${reason}</span>` : nothing}</th>
    <td class="num">${number(row.inForce, digits)}</td>
    <td class="num next">${row.changes ? html`<span aria-hidden="true">→ </span>${number(row.next, digits)}`
      : row.inForce === null ? nothing : html`<span class="holds">${t("plan.holds")}</span>`}</td>
    <td class="u">${unit(row.unit)}</td>
    <td class="e">${envelope(row)}</td></tr>`;
}

/** @param {any} overview */
function expectation(overview) {
  const { expected } = overview.plan;
  const less = expected.holdFacilityKw - expected.facilityKw;
  const sign = less >= 0 ? "\u2212" : "+";
  return html`<p class="expected" data-test="expected">
    <span class="label">${t("plan.expects")}</span>
    <span class="num"><b>${number(expected.facilityKw)}</b> kW</span>
    <span class="label">${t("plan.against")}</span> <span class="num">${number(expected.holdFacilityKw)} kW</span>
    <span class="num delta">(${sign}${number(Math.abs(less), Math.abs(less) < 10 ? 1 : 0)} kW)</span>
    <span class="label">${t("plan.not-proved")}</span></p>`;
}

/** Says so where the plan is not sent to the plant. @param {any} overview */
function sent(overview) {
  const { mode, alive } = overview.control;
  return (mode === "AUTO" || mode === "ADVISE") && alive ? nothing : html`<span class="chip warn" data-test="not-sent">${t("plan.not-sent")}</span>`;
}

/** @param {any} overview @param {any} site */
export function plan(overview, site) {
  const newest = overview.plan;
  if (!newest) {
    return html`<section class="card plan" data-test="plan"><h2>${t("plan.title")}</h2>
      <p class="nothing">${t("plan.none")}</p></section>`;
  }
  const now = overview.clock?.plant ?? newest.cycle;
  const changing = newest.setpoints.filter((/** @type {any} */ row) => row.changes).length;
  return html`<section class="card plan" data-test="plan">
    <div class="card-head"><h2>${t("plan.title")}</h2>
      <span class="label num">${t("plan.cycle", { time: clockTime(newest.cycle, site.timeZone),
        age: age(now - newest.cycle) })}</span><span class="spring"></span>${sent(overview)}</div>
    ${expectation(overview)}
    <div class="scroller" tabindex="0" role="group" aria-label=${t("plan.setpoints")}>${conflictList(newest.conflicts, site.timeZone, 3)}
      <table class="setpoints"><thead><tr><th scope="col">${t("plan.setpoint")}</th><th scope="col" class="r"
        >${t("plan.in-force")}</th><th scope="col" class="r">${t("plan.next")}</th><th scope="col"><span
        class="unseen">${t("plan.unit")}</span></th><th scope="col">${t("plan.limits")}</th></tr></thead>
      <tbody>${newest.setpoints.map((/** @type {any} */ row) => line(row, site.timeZone, now))}</tbody></table>
    </div>
    <p class="card-foot label">${t("plan.foot", { changing: number(changing), total: number(newest.setpoints.length),
      starts: number(newest.starts), profiles: number(newest.profiles), queued: number(newest.solve.queued) })}</p>
  </section>`;
}
