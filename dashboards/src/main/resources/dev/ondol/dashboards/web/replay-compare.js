// @ts-check
/// What was kept by name, side by side: replays of another plant or operation, and simulated scenarios; each against the one that is chosen.
import { LitElement, html, nothing } from "lit";
import { get } from "./api.js";
import { NONE, clockTime, date, number } from "./format.js";
import { sourceName } from "./replay-form.js";
import { asked } from "./replay-runs.js";
import { known, t } from "./text.js";

/** What a kept replay found of its own question: the other operation or plant, or the plant as operated. @param {any} one */
function figures(one) {
  const [, simulated, otherwise] = one.figures.indicators;
  return otherwise ?? simulated;
}

class ReplayCompare extends LitElement {
  static properties = { zone: { attribute: false }, language: { attribute: false }, kept: { state: true }, problem: { state: true }, first: { state: true } };

  constructor() {
    super();
    this.zone = "UTC";
    this.language = "";
    /** @type {any} */
    this.kept = null;
    this.problem = "";
    /** What the others are held against, in each table. @type {Record<string, string>} */
    this.first = {};
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    void get("/api/v1/replays/kept").then((answer) => {
      this.problem = answer.ok ? "" : answer.code;
      this.kept = answer.ok ? answer.body : null;
    });
  }

  /**
   * @param {string} title @param {any[]} rows with name, note, act and values @param {{ key: string, digits: number, plain?: boolean }[]} columns plain: told by the difference itself, not in percent
   * @param {(row: any) => unknown} [last] what stands behind the figures @param {string} [lastTitle]
   */
  table(title, rows, columns, last, lastTitle = "") {
    const first = rows.find((row) => row.name === this.first[title]) ?? rows[0];
    const difference = (/** @type {any} */ row, /** @type {{ key: string, digits: number, plain?: boolean }} */ { key, digits, plain }) => {
      const [value, of] = [row.values[key], first.values[key]];
      return row === first || !Number.isFinite(value) || !Number.isFinite(of) || (of === 0 && !plain) ? nothing : html`<span class="label">${value > of ? "+" : ""}${
        plain ? number(value - of, digits) : `${number(100 * (value / of - 1), 2)} %`}</span>`;
    };
    return html`<div class="scroller" tabindex="0" role="group" aria-label=${t(title)}><table class="compare" data-test=${title}><caption class="unseen">${t(title)}</caption><thead><tr><th scope="col">${t("compare.against")}</th>
      <th scope="col">${t("compare.name")}</th>${columns.map((one) => html`<th scope="col" class="r">${t(`compare.${one.key}`)}</th>`)}${last ? html`<th scope="col">${t(lastTitle)}</th>` : nothing}</tr></thead>
      <tbody>${rows.map((row) => html`<tr class=${row === first ? "chosen" : ""} data-test="compared"><td><input type="radio" name=${title} aria-label=${t("compare.against.of", { name: row.name })} .checked=${row === first}
        @change=${() => { this.first = { ...this.first, [title]: row.name }; }}></td><th scope="row">${row.act ? html`<button class="link" @click=${row.act}>${row.name}</button>` : row.name}<span class="why">${row.note}</span></th>
        ${columns.map((one) => html`<td class="num">${Number.isFinite(row.values[one.key]) ? number(row.values[one.key], one.digits) : NONE} ${difference(row, one)}</td>`)}${last ? html`<td>${last(row)}</td>` : nothing}</tr>`)}</tbody></table></div>`;
  }

  replays() {
    const rows = this.kept.replays.map((/** @type {any} */ one) => ({ name: one.run.request.name, values: figures(one), other: one.figures.counterfactual, window: `${one.run.request.source} ${one.run.request.from} ${one.run.request.to}`,
      act: () => this.dispatchEvent(new CustomEvent("ondol-open", { detail: one.run.id })),
      note: `${sourceName(one.run.request.source)}, ${date(one.run.request.from, this.zone)} ${clockTime(one.run.request.from, this.zone)} – ${date(one.run.request.to, this.zone)} ${clockTime(one.run.request.to, this.zone)} · ${asked(one.run.request, this.zone)}` }));
    const broken = (/** @type {any} */ row) => (row.other?.gates ?? []).filter((/** @type {any} */ gate) => !gate.holds).map((/** @type {any} */ gate) => (known(`replay.gate.${gate.name}`) ? t(`replay.gate.${gate.name}`) : gate.name));
    return html`${new Set(rows.map((/** @type {any} */ row) => row.window)).size > 1 ? html`<p class="notice" data-test="compare-windows">${t("compare.windows")}</p>` : nothing}${
      this.table("compare.replays", rows, [{ key: "facilityKwh", digits: 0 }, { key: "coolingKwh", digits: 0 }, { key: "pue", digits: 3 }, { key: "peakKw", digits: 0 }],
        (row) => (!row.other ? NONE : broken(row).length === 0 ? t("compare.gates.hold") : html`<span class="exceeds"><b aria-hidden="true">▲</b> ${t("compare.gates.broken", { gates: broken(row).join(", ") })}</span>`), "compare.gates")}`;
  }

  scenarios() {
    const rows = this.kept.scenarios.map((/** @type {any} */ one) => ({ name: one.name, values: one,
      note: `${known(`replay.policy.${one.policy}`) ? t(`replay.policy.${one.policy}`) : one.policy}${one.plant ? `, ${t("replay.arm.other-plant")}` : ""} · ${one.weather}, ${one.from}, ${t("compare.days", { n: number(one.days) })}` }));
    const unlike = ["site", "from", "days"].some((key) => new Set(this.kept.scenarios.map((/** @type {any} */ one) => one[key])).size > 1);
    return html`${unlike ? html`<p class="notice">${t("compare.unlike")}</p>` : nothing}${this.table("compare.scenarios", rows, [{ key: "facilityKwh", digits: 0 }, { key: "coolingKwh", digits: 0 }, { key: "pue", digits: 3 },
      { key: "peakKw", digits: 0 }, { key: "waterLitres", digits: 0 }, { key: "kwhPerGpuHour", digits: 3 }, { key: "maxInletC", digits: 1, plain: true }, { key: "servicePercent", digits: 2, plain: true }])}`;
  }

  render() {
    if (this.problem) {
      return html`<p class="problem" role="alert">${known(`problem.${this.problem}`) ? t(`problem.${this.problem}`) : this.problem}</p>`;
    }
    if (!this.kept) {
      return html`<div class="skeleton"></div>`;
    }
    return html`<h2>${t("compare.replays")}</h2>${this.kept.replays.length === 0 ? html`<p class="nothing">${t("compare.replays.none")}</p>` : this.replays()}
      <h2>${t("compare.scenarios")}</h2>${this.kept.scenarios.length === 0 ? html`<p class="nothing">${t("compare.scenarios.none")} <code>./ondol simulate --keep NAME</code></p>` : this.scenarios()}`;
  }
}

customElements.define("ondol-replay-compare", ReplayCompare);
