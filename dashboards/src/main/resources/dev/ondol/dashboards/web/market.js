// @ts-check
/// What a kWh costs and emits in the hours to come.
import { html, svg } from "lit";
import { clockTime, money, number, price } from "./format.js";
import { t } from "./text.js";

/** @param {any[]} hours @param {number} now plant time @param {string} currency @param {string} zone */
export function market(hours, now, currency, zone) {
  const coming = hours.filter((hour) => hour.at + 3_600_000 > now).slice(0, 24);
  const present = coming[0];
  if (!present) {
    return html`<p class="nothing">${t("energy.no-market")}</p>`;
  }
  const width = 100 / coming.length;
  const strip = (/** @type {string} */ key, /** @type {string} */ look) => {
    const most = Math.max(...coming.map((hour) => hour[key]));
    return html`<svg class="strip" width="100%" height="40" aria-hidden="true">${coming.map((hour, i) => svg`<rect class="${look} ${i === 0 ? "present" : ""}"
      x="${i * width + 0.2}%" width="${width - 0.4}%" y=${40 - (38 * hour[key]) / most} height=${(38 * hour[key]) / most}></rect>`)}</svg>`;
  };
  const cheapest = coming.reduce((best, hour) => (hour.pricePerKwh < best.pricePerKwh ? hour : best));
  const cleanest = coming.reduce((best, hour) => (hour.carbonKgPerKwh < best.carbonKgPerKwh ? hour : best));
  return html`<dl class="market">
    <div><dt>${t("energy.price")} <span class="label">${t(`level.${present.level}`)}</span></dt>
      <dd class="num"><b>${price(present.pricePerKwh)}</b> ${money(currency)}/kWh</dd>
      <dd>${strip("pricePerKwh", "price")}</dd><dd class="label num">${t("energy.lowest", { time: clockTime(cheapest.at, zone), value: `${price(cheapest.pricePerKwh)} ${money(currency)}/kWh` })}</dd></div>
    <div><dt>${t("energy.carbon")}</dt><dd class="num"><b>${number(1000 * present.carbonKgPerKwh)}</b> gCO₂e/kWh</dd>
      <dd>${strip("carbonKgPerKwh", "carbon")}</dd><dd class="label num">${t("energy.lowest", { time: clockTime(cleanest.at, zone), value: `${number(1000 * cleanest.carbonKgPerKwh)} gCO₂e/kWh` })}</dd></div>
  </dl>`;
}
