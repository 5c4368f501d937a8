// @ts-check
/// What is to be replayed: data set, window, policy; and the button that asks for it. Times are the site's.
import { html, nothing } from "lit";
import { session } from "./session.js";
import { t } from "./text.js";
import { zoneOffset } from "./trend-data.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHORTEST = 5 * HOUR;
const LONGEST = 62 * DAY;

/** @typedef {{ id: string, from?: number, to?: number }} Source */
/** @typedef {{ source: string, from: number, to: number, policy: string, calibrate: boolean, at: null, plant: string | null, name: string | null }} Wish */
/** @typedef {{ id: string, where: string, yaml: string }} Change */

/** A data set as people call it. @param {string} id */
export function sourceName(id) {
  const [kind, name] = id.split("/");
  return name === undefined ? t("replay.source.historian") : t(`replay.source.${kind}`, { name });
}

/** Local text of a time, 24 hours: 2022-07-01 06:00. @param {number} millis @param {string} zone */
function local(millis, zone) {
  return Number.isFinite(millis) ? new Date(millis + zoneOffset(millis, zone)).toISOString().slice(0, 16).replace("T", " ") : "";
}

/** Plant time of a local text; NaN where it is none. @param {string} text @param {string} zone */
function plant(text, zone) {
  const parts = /^\s*(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?\s*$/.exec(text);
  const guess = parts ? Date.parse(`${parts[1]}T${parts[2] ?? "00:00"}:00Z`) : Number.NaN;
  return Number.isFinite(guess) ? guess - zoneOffset(guess - zoneOffset(guess, zone), zone) : Number.NaN;
}

/** The usual window of a data set: its last day, in whole hours; all of it where it is shorter. @param {Source | undefined} source */
export function usualWindow(source) {
  if (source?.from === undefined || source.to === undefined) {
    return { from: Number.NaN, to: Number.NaN };
  }
  const to = Math.ceil(source.to / HOUR) * HOUR;
  return { from: Math.max(Math.floor(source.from / HOUR) * HOUR, to - DAY), to };
}

/** Why it cannot be asked for now; empty where it can. @param {Wish} wish @param {boolean} connected @param {any} overview */
function hindrance(wish, connected, overview) {
  if (!session.may("engineer")) {
    return t("permission.engineer");
  }
  if (!connected) {
    return t("replay.not-connected");
  }
  if (!overview) {
    return t("replay.loading");
  }
  if (!overview.alive) {
    return t("replay.no-replayer");
  }
  if (!wish.source) {
    return t("replay.no-source");
  }
  if (wish.name && !/^[a-z0-9][a-z0-9._-]{0,63}$/.test(wish.name)) {
    return t("replay.name-form");
  }
  const length = wish.to - wish.from;
  return length >= SHORTEST && length <= LONGEST ? "" : t("replay.window-length");
}

/** What is other in the plant, and the name that its result is kept by: closed until somebody asks. @param {Wish} wish @param {Change[]} changes @param {(part: Partial<Wish>) => void} change */
function whatIf(wish, changes, change) {
  const text = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).value;
  return html`<details class="what-if"><summary data-test="what-if">${t("replay.what-if")}${wish.plant ? html` <span class="chip">${t("replay.arm.other-plant")}</span>` : nothing}${
    wish.name ? html` <span class="chip">${t("replay.kept-as", { name: wish.name })}</span>` : nothing}</summary>
    <div class="what-if-fields"><div class="field"><label for="replay-plant">${t("replay.plant")}</label>
      <textarea id="replay-plant" class="num" rows="4" spellcheck="false" maxlength="8192" data-test="replay-plant" placeholder=${t("replay.plant.none")} .value=${wish.plant ?? ""}
        @change=${(/** @type {Event} */ event) => change({ plant: text(event) })}></textarea></div>
    <div class="what-if-side"><p class="label">${t("replay.plant.begin")}</p><p class="plant-changes">${changes.map((one) => html`<button type="button" data-test=${`change-${one.id}${one.where ? `-${one.where}` : ""}`}
      @click=${() => change({ plant: one.yaml })}>${t(`replay.change.${one.id}`, { where: one.where.toUpperCase() })}</button>`)}</p>
      <label class="field"><span>${t("replay.keep-as")}</span><input autocomplete="off" spellcheck="false" maxlength="64" data-test="replay-name" placeholder="one-chiller-less" .value=${wish.name ?? ""}
        @change=${(/** @type {Event} */ event) => change({ name: text(event).trim() })}></label></div></div></details>`;
}

/**
 * @param {{ wish: Wish, overview: any, connected: boolean, busy: boolean, zone: string, change: (part: Partial<Wish>) => void, start: () => void }} form
 */
export function replayForm({ wish, overview, connected, busy, zone, change, start }) {
  const why = hindrance(wish, connected, overview);
  /** @type {Source[]} */
  const sources = overview?.sources ?? [];
  const listed = wish.source && !sources.some((one) => one.id === wish.source) ? [{ id: wish.source }, ...sources] : sources;
  const target = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target);
  const time = (/** @type {"from" | "to"} */ end) => html`<label class="field"><span>${t(`replay.${end}`)}</span><input class="time num" inputmode="numeric" autocomplete="off" placeholder="2022-07-01 06:00"
    data-test=${`replay-${end}`} .value=${local(wish[end], zone)} @change=${(/** @type {Event} */ event) => {
      const input = target(event);
      const at = plant(input.value, zone);
      input.setCustomValidity(Number.isFinite(at) ? "" : t("replay.time-form"));
      if (input.reportValidity()) {
        change({ [end]: at });
      }
    }}></label>`;
  return html`<form class="replay-form" aria-label=${t("replay.what")} @submit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    start();
  }}>
    <h1>${t("screen.replay")}</h1>
    <label class="field"><span>${t("replay.source")}</span><select data-test="replay-source" ?disabled=${listed.length === 0}
      @change=${(/** @type {Event} */ event) => change({ source: target(event).value })}>${listed.length === 0
        ? html`<option value="">${t("replay.source.none")}</option>` : nothing}${listed.map((one) => html`<option value=${one.id}
        .selected=${one.id === wish.source}>${sourceName(one.id)}</option>`)}</select></label>
    ${time("from")}${time("to")}
    <label class="field"><span>${t("replay.policy")}</span><select data-test="replay-policy"
      @change=${(/** @type {Event} */ event) => change({ policy: target(event).value })}>${["recorded", "good-practice", "best-static", "ondol"].map((one) => html`<option
      value=${one} .selected=${one === wish.policy}>${t(`replay.policy.${one}`)}</option>`)}</select></label>
    <label class="tick-box" title=${t("replay.calibrate.text")}><input type="checkbox" data-test="replay-calibrate" .checked=${wish.calibrate}
      @change=${(/** @type {Event} */ event) => change({ calibrate: target(event).checked })}>${t("replay.calibrate")}</label>
    <span class="spring"></span>
    <button class="primary" type="submit" data-test="replay-start" ?disabled=${why !== "" || busy} title=${why || t("replay.start.text")}
      aria-describedby=${why ? "replay-why" : nothing}>${busy ? t("replay.asking") : t("replay.start")}</button>
    ${why ? html`<p class="label" id="replay-why" data-test="replay-why">${why}</p>` : nothing}
    ${whatIf(wish, overview?.changes ?? [], change)}
  </form>`;
}
