// @ts-check
/// What an operator does by hand, in the detail pane: hold a set-point at a value and let it go, take a machine out of service
/// and give it back. The plant's gateway and control answer; what stands comes with the live data.
import { LitElement, html, nothing } from "lit";
import { send } from "./api.js";
import { NONE, age, clockTime, date, number, unit } from "./format.js";
import { digits, durationField, reasonFields, reasonOf, valueField } from "./hand-form.js";
import { place } from "./names.js";
import { envelope } from "./plan.js";
import { because } from "./reasons.js";
import { session } from "./session.js";
import { known, t } from "./text.js";

/** Who holds a set-point; undefined where nobody does. @param {any} overview @param {string} point */
export function holder(overview, point) {
  return overview.byHand?.overrides.find((/** @type {any} */ each) => each.point === point);
}

/** The entry of a machine that is out of service; undefined where it is not. @param {any} overview @param {string} id */
export function outOfService(overview, id) {
  return overview.byHand?.lockouts.find((/** @type {any} */ each) => each.unit === id);
}

/** @param {any} held */
export function handChip(held) {
  return held ? html`<span class="chip hand" data-test="hand" title=${t("hand.held", { by: held.principal, reason: held.reason })}><b aria-hidden="true">H</b> ${t("hand.chip")}${
    held.until ? html` <span class="num">${age(held.until - Date.now())}</span>` : nothing}</span>` : nothing;
}

/** @param {any} out */
export function outChip(out) {
  return out ? html`<span class="chip hand" data-test="out" title=${t("hand.held", { by: out.principal, reason: out.reason })}><b aria-hidden="true">✕</b> ${t("hand.out")}</span>` : nothing;
}

class ByHand extends LitElement {
  static properties = { setpoint: { attribute: false }, unit: { attribute: false }, overview: { attribute: false }, zone: { attribute: false }, language: { attribute: false },
    form: { state: true }, asking: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** The row of a set-point; null where a machine is shown. @type {any} */
    this.setpoint = null;
    /** The row of a machine. @type {any} */
    this.unit = null;
    /** @type {any} */
    this.overview = null;
    this.zone = "UTC";
    this.language = "";
    this.form = false;
    this.asking = false;
    this.problem = "";
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    const name = (/** @type {any} */ row) => row?.point ?? row?.id;
    if ((changed.has("setpoint") && name(changed.get("setpoint")) !== name(this.setpoint)) || (changed.has("unit") && name(changed.get("unit")) !== name(this.unit))) {
      Object.assign(this, { form: false, problem: "" });
    }
  }

  /** @param {"POST" | "DELETE"} method @param {string} path @param {any} [body] */
  async act(method, path, body) {
    this.asking = true;
    this.problem = "";
    const answer = await send(method, path, body);
    this.asking = false;
    this.problem = answer.ok ? "" : answer.code;
    this.form = this.form && !answer.ok;
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault();
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
    if (this.unit) {
      return void this.act("POST", "/api/v1/lockouts", { unit: this.unit.id, reason: reasonOf(fields) });
    }
    const minutes = String(fields.get("minutes"));
    return void this.act("POST", "/api/v1/overrides", { point: this.setpoint.point, value: Number(fields.get("value")),
      seconds: minutes === "" ? null : Number(minutes) * 60, reason: reasonOf(fields) });
  }

  /** @param {[string, unknown][]} facts */
  facts(facts) {
    return html`<dl class="facts">${facts.map(([key, value]) => html`<div><dt>${t(key)}</dt><dd class="num">${value}</dd></div>`)}</dl>`;
  }

  /** Who stands behind it, and since when. @param {any} entry */
  behind(entry) {
    return html`<p class="notice" data-test="behind">${t("hand.held", { by: entry.principal, reason: entry.reason || NONE })}<br><span class="label num">${t("hand.since", {
      time: `${date(entry.since, this.zone)} ${clockTime(entry.since, this.zone)}` })}${entry.until ? ` · ${t("hand.until", { time: clockTime(entry.until, this.zone), left: age(entry.until - Date.now()) })}`
        : ""}</span></p>`;
  }

