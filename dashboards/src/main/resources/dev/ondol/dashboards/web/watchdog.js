// @ts-check
/// One line on the screen of set-points: when control was heard last, who has the plant, and what takes over if control falls silent.
import { html } from "lit";
import { age } from "./format.js";
import { t } from "./text.js";

/** Who has the plant. @param {any} overview */
function holder(overview) {
  const { mode, alive } = overview.control;
  if (overview.feed.offline.length > 0) {
    return { sign: "▲", look: "trouble", text: t("watchdog.offline", { sources: overview.feed.offline.join(", ") }) };
  }
  if (mode === null || mode === "SHADOW") {
    return { sign: "○", look: "", text: t("watchdog.local") };
  }
  if (!alive || mode === "FALLBACK") {
    return { sign: "▲", look: "trouble", text: t("watchdog.local") };
  }
  return mode === "HOLD" ? { sign: "▲", look: "trouble", text: t("watchdog.hold") } : { sign: "●", look: "", text: t("watchdog.ready") };
}

/** @param {any} overview */
export function watchdog(overview) {
  const control = overview.control;
  const has = holder(overview);
  const heard = control.mode === null ? t("watchdog.unheard") : !control.alive ? t("watchdog.silent", { age: age(control.silentMs) })
    : control.leader ? t("watchdog.heard-of", { age: age(control.silentMs), leader: control.leader, epoch: control.epoch })
      : t("watchdog.heard", { age: age(control.silentMs) });
  return html`<p class="watchdog" data-test="watchdog"><span class="num ${control.mode !== null && !control.alive ? "trouble" : ""}"><b aria-hidden="true">${
    control.mode === null ? "○" : control.alive ? "●" : "▲"}</b> ${heard}</span><span class=${has.look}><b aria-hidden="true">${has.sign}</b> ${has.text}</span></p>`;
}
