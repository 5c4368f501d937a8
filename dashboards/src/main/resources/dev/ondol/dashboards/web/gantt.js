// @ts-check
/// Jobs over halls and time: a lane a job, from its start; what runs goes up to now, since nobody knows yet when it ends, and what has
/// to leave for others up to its last moment.
import { html, nothing, svg } from "lit";
import { clockTime, number } from "./format.js";
import { gpusOf, largest } from "./jobs.js";
import { t } from "./text.js";

const LANE = 20;
const LANES = 6;
const HEAD = 26;

/**
 * @param {import("./jobs.js").Job[]} all @param {any} site @param {number} now plant time @param {number} span plant time back
 * @param {string} chosen @param {(id: string) => void} choose
 */
export function gantt(all, site, now, span, chosen, choose) {
  const from = now - span;
  const to = now + span / 3;
  const at = (/** @type {number} */ time) => Math.min(100, Math.max(0, ((time - from) / (to - from)) * 100));
  const ticks = [0, 1, 2, 3, 4].map((i) => from + (i * (to - from)) / 4);
  return html`<div class="gantt">
    <div class="gantt-axis num" aria-hidden="true"><span></span><span></span><span class="gantt-time">${ticks.slice(0, 4).map((tick) => html`<span>${
      clockTime(tick, site.timeZone)}</span>`)}</span></div>
    ${site.halls.map((/** @type {any} */ hall) => {
      const { shown, others } = largest(all, hall.id, LANES);
      const total = gpusOf(hall);
      const busy = all.filter((job) => job.state === "running" || job.state === "leaving").reduce((sum, job) => sum + (job.halls.get(hall.id) ?? 0), 0);
      const then = all.filter((job) => job.state === "running" || job.state === "coming").reduce((sum, job) => sum + (job.halls.get(hall.id) ?? 0), 0);
      const share = (/** @type {number} */ gpus) => `${total > 0 ? Math.min(100, (100 * gpus) / total) : 0}%`;
      const height = HEAD + Math.max(1, shown.length) * LANE;
      return html`<section class="gantt-hall"><h2>${t("thermal.hall", { hall: hall.id.toUpperCase() })}
          <span class="label num">${t("workloads.busy", { busy: number(busy), total: number(total) })}</span>${then === busy ? nothing
            : html`<span class="label num" data-test=${`then-${hall.id}`}>${t("workloads.then", { then: number(then) })}</span>`}
          <svg class="bar" width="100%" height="8" aria-hidden="true"><rect class="bar-track" width="100%" height="8" rx="4"></rect><rect class="busy"
            width=${share(busy)} height="8" rx="4"></rect>${then === busy ? nothing : svg`<rect class="then" width=${share(then)} height="8" rx="4"></rect>`}</svg></h2>
        ${shown.length === 0 ? html`<p class="label">${t("workloads.no-jobs")}</p>` : html`<ul>${shown.map((job) => html`<li><button class="lane"
            aria-pressed=${job.id === chosen ? "true" : "false"} data-test="lane" @click=${() => choose(job.id)}><span class="lane-job">${job.job}</span>
            <span class="num">${number(job.halls.get(hall.id))} GPU</span></button></li>`)}</ul>`}
        <div class="lanes"><svg width="100%" height=${height - HEAD} aria-hidden="true">
          ${ticks.map((tick) => svg`<line class="grid" x1="${at(tick)}%" x2="${at(tick)}%" y1="0" y2=${height}></line>`)}
          ${shown.map((job, i) => svg`<rect class="job ${job.state} ${job.id === chosen ? "chosen" : ""}" y=${i * LANE + 2} height=${LANE - 4} rx="3"
            x="${at(job.startAt ?? from)}%" width="${Math.max(0.4, at(job.endAt ?? (job.state === "coming" ? to : now)) - at(job.startAt ?? from))}%"></rect>`)}
          <line class="now" x1="${at(now)}%" x2="${at(now)}%" y1="0" y2=${height}></line></svg>
          ${others.length > 0 ? html`<p class="label others">${t("workloads.others", { n: number(others.length), gpus: number(others.reduce((sum, job) =>
            sum + (job.halls.get(hall.id) ?? 0), 0)) })}</p>` : nothing}</div></section>`;
    })}</div>`;
}