  /** Buttons of either kind: one that opens the form (empty: none), and one that ends what stands. @param {boolean} stands @param {string} begin @param {string} end @param {() => void} finish */
  buttons(stands, begin, end, finish) {
    const may = session.may("operate");
    const why = may ? nothing : t("permission.operate");
    const key = `problem.hand.${this.problem}`;
    return html`${this.problem ? html`<p class="problem" role="alert" data-test="hand-problem">${known(key) ? t(key) : known(`problem.${this.problem}`) ? t(`problem.${this.problem}`)
        : t("problem.unknown", { code: this.problem, detail: "" })}</p>` : nothing}
      ${may ? nothing : html`<p class="label" data-test="hand-not-permitted">${t("permission.operate")}</p>`}
      <p class="acts">${begin ? html`<button data-test=${begin} title=${why} ?disabled=${!may || this.asking} aria-expanded=${this.form ? "true" : "false"} @click=${() => { this.form = !this.form; }}>${
        t(`hand.${begin}`)}</button>` : nothing}${stands ? html`<button data-test=${end} title=${why} ?disabled=${!may || this.asking} @click=${finish}>${t(`hand.${end}`)}</button>` : nothing}</p>`;
  }

  aSetpoint() {
    const row = this.setpoint;
    const places = digits(row.unit);
    const held = holder(this.overview, row.point);
    const value = (/** @type {number | null | undefined} */ of) => `${number(of, places)} ${unit(row.unit)}`;
    return html`<div class="rec-head"><b>${place(row.point)}</b><span class="spring"></span>${handChip(held)}</div><p class="label">${row.point}</p>
      <div class="scroller" tabindex="0" role="group" aria-label=${place(row.point)}>${this.facts([["plan.in-force", value(row.inForce.value)], ["cooling.actual", value(row.actual?.value)],
        ["plan.next", row.changes ? value(row.next) : row.next === null ? NONE : t("plan.holds")], ["plan.limits", `${number(row.min, places)} – ${row.max >= 1e5 ? "∞" : number(row.max, places)}`],
        ["hand.step", value(row.slew)], ["hand.why", row.reason ? because(row.reason) : NONE]])}
      <p>${envelope({ ...row, inForce: row.inForce.value, next: row.next ?? row.inForce.value })}</p>
      ${held ? this.behind(held) : nothing}
      ${this.form ? html`<form class="hand-form" @submit=${this.submit}><p>${t("hand.override.effect")}</p>${valueField({ name: "value", label: place(row.point), value: held?.value ?? row.inForce.value ?? row.min,
        min: row.min, max: row.max, unit: row.unit })}${durationField(t("hand.forever"))}${reasonFields()}<button class="primary" data-test="hold-go">${t("hand.hold.go")}</button></form>` : nothing}</div>
      ${this.buttons(held !== undefined, "hold", "release", () => this.act("DELETE", `/api/v1/overrides/${row.point.split("/").map(encodeURIComponent).join("/")}`))}`;
  }

  aUnit() {
    const each = this.unit;
    const out = outOfService(this.overview, each.id);
    const shown = (/** @type {any} */ figure, /** @type {number} */ places, /** @type {string} */ of) => (figure ? `${number(figure.value, places)} ${of}` : NONE);
    return html`<div class="rec-head"><b>${each.id}</b><span class="label">${t(`unit.${each.kind}`)}</span><span class="spring"></span>${outChip(out)}</div>
      <div class="scroller" tabindex="0" role="group" aria-label=${each.id}>${this.facts([["cooling.speed", shown(each.speedPercent, 0, "%")], ["cooling.valve", shown(each.valvePercent, 0, "%")],
        ["cooling.load", shown(each.loadPercent, 0, "%")], ["cooling.supply", shown(each.supplyC, 1, "°C")], ["hand.power", shown(each.powerKw, 1, "kW")],
        ["hand.place", each.place ? t("thermal.hall", { hall: each.place.toUpperCase() }) : t("zone.plant")]])}
      ${out ? this.behind(out) : nothing}
      ${this.form && !out ? html`<form class="hand-form" @submit=${this.submit}><p>${t("hand.lockout.effect")}</p>${reasonFields()}<button class="primary" data-test="lock-go">${t("hand.lock.go")}</button></form>` : nothing}</div>
      ${this.buttons(out !== undefined, out ? "" : "lock", "return", () => this.act("DELETE", `/api/v1/lockouts/${encodeURIComponent(each.id)}`))}`;
  }

  render() {
    return this.setpoint ? this.aSetpoint() : this.unit ? this.aUnit() : nothing;
  }
}

customElements.define("ondol-by-hand", ByHand);
