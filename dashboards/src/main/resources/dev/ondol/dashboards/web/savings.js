// @ts-check
/// What was measured to be saved: the newest measurement of each meter with its interval. Without one, nothing is told.
import { html, nothing } from "lit";
import { number } from "./format.js";
import { t } from "./text.js";

/**
 * @typedef {object} Saving
 * @property {"facility" | "cooling"} meter
 * @property {string} from
 * @property {string} to
 * @property {number} ondolDays
 * @property {number} baselineDays
 * @property {number} percent
 * @property {number} low
 * @property {number} high
 * @property {number} savedKwh
 * @property {boolean} significant
 */

/** @param {Saving} saving @param {(meter: string) => void} [show] how it was measured */
function measured(saving, show) {
  const interval = t("savings.interval", { low: number(saving.low, 1), high: number(saving.high, 1) });
  return html`<div data-test=${`saving-${saving.meter}`}><h3>${t(`savings.meter.${saving.meter}`)}</h3>
    <p class="value"><span class="num">${saving.significant ? `${number(saving.percent, 1)} %` : t("savings.not-yet")}</span></p>
    <p class="num">${saving.significant ? interval : t("savings.not-yet.text", { percent: number(saving.percent, 1), interval })}</p>
    ${saving.significant ? html`<p class="num">${t("savings.kwh", { mwh: number(saving.savedKwh / 1000, 1), days: saving.ondolDays })}</p>` : nothing}
    <p class="label num">${t("savings.days", { from: saving.from, to: saving.to, ondol: saving.ondolDays, baseline: saving.baselineDays })}</p>${show ? html`<p><button
      data-test=${`evidence-${saving.meter}`} @click=${() => show(saving.meter)}>${t("evidence.show")}</button></p>` : nothing}</div>`;
}

/** The saving of the whole facility, or else of the cooling, in one line. @param {Saving[]} savings */
export function savedInShort(savings) {
  const saving = savings.find((each) => each.meter === "facility") ?? savings[0];
  return !saving ? t("savings.short.none") : !saving.significant ? t("savings.short.not-yet")
    : t("savings.short", { percent: number(saving.percent, 1), low: number(saving.low, 1), high: number(saving.high, 1) });
}

/** @param {Saving[]} savings @param {(meter: string) => void} [show] */
export function savingsFacts(savings, show) {
  const wholeFirst = [...savings].sort((one, other) => other.meter.localeCompare(one.meter));
  return html`${wholeFirst.map((saving) => measured(saving, show))}<p class="label">${t("savings.method")}</p>`;
}
