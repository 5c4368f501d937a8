// @ts-check
/// What was done last, how many commands the plant took, and the alarms that stand, acknowledged or not.
import { html, nothing } from "lit";
import { go } from "./address.js";
import { line, sign } from "./alarm-words.js";
import { clockTime, number } from "./format.js";
import { known, t } from "./text.js";

/** @type {Record<string, string>} */
const SIGNS = { "mode-changed": "◆", "plan-carried-out": "→", "command-not-applied": "▲" };

/** @param {any} happening */
function sentence(happening) {
  const params = { ...happening.params };
  for (const name of ["from", "to"]) {
    if (name in params) {
      params[name] = t(`mode.${params[name]}`);
    }
  }
  if ("status" in params) {
    params.status = t(`ack.${params.status}`);
  }
  const key = `event.${happening.code}`;
  return known(key) ? t(key, params) : happening.code;
}

/** @param {any} overview */
function counts(overview) {
  const commands = overview.past?.commands;
  const behind = overview.ingest.behindFrames;
  const rows = [
    ["commands.sent", number(commands?.sent)], ["commands.applied", number(commands?.applied)],
    ["commands.refused", number(commands?.refused)], ["commands.rejected", number(commands?.rejected)],
    ["ingest.behind", number(behind)],
  ];
  return html`<dl class="counts">${rows.map(([key, value]) => html`<div><dt>${t(key)}</dt>
    <dd class="num" data-test=${key}>${value}</dd></div>`)}</dl>`;
}

const STANDS = ["UNACK_ACTIVE", "ACKED_ACTIVE", "UNACK_CLEARED"];
const MOST_ALARMS = 3;

/** The alarms to look at first, each the way to its row. @param {any} board */
function alarms(board) {
  const standing = (board?.alarms ?? []).filter((/** @type {any} */ alarm) => STANDS.includes(alarm.state));
  return standing.length === 0 ? nothing : html`<ul class="happenings top-alarms" aria-label=${t("actions.alarms")} data-test="top-alarms">${standing.slice(0, MOST_ALARMS).map((/** @type {any} */ alarm) => html`<li
    class=${alarm.priority.toLowerCase()}><b class="num" aria-hidden="true">${sign(alarm.priority)}</b><span class="unseen">${t(`alarm.priority.${alarm.priority}`)}</span><button class="link"
    @click=${() => go("alarms", alarm.id)}>${line(alarm)}</button></li>`)}</ul>`;
}

/** @param {any} overview @param {any} site @param {any} board of alarms @param {unknown} beside */
export function actions(overview, site, board, beside) {
  const happenings = overview.happenings ?? [];
  return html`<section class="card actions" data-test="actions">
    <div class="card-head"><h2>${t("actions.title")}</h2><span class="spring"></span>${beside}</div>
    ${counts(overview)}${alarms(board)}
    <div class="scroller" tabindex="0" role="group" aria-label=${t("actions.title")}>
      ${happenings.length === 0 ? html`<p class="nothing">${t("actions.none")}</p>`
        : html`<ul class="happenings">${happenings.map((/** @type {any} */ happening) => html`<li
          class=${happening.code === "command-not-applied" ? "warn" : ""}><span class="num time">${happening.plant > 0
            ? clockTime(happening.plant, site.timeZone) : ""}</span><b aria-hidden="true">${SIGNS[happening.code] ?? "·"}</b>
          <span>${sentence(happening)}</span></li>`)}</ul>`}
    </div>
  </section>`;
}
