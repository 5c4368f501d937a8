// @ts-check
/// The header: which site, how fresh, what time at the plant, who is in charge, and the way out of AUTO.
import { html, nothing } from "lit";
import { age, clockTime, date, number, zoneName } from "./format.js";
import { href, screen } from "./address.js";
import { unkept } from "./conflicts.js";
import { language, t } from "./text.js";
import { session } from "./session.js";
import "./mode.js";
import "./user.js";

/** @typedef {import("./live.js").LiveState} LiveState */

/** What the header's buttons do. @typedef {{ language: () => void, theme: () => void, help: () => void, search: () => void }} Actions */

/** How old the newest news is: silence of the feed + time since this tab heard of it. @param {LiveState} state */
export function silence(state) {
  return (state.overview?.feed.silentMs ?? 0) + Math.max(0, Date.now() - state.heardAt);
}

/** @param {LiveState} state */
function freshness(state) {
  if (!state.overview) {
    return html`<span class="chip" data-test="live"><b aria-hidden="true">○</b> ${t("live.connecting")}</span>`;
  }
  if (!state.connected) {
    return html`<span class="chip stale" data-test="live"><b aria-hidden="true">✕</b> ${t("live.offline")}
      <span class="num">${age(Date.now() - state.heardAt)}</span></span>`;
  }
  switch (state.overview.feed.state) {
    case "GOOD":
      return html`<span class="chip" data-test="live"><b aria-hidden="true">●</b> ${t("live.live")}
        <span class="num">${age(silence(state))}</span></span>`;
    case "MISSING":
      return html`<span class="chip" data-test="live"><b aria-hidden="true">○</b> ${t("live.waiting")}</span>`;
    default:
      return html`<span class="chip stale" data-test="live"><b aria-hidden="true">▲</b> ${t("live.stale")}
        <span class="num">${age(silence(state))}</span></span>`;
  }
}

/** @param {LiveState} state */
function rate(state) {
  const { clock, effectiveRate } = state.overview;
  if (effectiveRate === null) {
    return clock.rate > 0 ? t("clock.rate", { rate: number(clock.rate) }) : t("clock.lockstep");
  }
  if (clock.rate === 0) {
    return t("clock.lockstep-at", { rate: number(effectiveRate) });
  }
  const off = Math.abs(effectiveRate - clock.rate) > 0.15 * clock.rate;
  return off ? t("clock.rate-behind", { rate: number(clock.rate), now: number(effectiveRate, effectiveRate < 10 ? 1 : 0) })
    : t("clock.rate", { rate: number(clock.rate) });
}

/** @param {LiveState} state */
function plantTime(state) {
  const clock = state.overview?.clock;
  if (!clock) {
    return nothing;
  }
  const zone = state.site.timeZone;
  return html`<span class="plant-time" title=${t("clock.title", { zone })}>
    <span class="label">${clock.simulated ? t("clock.simulated") : t("clock.plant")}</span>
    <span class="num" data-test="plant-time">${date(clock.plant, zone)} <b>${clockTime(clock.plant, zone)}</b></span>
    <span class="label">${zoneName(clock.plant, zone)}</span>
    <span class="num rate" data-test="rate">${rate(state)}</span></span>`;
}

/** @param {LiveState} state */
function solver(state) {
  const overview = state.overview;
  if (!overview) {
    return nothing;
  }
  if (!state.connected) {
    return html`<span class="chip stale" data-test="solver"><b aria-hidden="true">✕</b> ${t("solver.unknown")}</span>`;
  }
  const role = overview.roles.optimize;
  if (role && !role.alive) {
    return html`<span class="chip warn" data-test="solver"><b aria-hidden="true">▲</b>
      ${t("solver.silent", { age: age(role.silentMs) })}</span>`;
  }
  if (!overview.plan) {
    return html`<span class="chip" data-test="solver"><b aria-hidden="true">○</b>
      ${role ? t("solver.no-plan") : t("solver.none")}</span>`;
  }
  const old = overview.clock ? overview.clock.plant - overview.plan.cycle : 0;
  const late = old > 3 * 300_000;
  const broken = unkept(overview.plan.conflicts);
  if (broken > 0 && !late) {
    return html`<span class="chip warn" data-test="solver" title=${t("solver.plan", { age: age(old) })}><b aria-hidden="true">▲</b>
      <a href=${href("cooling")}>${t("solver.unkept", { n: number(broken) })}</a></span>`;
  }
  return html`<span class="chip ${late ? "warn" : ""}" data-test="solver"><b aria-hidden="true">${late ? "▲" : "●"}</b>
    ${t("solver.plan", { age: age(old) })}</span>`;
}

/** @param {LiveState} state @param {Actions} actions */
export function header(state, actions) {
  return html`<header>
    <a class="product" href="/"><span class="logo" aria-hidden="true"></span>Ondol</a>
    <span class="site" data-test="site">${state.site?.name ?? ""}</span>
    ${freshness(state)}
    ${plantTime(state)}
    <span class="spring"></span>
    ${solver(state)}
    <ondol-mode .overview=${state.overview} .connected=${state.connected} .language=${language()} .replay=${screen() === "replay"}></ondol-mode>
    <ondol-user .who=${session.who} .language=${language()}></ondol-user>
    <span class="tools">
      <button class="quiet icon" data-test="search-button" aria-label=${t("search.title")} title=${t("search.title")}
        @click=${actions.search}><svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true"><circle class="lens" cx="6" cy="6" r="4.500"></circle><line class="lens" x1="9.500" y1="9.500" x2="13" y2="13"></line></svg></button>
      <button class="quiet" data-test="language" lang=${language() === "ko" ? "en" : "ko"}
        @click=${actions.language}>${language() === "ko" ? "English" : "한국어"}</button>
      <button class="quiet icon" data-test="theme" aria-label=${t("action.theme")} title=${t("action.theme")}
        @click=${actions.theme}><span aria-hidden="true">◐</span></button>
      <button class="quiet icon" data-test="help" aria-label=${t("action.help")} title=${t("action.help")}
        @click=${actions.help}><span aria-hidden="true">?</span></button>
    </span>
  </header>`;
}
