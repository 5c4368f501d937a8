// @ts-check
/// The buttons of the replay's clock, and the values where it stands.
import { html, nothing } from "lit";
import { clockTime, date, number, unit, zoneName } from "./format.js";
import { SPEEDS } from "./replay-clock.js";
import { digits } from "./replay-tables.js";
import { t } from "./text.js";

/** @param {import("./replay-clock.js").ReplayClock} clock @param {string} zone @param {() => void} stay after each of them */
export function transport(clock, zone, stay) {
  const at = `${date(clock.at, zone)} ${clockTime(clock.at, zone, true)}`;
  const act = (/** @type {() => void} */ what) => () => {
    what();
    stay();
  };
  const icon = (/** @type {string} */ key, /** @type {string} */ sign, /** @type {() => void} */ what) => html`<button class="icon" data-test=${`replay-${key}`} aria-label=${t(`replay.${key}`)}
    title=${t(`replay.${key}`)} @click=${act(what)}><span aria-hidden="true">${sign}</span></button>`;
  return html`<div class="transport" role="group" aria-label=${t("replay.clock")}>${icon("first", "|◀", () => clock.seek(clock.from))}${icon("back", "◁", () => clock.step(-1))}
    <button class="primary" data-test="replay-play" @click=${act(() => clock.toggle())}><span aria-hidden="true">${clock.runs ? "❚❚" : "▶"}</span> ${t(clock.runs ? "replay.pause" : "replay.play")}</button>
    ${icon("step", "▷", () => clock.step(1))}
    <span class="switch" role="group" aria-label=${t("replay.speed")}>${SPEEDS.map((one) => html`<button aria-pressed=${one === clock.speed ? "true" : "false"} data-test=${`speed-${one}`}
      @click=${act(() => clock.choose(one))}>${one === "max" ? t("replay.max") : `${one}×`}</button>`)}</span>
    <input type="range" data-test="replay-seek" aria-label=${t("replay.seek")} aria-valuetext=${at} min=${clock.from} max=${clock.to} step=${clock.slotMs} .value=${String(clock.at)}
      @input=${(/** @type {Event} */ event) => clock.seek(Number(/** @type {HTMLInputElement} */ (event.target).value))} @change=${stay}>
    <span class="num transport-at" data-test="replay-at">${at} ${zoneName(clock.at, zone)}</span></div>`;
}

/** @param {any} line @param {any} slots @param {number} at @param {string} policy */
export function readout(line, { start, slotMs, slots }, at, policy) {
  const i = Math.max(0, Math.min(slots - 1, Math.floor((at - start) / slotMs)));
  const fact = (/** @type {string} */ key, /** @type {number | null} */ value, /** @type {string} */ label) => html`<div data-test=${`replay-${key}`}><dt>${label}</dt><dd class="num"><b>${
    number(value, digits(value ?? 0))}</b> ${value === null ? "" : unit(line.unit)}</dd></div>`;
  const [a, b] = [line.recorded[i], line.simulated[i]];
  return html`<dl class="readout">${fact("recorded", a, t("replay.recorded"))}${fact("simulated", b, t("replay.simulated"))}${fact("residual", a === null || b === null ? null : a - b, t("replay.residual"))}${
    line.otherwise ? fact("otherwise", line.otherwise[i], t("replay.under", { policy })) : nothing}</dl>`;
}
