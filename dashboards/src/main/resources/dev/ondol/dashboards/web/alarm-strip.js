// @ts-check
/// The strip under the header on every screen: the alarm to look at first, how many more there are, and the way to acknowledge it.
import { html, nothing } from "lit";
import { go } from "./address.js";
import { line, readSheet, sign } from "./alarm-words.js";
import { send } from "./api.js";
import { number } from "./format.js";
import { session } from "./session.js";
import { known, t } from "./text.js";

/** @param {any} board @param {(note: { text: string, bad: boolean }) => void} say @param {() => void} ready */
export function alarmStrip(board, say, ready) {
  if (!board) {
    return nothing;
  }
  readSheet(ready);
  const open = board.alarms.filter((/** @type {any} */ alarm) => alarm.state === "UNACK_ACTIVE" || alarm.state === "UNACK_CLEARED");
  const first = open.find((/** @type {any} */ alarm) => alarm.firstOut && alarm.state === "UNACK_ACTIVE") ?? open[0];
  if (!first) {
    return nothing;
  }
  const ack = async () => {
    const answer = await send("POST", `/api/v1/alarms/${encodeURIComponent(first.id)}/ack`, { comment: null });
    if (!answer.ok) {
      const key = `problem.${answer.code}`;
      say({ bad: true, text: known(key) ? t(key) : t("problem.unknown", { code: answer.code, detail: answer.detail }) });
    }
  };
  return html`<div class="alarm-strip ${first.priority.toLowerCase()}" data-test="alarm-strip" role=${first.priority === "HIGH" ? "alert" : "status"}>
    <b class="num" aria-hidden="true">${sign(first.priority)}</b><span class="unseen">${t(`alarm.priority.${first.priority}`)}</span>
    <span class="alarm-text">${line(first)}</span>
    ${board.flood ? html`<span class="chip alarm">${t("alarm.flood", { n: number(board.flood.count) })}</span>` : nothing}
    <span class="spring"></span>
    ${open.length > 1 ? html`<span class="label num">${t("alarm.more", { n: number(open.length - 1) })}</span>` : nothing}
    <button data-test="strip-open" @click=${() => go("alarms")}>${t("alarm.show")}</button>
    <button data-test="strip-ack" ?disabled=${!session.may("operate")} title=${session.may("operate") ? nothing : t("permission.operate")} @click=${ack}>${t("alarm.ack")}</button></div>`;
}
