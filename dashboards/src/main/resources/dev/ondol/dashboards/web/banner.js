// @ts-check
/// Banners under the header: only what takes the ground from under the numbers, or from under the control of the plant.
import { html } from "lit";
import { age, clockTime } from "./format.js";
import { silence } from "./header.js";
import { t } from "./text.js";

/** @typedef {import("./live.js").LiveState} LiveState */
/** @typedef {{ id: string, look: "" | "warn" | "bad", text: string, button?: { text: string, act: () => void } }} Banner */

/** Most important first; at most two are shown, the others say the same. @param {LiveState} state @returns {Banner[]} */
function all(state) {
  /** @type {Banner[]} */
  const list = [];
  const overview = state.overview;
  if (state.heardAt > 0 && !state.connected) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    list.push({ id: "socket", look: "", text: t("banner.socket", {
      seconds: Math.max(0, Math.ceil((state.retryAt - Date.now()) / 1000)), at: clockTime(state.heardAt, zone, true),
    }) });
    return list;
  }
  if (!overview) {
    return list;
  }
  if (!overview.feed.broker) {
    list.push({ id: "broker", look: "bad", text: t("banner.broker") });
  } else if (overview.feed.state === "STALE" || overview.feed.state === "GONE") {
    list.push({ id: "stale", look: "", text: t("banner.stale", { age: age(silence(state)) }) });
  } else if (overview.feed.offline.length > 0) {
    list.push({ id: "offline", look: "", text: t("banner.offline", { sources: overview.feed.offline.join(", ") }) });
  }
  const control = overview.control;
  if (control.mode !== null && !control.alive) {
    list.push({ id: "control", look: "bad", text: t("banner.control", { age: age(control.silentMs) }) });
  } else if (control.mode === "HOLD") {
    list.push({ id: "hold", look: "warn", text: t("banner.hold") });
  } else if (control.mode === "FALLBACK") {
    list.push({ id: "fallback", look: "warn", text: t("banner.fallback") });
  }
  if (overview.past && !overview.past.reachable) {
    list.push({ id: "historian", look: "", text: t("banner.historian") });
  }
  if (state.outdated) {
    list.push({ id: "outdated", look: "", text: t("banner.outdated"),
      button: { text: t("action.reload"), act: () => location.reload() } });
  }
  return list;
}

/** @param {LiveState} state */
export function banners(state) {
  return all(state).slice(0, 2).map((banner) => html`<div class="banner ${banner.look}"
    data-test=${`banner-${banner.id}`}><b aria-hidden="true">${banner.look ? "▲" : "■"}</b><span>${banner.text}</span>
    ${banner.button ? html`<button @click=${banner.button.act}>${banner.button.text}</button>` : ""}</div>`);
}
