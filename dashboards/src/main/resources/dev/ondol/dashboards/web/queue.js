// @ts-check
/// The queue of recommendations: those that wait for an answer first, then what is under way, then what has ended.
import { html, nothing } from "lit";
import { age, clockTime, number } from "./format.js";
import { known, t } from "./text.js";
import { zoneName } from "./zones.js";

const RUNNING = ["APPROVED", "OVERRIDDEN", "APPLYING", "VERIFIED", "WATCHING"];

/** @param {any} recommendation */
export function open(recommendation) {
  return recommendation.state === "PROPOSED" || RUNNING.includes(recommendation.state);
}

/** In the order in which an operator looks at them. @param {any} board */
export function inOrder(board) {
  const rank = (/** @type {any} */ each) => (each.state === "PROPOSED" ? 0 : open(each) ? 1 : 2);
  return [...(board?.recommendations ?? [])].sort((a, b) => rank(a) - rank(b) || b.proposed - a.proposed);
}

/** The one to look at: what was looked at stays until it is over, or is only watched while another waits. @param {any[]} all in order @param {string} before */
export function toLookAt(all, before) {
  const same = all.find((each) => each.id === before && open(each));
  return same && (same.state !== "WATCHING" || all[0].state !== "PROPOSED") ? same : all[0];
}

/** What is said where nothing waits. @param {any} overview */
function nothingWaits(overview) {
  const mode = overview.control.mode;
  return mode === "ADVISE" ? t("rec.none") : t("rec.none.mode", { mode: mode === null ? t("mode.unknown") : t(`mode.${mode}`) });
}

/** @param {any} it @param {number} now @param {string} zone */
function left(it, now, zone) {
  switch (it.state) {
    case "PROPOSED":
      return age(it.expires - now);
    case "WATCHING":
      return age((it.watchUntil ?? now) - now);
    case "APPLYING":
      return it.progress ? `${number(it.progress.arrived)}/${number(it.progress.of)}` : "";
    default:
      return clockTime(it.proposed, zone);
  }
}

/** @param {any} board @param {any} overview @param {any} site @param {string} chosen @param {(id: string) => void} choose @param {unknown} beside */
export function queue(board, overview, site, chosen, choose, beside) {
  const all = inOrder(board);
  const acceptance = board?.acceptance;
  const answered = acceptance ? acceptance.approved + acceptance.overridden + acceptance.rejected + acceptance.expired : 0;
  const now = overview.clock?.plant ?? 0;
  return html`<section class="card queue" data-test="queue"><div class="card-head"><h2>${t("rec.queue")}</h2><span class="spring"></span>${answered > 0 ? html`<span class="label num"
      data-test="acceptance">${t("rec.acceptance", { approved: number(acceptance.approved), answered: number(answered) })}</span>` : nothing}${beside}</div>
    <div class="scroller" tabindex="0" role="group" aria-label=${t("rec.queue")} aria-live="polite">${all.length === 0 ? html`<p class="nothing" data-test="no-recommendation">${nothingWaits(overview)}</p>`
      : html`<ul class="rec-list">${all.map((it) => html`<li><button data-test="rec" aria-pressed=${it.id === chosen ? "true" : "false"} class=${open(it) ? "" : "ended"}
        title=${it.outcome && known(`outcome.${it.outcome}`) ? t(`outcome.${it.outcome}`) : nothing} @click=${() => choose(it.id)}><span class="num">#${it.id}</span><b>${zoneName(it.zone)}</b><span>${
        t(`rec.state.${it.state}`)}</span><span class="num">${left(it, now, site.timeZone)}</span></button></li>`)}</ul>`}</div></section>`;
}
