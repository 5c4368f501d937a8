// @ts-check
/// A replay that is done: recorded and simulated above each other, what was found, and the details of it.
import { html } from "lit";
import { number } from "./format.js";
import { about } from "./replay-runs.js";
import { fits, happenings, indicators, irregularities, points, summary, suspects } from "./replay-tables.js";
import { readout, transport } from "./replay-transport.js";
import { t } from "./text.js";
import "./replay-chart.js";

const TABS = ["points", "events", "recording"];

/** @param {string} tab @param {any} found */
function count(tab, found) {
  return tab === "points" ? found.replay.points.length : tab === "events" ? found.events.length : found.replay.irregularities.length;
}

/**
 * @param {{ run: any, found: any, point: string, line: any, table: boolean, tab: string, zone: string, language: string, policy: string, clock: import("./replay-clock.js").ReplayClock, planButton: unknown,
 *   choose: (point: string) => void, asTable: () => void, showTab: (tab: string) => void, all: () => void, share: () => void, stay: () => void }} shown
 */
export function replayResult({ run, found, point, line, table, tab, zone, language, policy, clock, planButton, choose, asTable, showTab, all, share, stay }) {
  const { replay } = found;
  const sorted = [...replay.points].sort((a, b) => a.point.localeCompare(b.point));
  return html`<section class="card replay-main"><div class="card-head"><h2>${t("replay.side-by-side")}</h2>
      <select aria-label=${t("replay.point")} data-test="replay-choose-point" @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}>${
        sorted.map((one) => html`<option value=${one.point} .selected=${one.point === point}>${one.point}</option>`)}</select><span class="spring"></span>${planButton}
      <button class="quiet" data-test="replay-as-table" aria-pressed=${table ? "true" : "false"} @click=${asTable}>${t(table ? "action.chart" : "action.table")}</button></div>
    ${line ? html`${readout(line, found.slots, clock.at, policy)}<ondol-replay-chart .line=${line} .slots=${found.slots} .events=${found.events} .zone=${zone} .clock=${clock} .language=${language}
      .other=${policy} .table=${table}></ondol-replay-chart>${transport(clock, zone, stay)}` : html`<div class="skeleton"></div>`}</section>
  <section class="card replay-side"><div class="card-head"><h2>${t("replay.found")}</h2><span class="spring"></span><button class="quiet" data-test="replay-close" @click=${all}>${t("replay.all")}</button></div>
    <div class="scroller" tabindex="0" role="group" aria-label=${t("replay.found")}><p class="label">${about(run, zone)}</p>
    <p class="exports">${["csv", "json"].map((ending) => html`<a href=${`/api/v1/replays/${run.id}/replay.${ending}`} download data-test=${`replay-${ending}`}>${ending.toUpperCase()}</a>`)}
      <a href=${`/api/v1/replays/${run.id}/report.html`} download data-test="replay-report">${t("replay.report")}</a><button class="link" data-test="replay-share" @click=${share}>${t("replay.link")}</button></p>
    ${summary(replay)}${indicators(replay)}${suspects(replay)}${fits(replay)}</div></section>
  <section class="card replay-points-card"><div class="card-head"><span class="switch" role="group" aria-label=${t("replay.details")}>${TABS.map((one) => html`<button data-test=${`replay-tab-${one}`}
    aria-pressed=${one === tab ? "true" : "false"} @click=${() => showTab(one)}>${t(`replay.tab.${one}`, { n: number(count(one, found)) })}</button>`)}</span></div>
    <div class="scroller" tabindex="0" role="group" aria-label=${t(`replay.tab.${tab}`, { n: "" })}>${tab === "points" ? points(replay, point, choose)
      : tab === "events" ? happenings(found.events, zone, clock.at, (plant) => { clock.seek(plant); stay(); }) : irregularities(replay, zone)}</div></section>`;
}
