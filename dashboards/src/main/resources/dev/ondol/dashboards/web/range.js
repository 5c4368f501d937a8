// @ts-check
/// The switch for the one time range of all panels.
import { html } from "lit";
import { RANGES, chooseRange, period, range } from "./address.js";
import { t } from "./text.js";

export function rangeSwitch() {
  const chosen = period() ? "" : range();
  return html`<span class="switch" role="group" aria-label=${t("trend.range")}>${Object.keys(RANGES).map((one) => html`<button
    aria-pressed=${one === chosen ? "true" : "false"} data-test=${`range-${one}`} @click=${() => chooseRange(one)}>${t(`range.${one}`)}</button>`)}</span>`;
}
