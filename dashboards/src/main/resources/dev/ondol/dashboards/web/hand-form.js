// @ts-check
/// Parts of the forms in which operators act by hand: how long, why, and a value that cannot leave its limits.
import { html, nothing } from "lit";
import { age, number, unit } from "./format.js";
import { t } from "./text.js";

/** Reasons to pick from; the operator's own words follow. */
export const REASONS = ["maintenance", "sensor", "people", "weather", "trial", "other"];
const MINUTES = [15, 60, 240];

/** Decimals of values in that unit. @param {string} of */
export function digits(of) {
  return of === "1" || of === "%" ? 0 : 1;
}

/** @param {string} forever words for: until somebody ends it */
export function durationField(forever) {
  return html`<label class="field"><span>${t("hand.for")}</span><select name="minutes" data-test="minutes">${MINUTES.map((minutes) => html`<option
    value=${minutes} ?selected=${minutes === 60}>${age(minutes * 60_000)}</option>`)}<option value="">${forever}</option></select></label>`;
}

/** Pick list and text, both needed. */
export function reasonFields() {
  return html`<label class="field"><span>${t("hand.reason")}</span><select name="pick" required data-test="pick"><option value="">${t("hand.pick")}</option>${
    REASONS.map((reason) => html`<option value=${reason}>${t(`hand.reason.${reason}`)}</option>`)}</select></label>
    <label class="field wide"><span>${t("hand.words")}</span><input name="words" required maxlength="400" data-test="words"></label>`;
}

/** The reason of a form, as it goes into the audit log. @param {FormData} fields */
export function reasonOf(fields) {
  return `${t(`hand.reason.${fields.get("pick")}`)}: ${String(fields.get("words")).trim()}`;
}

/**
 * A number that is put back into its limits as soon as it is left.
 * @param {{ name: string, label: string, value: number, min: number, max: number, unit: string }} of
 * @param {(value: number) => void} [changed]
 */
export function valueField(of, changed) {
  const places = digits(of.unit);
  const clamp = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const value = input.value.trim() === "" ? of.value : Number(input.value);
    input.value = String(Math.min(of.max, Math.max(of.min, Number.isFinite(value) ? value : of.value)));
    changed?.(Number(input.value));
  };
  return html`<label class="field"><span>${of.label}, ${unit(of.unit) || nothing} ${number(of.min, places)} – ${number(of.max, places)}</span><input type="number" name=${of.name}
    min=${of.min} max=${of.max} step="any" required value=${of.value} data-test=${`value-${of.name}`} @change=${clamp}></label>`;
}
