// @ts-check
/// What a replay found, as tables: how well it fits, what was used, what may be broken, each point, and what was wrong with the recording.
import { html, nothing } from "lit";
import { NONE, clockTime, date, number, unit } from "./format.js";
import { known, t } from "./text.js";

/** How far a point is off, against its mean. @param {any} fit */
export function relative(fit) {
  return Math.abs(fit.rmse) / Math.max(1e-9, Math.abs(fit.measured));
}

/** The same in percent; of what stood still there is none. @param {any} fit */
function percent(fit) {
  return relative(fit) > 10 ? NONE : number(100 * relative(fit), 1);
}

/** The two errors by which a model is trusted or not. @param {any} replay */
export function summary(replay) {
  return html`<dl class="replay-errors" data-test="replay-errors">${[["total", replay.total], ["cooling", replay.cooling]].map(([name, fit]) => html`<div><dt>${t(`replay.consumer.${name}`)}: CV(RMSE)</dt>
    <dd class="num"><b>${number(fit.cvRmse, 2)}</b> %</dd></div><div><dt>NMBE</dt><dd class="num"><b>${number(fit.nmbe, 2)}</b> %</dd></div>`)}</dl>`;
}

/** @param {any} replay */
export function fits(replay) {
  const rows = [["total", replay.total], ["cooling", replay.cooling], ...Object.entries(replay.consumers)];
  const before = replay.calibration ? [["total.before", replay.calibration.totalBefore], ["cooling.before", replay.calibration.coolingBefore]] : [];
  return html`<h2>${t("replay.fit")}</h2><p class="label">${t("replay.fit.text", { hours: number(replay.total.hours), out: number(replay.hoursLeftOut) })}</p>
    <table data-test="replay-fit"><thead><tr><th scope="col">${t("replay.percent")}</th><th scope="col" class="r">CV(RMSE)</th><th scope="col" class="r">NMBE</th></tr></thead>
    <tbody>${[...rows, ...before].map(([name, fit]) => html`<tr><th scope="row">${known(`replay.consumer.${name}`) ? t(`replay.consumer.${name}`) : name}</th>
      <td class="num">${number(fit.cvRmse, 2)}</td><td class="num">${number(fit.nmbe, 2)}</td></tr>`)}</tbody></table>`;
}

/** Recorded, simulated and otherwise beside each other; the difference is of the two simulated ones. @param {any} replay */
export function indicators(replay) {
  /** @type {any[]} */
  const of = replay.indicators;
  const other = replay.counterfactual;
  const name = (/** @type {string} */ one, /** @type {number} */ n) => n === 2 && other?.otherPlant ? t(one === "recorded" ? "replay.arm.other-plant" : "replay.in-other-plant", { policy: known(`replay.arm.${one}`) ? t(`replay.arm.${one}`) : one }) : (known(`replay.arm.${one}`) ? t(`replay.arm.${one}`) : one);
  const change = (/** @type {string} */ key) => {
    const [, simulated, under] = of;
    return !under || !simulated[key] ? "" : `${number(100 * (under[key] / simulated[key] - 1), 2)} %`;
  };
  return html`<h2>${t("replay.used")}</h2>
    <table data-test="replay-indicators"><thead><tr><th scope="col"><span class="unseen">${t("replay.figure")}</span></th>${of.map((one, n) => html`<th scope="col" class="r">${name(one.of, n)}</th>`)}${
      other ? html`<th scope="col" class="r">${t("replay.change")}</th>` : nothing}</tr></thead>
    <tbody>${[["facilityKwh", 0], ["coolingKwh", 0], ["pue", 3], ["peakKw", 0]].map(([key, digits]) => html`<tr><th scope="row">${t(`replay.${key}`)}</th>${
      of.map((one) => html`<td class="num">${number(one[key], /** @type {number} */ (digits))}</td>`)}${other ? html`<td class="num">${change(/** @type {string} */ (key))}</td>` : nothing}</tr>`)}</tbody></table>
    ${other ? html`<p data-test="replay-saving">${saving(other)}</p><ul class="gates">${other.gates.map((/** @type {any} */ gate) => html`<li class=${gate.holds ? "" : "exceeds"}>
      <b aria-hidden="true">${gate.holds ? "✓" : "▲"}</b> ${t(gate.holds ? "replay.gate.holds" : "replay.gate.broken", { gate: known(`replay.gate.${gate.name}`) ? t(`replay.gate.${gate.name}`) : gate.name })}
      ${gateFigures(gate)}</li>`)}</ul>` : nothing}`;
}

/** What a gate was judged by; of results that were stored without figures the text that came with them. @param {any} gate */
function gateFigures(gate) {
  const key = `replay.gate.${gate.name}.text`;
  const digits = gate.name === "water" ? 0 : 3;
  return gate.figure === undefined || !known(key) ? html`<span class="label" lang="en">${gate.text}</span>`
    : html`<span class="label">${t(key, { figure: number(gate.figure, digits), operated: number(gate.operated ?? 0, digits) })}</span>`;
}

/** What may be broken, in a sentence. @param {any} one */
function suspect(one) {
  const key = `replay.suspect.${one.kind}${one.followed ? ".followed" : ""}`;
  const bias = one.kind === "sensor bias";
  return one.size === undefined || !known(key) ? html`<span lang="en">${one.text}</span>`
    : html`<span>${t(key, { where: one.where, size: `${bias && one.size > 0 ? "+" : ""}${number(one.size, bias ? 1 : 0)}` })}</span>`;
}

