// @ts-check
/// Replays that people have started: the list of them, one that waits, runs or has failed, and what there is to do where nothing was recorded.
import { html, nothing } from "lit";
import { age, clockTime, date, zoneName } from "./format.js";
import { sourceName } from "./replay-form.js";
import { session } from "./session.js";
import { known, t } from "./text.js";

/** With what it is compared, or which plan it asks for. @param {any} request @param {string} zone */
export function asked(request, zone) {
  if (request.at !== null && request.at !== undefined) {
    return t("replay.plan-at", { time: `${date(request.at, zone)} ${clockTime(request.at, zone)}` });
  }
  const policy = t(`replay.policy.${request.policy}`);
  return request.plant ? t("replay.in-other-plant", { policy }) : policy;
}

/** What was asked for, in a sentence. @param {any} run @param {string} zone */
export function about(run, zone) {
  const { from, to, source } = run.request;
  return t("replay.about", { source: sourceName(source), from: `${date(from, zone)} ${clockTime(from, zone)}`, to: `${date(to, zone)} ${clockTime(to, zone)}`,
    zone: zoneName(from, zone), who: run.requestedBy }) + (run.request.name ? ` · ${t("replay.kept-as", { name: run.request.name })}` : "");
}

/** @param {any} run */
function progress(run, /** @type {boolean} */ alive) {
  const text = run.state === "QUEUED" ? t(alive ? "replay.queued.text" : "replay.no-replayer") : t(`replay.step.${run.step || "read"}`);
  const bar = run.share > 0 ? html`<progress aria-label=${t(`replay.state.${run.state}`)} max="1" value=${run.share}></progress>`
    : html`<progress aria-label=${t(`replay.state.${run.state}`)}></progress>`;
  return html`<p data-test="replay-step-now">${text}</p>${bar}<p class="num label">${run.startedWall ? t("replay.since", { age: age(Date.now() - run.startedWall) }) : nothing}</p>`;
}

/**
 * A replay that has no result, or not yet.
 * @param {any} run
 * @param {{ zone: string, alive: boolean, connected: boolean, cancel: () => void, all: () => void }} around
 */
export function waiting(run, { zone, alive, connected, cancel, all }) {
  const runs = ["QUEUED", "RUNNING"].includes(run.state);
  const why = `problem.replay.${run.code}`;
  const may = session.may("engineer");
  return html`<section class="card replay-wait" data-test=${`replay-${run.state.toLowerCase()}`}><h2>${t(`replay.state.${run.state}`)}</h2><p class="label">${about(run, zone)}</p>
    ${runs ? html`${progress(run, alive)}<p class="acts"><button data-test="replay-cancel" ?disabled=${!may || !connected} title=${may ? nothing : t("permission.engineer")} @click=${cancel}>${t("replay.cancel")}</button>
      <button class="quiet" data-test="replay-close" @click=${all}>${t("replay.all")}</button></p>`
      : html`${run.code ? html`<p class="problem" role="alert" data-test="replay-problem">${known(why) ? t(why) : run.code}</p><p class="label" lang="en">${run.problem}</p>`
        : html`<p>${t(`replay.state.${run.state}.text`, { who: run.cancelledBy ?? "" })}</p>`}<p><button data-test="replay-close" @click=${all}>${t("replay.all")}</button></p>`}</section>`;
}

/** What to do where nothing was recorded yet. */
function empty() {
  return html`<section class="replay-wait" data-test="replay-empty"><h2>${t("replay.empty")}</h2><p>${t("replay.empty.text")}</p><ul class="ways"><li>${t("replay.empty.wait")}</li>
    <li>${t("replay.empty.file")} <code>recordings/</code></li><li>${t("replay.empty.scenario")} <code>./ondol simulate --keep NAME</code></li></ul></section>`;
}

/** All replays. @param {any} overview @param {string} zone @param {(id: number) => void} open */
export function runList(overview, zone, open) {
  if (!overview) {
    return nothing;
  }
  const at = (/** @type {number} */ time) => `${date(time, zone)} ${clockTime(time, zone)}`;
  return html`${overview.sources.length === 0 ? empty() : nothing}${overview.runs.length === 0 ? html`<p class="nothing">${t("replay.runs.none")}</p>` : html`
    <div class="scroller" tabindex="0" role="group" aria-label=${t("replay.runs")}><table><thead><tr><th scope="col">${t("replay.source")}</th><th scope="col">${t("replay.window")}</th>
      <th scope="col">${t("replay.policy")}</th><th scope="col">${t("replay.state")}</th><th scope="col">${t("replay.who")}</th></tr></thead>
    <tbody>${overview.runs.map((/** @type {any} */ run) => html`<tr data-test="replay-run"><th scope="row"><button class="link" @click=${() => open(run.id)}>${sourceName(run.request.source)}</button></th>
      <td class="replay-window">${at(run.request.from)} – ${at(run.request.to)} ${zoneName(run.request.from, zone)}</td><td>${asked(run.request, zone)}</td>
      <td>${t(`replay.state.${run.state}`)}${run.request.name ? html` <span class="label">· ${run.request.name}</span>` : nothing}</td><td>${run.requestedBy}</td></tr>`)}</tbody></table></div>`}`;
}

/**
 * What there is while no replay is shown, one at a time.
 * @param {string} view @param {(view: string) => void} choose @param {Record<string, () => unknown>} views
 */
export function replayViews(view, choose, views) {
  const shown = view in views ? view : "replays";
  return html`<section class="card replay-runs"><div class="card-head"><span class="switch" role="group" aria-label=${t("screen.replay")}>${Object.keys(views).map((one) => html`<button data-test=${`replay-view-${one}`}
    aria-pressed=${one === shown ? "true" : "false"} @click=${() => choose(one)}>${t(`replay.view.${one}`)}</button>`)}</span></div>${views[shown]()}</section>`;
}