/** What the other operation would have saved, never without saying how sure that is. @param {any} other */
function saving(other) {
  const more = other.savingPercent < 0;
  const percent = number(Math.abs(other.savingPercent), 2);
  if (other.low === null || other.low === undefined) {
    return t(more ? "replay.saving.more.no-interval" : "replay.saving.no-interval", { percent });
  }
  const unsure = other.low <= 0 && other.high >= 0;
  const [low, high] = more && !unsure ? [-other.high, -other.low] : [other.low, other.high];
  return t(unsure ? "replay.saving.not-significant" : more ? "replay.saving.more" : "replay.saving", { percent, low: number(low, 2), high: number(high, 2), days: number(other.days) });
}

/** @param {any} replay */
export function suspects(replay) {
  return html`<h2>${t("replay.suspects")}</h2>${replay.suspects.length === 0 ? html`<p class="label" data-test="replay-suspects">${t("replay.suspects.none")}</p>` : html`
    <p class="label">${t("replay.suspects.text")}</p><ol class="suspects" data-test="replay-suspects">${replay.suspects.map((/** @type {any} */ one) => html`<li>${suspect(one)}
      <span class="label num">${t("replay.score", { score: number(one.score, 1) })}</span></li>`)}</ol>`}
    ${replay.calibration ? html`<h2>${t("replay.calibration")}</h2><p class="label">${t("replay.calibration.text", { hours: number(replay.calibration.trainedHours) })}</p>
      <table><thead><tr><th scope="col">${t("replay.factor")}</th><th scope="col" class="r">${t("replay.value")}</th><th scope="col" class="r">±</th><th scope="col" class="r">${t("replay.later")}</th></tr></thead>
      <tbody>${replay.calibration.factors.map((/** @type {any} */ one) => html`<tr><th scope="row">${one.name}</th><td class="num">${number(one.value, 3)}</td>
        <td class="num">${number(one.standardError, 3)}</td><td class="num">${number(one.later, 3)}</td></tr>`)}</tbody></table>` : nothing}`;
}

/** Every point that was compared, the worst first. @param {any} replay @param {string} chosen @param {(point: string) => void} choose */
export function points(replay, chosen, choose) {
  const all = [...replay.points].sort((a, b) => relative(b) - relative(a));
  return html`<table class="replay-points"><caption class="unseen">${t("replay.points")}</caption><thead><tr><th scope="col">${t("replay.point")}</th><th scope="col" class="r">${t("replay.mean")}</th>
    <th scope="col" class="r">${t("replay.bias")}</th><th scope="col" class="r">RMSE</th><th scope="col" class="r">RMSE %</th><th scope="col">${t("replay.unit")}</th></tr></thead>
    <tbody>${all.map((fit) => html`<tr class=${fit.point === chosen ? "chosen" : ""} data-test="replay-point"><th scope="row"><button class="link" aria-pressed=${fit.point === chosen ? "true" : "false"}
      @click=${() => choose(fit.point)}>${fit.point}</button></th><td class="num">${number(fit.measured, digits(fit.measured))}</td>
      <td class="num">${number(fit.bias, digits(fit.measured) + 1)}</td><td class="num">${number(fit.rmse, digits(fit.measured) + 1)}</td>
      <td class="num">${percent(fit)}</td><td>${unit(fit.unit)}</td></tr>`)}</tbody></table>`;
}

/** Digits behind the point that a value of that size needs. @param {number} value */
export function digits(value) {
  const size = Math.abs(value);
  return size >= 1000 ? 0 : size >= 10 ? 1 : 2;
}

/** What was wrong with the recording. @param {any} replay @param {string} zone */
export function irregularities(replay, zone) {
  return replay.irregularities.length === 0 ? html`<p class="label" data-test="replay-irregularities">${t("replay.irregularities.none")}</p>` : html`
    <ul class="irregularities" data-test="replay-irregularities">${replay.irregularities.map((/** @type {any} */ one) => html`<li><b>${known(`replay.irregular.${one.kind}`) ? t(`replay.irregular.${one.kind}`) : one.kind}</b>
      ${one.from ? html`<span class="num">${date(Date.parse(one.from), zone)} ${clockTime(Date.parse(one.from), zone)}</span>` : nothing} <span lang="en">${one.text}</span></li>`)}</ul>`;
}

/** Alarms and acts of the window. @param {any[]} events @param {string} zone @param {number} at @param {(plant: number) => void} seek */
export function happenings(events, zone, at, seek) {
  return events.length === 0 ? html`<p class="label">${t("replay.events.none")}</p>` : html`<ul class="happenings">${events.map((one) => html`<li class=${one.plant <= at ? "" : "coming"}>
    <button class="link num" @click=${() => seek(one.plant)}>${date(one.plant, zone)} ${clockTime(one.plant, zone)}</button>
    <span>${eventText(one)}</span></li>`)}</ul>`;
}

/** @param {any} one */
export function eventText(one) {
  const kind = known(`replay.event.${one.kind}`) ? t(`replay.event.${one.kind}`) : one.kind;
  return `${kind} · ${one.what} · ${one.subject} · ${one.how}`;
}
