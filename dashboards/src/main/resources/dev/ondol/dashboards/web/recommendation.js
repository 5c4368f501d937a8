// @ts-check
/// One recommendation: what would change and why, how near the limits are, and what the operator can answer. Nothing is shown
/// as done before control says so; an answer to a version that is gone shows what has moved.
import { LitElement, html, nothing } from "lit";
import { send } from "./api.js";
import { age, number, unit } from "./format.js";
import { digits, durationField, reasonFields, reasonOf, valueField } from "./hand-form.js";
import { place } from "./names.js";
import { envelope } from "./plan.js";
import { because } from "./reasons.js";
import { session } from "./session.js";
import { known, t } from "./text.js";
import { moved, warmest, zoneName } from "./zones.js";

const SHOWN = 6;
const STEP_MINUTES = 5;

/** Minutes until a set-point is where it is to be: towards safety at once, else the first step at once and one more every five minutes. @param {any} change @param {number} to */
function rampMinutes(change, to) {
  const steps = (to - change.from) / change.savingStep;
  return steps > 0 ? STEP_MINUTES * Math.max(0, Math.ceil(steps - 1e-9) - 1) : 0;
}

/** How it gets there. @param {any} change @param {number} to */
function way(change, to) {
  const minutes = rampMinutes(change, to);
  const step = `${number(Math.abs(change.savingStep), digits(change.unit))} ${change.unit === "Cel" ? "K" : unit(change.unit)}`;
  return minutes === 0 ? t("rec.at-once") : html`<span title=${t("rec.ramp.title", { step })}>${t("rec.ramp", { minutes: number(minutes) })}</span>`;
}

class RecommendationCard extends LitElement {
  static properties = { it: { attribute: false }, site: { attribute: false }, overview: { attribute: false }, connected: { attribute: false },
    language: { attribute: false }, form: { state: true }, asking: { state: true }, problem: { state: true }, moves: { state: true }, chosen: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.it = null;
    /** @type {any} */
    this.site = null;
    /** @type {any} */
    this.overview = null;
    this.connected = false;
    this.language = "";
    /** @type {"" | "approve" | "override" | "reject"} */
    this.form = "";
    this.asking = "";
    this.problem = "";
    /** @type {{ point: string, unit: string, from: number | null, to: number | null }[]} */
    this.moves = [];
    /** Values of the override form that differ from what is recommended. @type {Record<string, number>} */
    this.chosen = {};
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    const before = changed.get("it");
    if (!before || !this.it) {
      return;
    }
    if (before.id === this.it.id && before.version > this.it.version) {
      this.it = before; // an answer told the newer version; the board that comes just now left before it
      return;
    }
    if (before.id !== this.it.id) {
      Object.assign(this, { form: "", problem: "", moves: [], chosen: {} });
    } else if (before.state !== this.it.state) {
      Object.assign(this, { form: "", moves: [], chosen: {} });
    } else if (before.version !== this.it.version && this.it.state === "PROPOSED") {
      this.form = "";
      this.chosen = {};
      this.moves = moved(before, this.it);
    }
  }

  /** @param {string} action @param {any} body */
  async act(action, body) {
    const asked = this.it;
    this.asking = action;
    this.problem = "";
    const answer = await send("POST", `/api/v1/recommendations/${encodeURIComponent(asked.id)}/${action}`, { version: asked.version, ...body });
    this.asking = "";
    if (answer.ok) {
      this.form = "";
      this.moves = [];
      this.it = answer.body.recommendation ?? this.it;
      return;
    }
    this.problem = answer.code;
    if (answer.now?.changes && answer.now.version >= this.it.version) {
      this.it = answer.now;
    }
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault();
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
    switch (this.form) {
      case "approve":
        return void this.act("approve", { confirm: String(fields.get("word")) });
      case "reject":
        return void this.act("reject", { reason: reasonOf(fields) });
      default: {
        const values = Object.fromEntries(this.it.changes.slice(0, SHOWN).map((/** @type {any} */ change) => [change.point, Number(fields.get(change.point))]));
        const minutes = String(fields.get("minutes"));
        return void this.act("override", { values, minutes: minutes === "" ? null : Number(minutes), reason: reasonOf(fields) });
      }
    }
  }

  /** @param {any} change */
  change(change) {
    const places = digits(change.unit);
    return html`<tr class="changes"><th scope="row">${place(change.point)}<span class="why">${because(change.reason)} · ${way(change, change.to)}</span></th><td class="num">${number(change.from, places)}</td>
      <td class="num next"><span aria-hidden="true">→ </span>${number(change.to, places)}</td><td class="u">${unit(change.unit)}</td>
      <td class="e">${envelope({ min: change.min, max: change.max, inForce: change.from, next: change.to, changes: true })}</td></tr>`;
  }

  /** How near the warmest rack is now, and was when it was proposed. */
  margin() {
    const now = warmest(this.site, this.overview.thermal, this.it.zone);
    if (!now) {
      return html`<p class="label">${t("rec.no-margin")}</p>`;
    }
    const low = now.marginK < 1;
    return html`<p class="margin ${low ? "exceeds" : ""}" data-test="rec-margin">${low ? html`<b aria-hidden="true">▲</b> ` : nothing}${t(now.marginK < 0 ? "rec.margin-above" : "rec.margin", {
      rack: now.rack, inlet: number(now.valueC, 1), margin: number(Math.abs(now.marginK), 1) })}</p>`;
  }

  /** Time that is left, in plant time. */
  left() {
    const now = this.overview.clock?.plant ?? this.it.proposed;
    const it = this.it;
    switch (it.state) {
      case "PROPOSED":
        return t("rec.expires", { left: age(it.expires - now) });
      case "WATCHING":
        return t("rec.watched", { left: age((it.watchUntil ?? now) - now) });
      case "APPLYING":
        return it.progress ? t("rec.progress", { arrived: number(it.progress.arrived), of: number(it.progress.of) }) : "";
      default:
        return it.outcome && known(`outcome.${it.outcome}`) ? t(`outcome.${it.outcome}`) : it.outcome ?? "";
    }
  }

  buttons() {
    const may = session.may("operate");
    const busy = this.asking !== "";
    const why = may ? nothing : t("permission.operate");
    switch (this.it.state) {
      case "PROPOSED":
        return html`<button class="primary" data-test="approve" title=${why} ?disabled=${!may || busy} @click=${() => {
            if (this.it.confirm) { this.form = this.form === "approve" ? "" : "approve"; } else { void this.act("approve", {}); } }}>${
            this.asking === "approve" ? t("rec.applying") : this.it.confirm ? t("rec.approve.ask") : t("rec.approve")}</button>
          <button data-test="override" title=${why} ?disabled=${!may || busy} aria-expanded=${this.form === "override" ? "true" : "false"}
            @click=${() => { this.form = this.form === "override" ? "" : "override"; }}>${t("rec.override")}</button>
          <button data-test="reject" title=${why} ?disabled=${!may || busy} aria-expanded=${this.form === "reject" ? "true" : "false"}
            @click=${() => { this.form = this.form === "reject" ? "" : "reject"; }}>${t("rec.reject")}</button>`;
      case "APPROVED":
      case "OVERRIDDEN":
      case "APPLYING":
      case "VERIFIED":
      case "WATCHING":
        return html`<button data-test="roll-back" title=${why} ?disabled=${!may || busy} @click=${() => this.act("rollback", { reason: null })}>${
          this.asking === "rollback" ? t("rec.rolling-back") : t("rec.roll-back")}</button>`;
      default:
        return nothing;
    }
  }

  /** When the slowest of the chosen values is in force. */
  arrival() {
    const minutes = Math.max(...this.it.changes.slice(0, SHOWN).map((/** @type {any} */ change) => rampMinutes(change, this.chosen[change.point] ?? change.to)));
    return html`<p class="label num" data-test="arrival">${minutes === 0 ? t("rec.arrival.now") : t("rec.arrival", { minutes: number(minutes) })}</p>`;
  }

  /** The most that the chosen supply air can do to the warmest rack: as if every rack took the whole difference. */
  effect() {
    const change = this.it.changes.find((/** @type {any} */ each) => each.point === `${this.it.zone}/supply-air-temperature-setpoint`);
    const now = warmest(this.site, this.overview.thermal, this.it.zone);
    if (!change || !now) {
      return nothing;
    }
    const warmer = (this.chosen[change.point] ?? change.to) - change.from;
    const margin = now.marginK - Math.max(0, warmer);
    return html`<p class="label num ${margin < 0 ? "exceeds" : ""}" data-test="effect">${margin < 0 ? html`<b aria-hidden="true">▲</b> ` : nothing}${t(margin < 0 ? "rec.effect-above" : "rec.effect", {
      inlet: number(now.valueC + Math.max(0, warmer), 1), margin: number(Math.abs(margin), 1) })}</p>`;
  }

  fields() {
    const word = this.it.confirm;
    if (this.form === "approve") {
      const check = (/** @type {Event} */ event) => {
        const input = /** @type {HTMLInputElement} */ (event.target);
        input.setCustomValidity(input.value.trim().toUpperCase() === word ? "" : t("rec.type", { word }));
      };
      return html`<p>${t(this.it.zone.startsWith("hall-") ? "rec.whole-hall" : "rec.out-of-bounds", { zone: zoneName(this.it.zone) })}</p>
        <label class="field"><span>${t("rec.type", { word })}</span><input name="word" required autocomplete="off" data-test="word" @input=${check}></label>
        <button class="primary" data-test="approve-go">${t("rec.approve")}</button>`;
    }
    return html`${this.form === "override" ? html`${this.it.changes.slice(0, SHOWN).map((/** @type {any} */ change) => valueField({ name: change.point, label: place(change.point), value: change.to,
        min: change.min, max: change.max, unit: change.unit }, (value) => { this.chosen = { ...this.chosen, [change.point]: value }; }))}${this.it.changesInAll > SHOWN ? html`<p class="label">${t("rec.override.only", { n: number(SHOWN) })}</p>` : nothing}${this.effect()}${this.arrival()}${durationField(t("rec.until-left"))}` : nothing}
      ${reasonFields()}<button class="primary" data-test=${`${this.form}-go`}>${t(this.form === "override" ? "rec.override.go" : "rec.reject.go")}</button>`;
  }

  trouble() {
    const key = `problem.rec.${this.problem}`;
    const words = known(key) ? t(key) : known(`problem.${this.problem}`) ? t(`problem.${this.problem}`) : t("problem.unknown", { code: this.problem, detail: "" });
    return html`${this.problem ? html`<p class="problem" role="alert" data-test="rec-problem">${words}</p>` : nothing}${this.moves.length > 0 ? html`<div class="notice" role="status"
      data-test="moved"><p>${t("rec.moved", { version: number(this.it.version) })}</p><ul>${this.moves.slice(0, 4).map((each) => html`<li>${place(each.point)}: <span class="num">${
        number(each.from, digits(each.unit))} → ${number(each.to, digits(each.unit))} ${unit(each.unit)}</span></li>`)}</ul></div>` : nothing}`;
  }

  render() {
    const it = this.it;
    if (!it) {
      return nothing;
    }
    const rest = it.changesInAll - Math.min(SHOWN, it.changes.length);
    return html`<div class="rec-head"><b class="num">#${it.id}</b><b>${zoneName(it.zone)}</b><span class="chip ${it.state === "FAILED" || it.state === "ROLLED_BACK" ? "warn" : it.state === "PROPOSED" ? "solid" : ""}"
        data-test="rec-state">${t(`rec.state.${it.state}`)}</span><span class="label num">${t("rec.version", { version: number(it.version) })}</span><span class="spring"></span>
        <span class="label num" data-test="rec-left">${this.left()}</span></div>
      ${this.trouble()}
      <div class="scroller" tabindex="0" role="group" aria-label=${t("rec.changes")}><table class="setpoints"><thead class="unseen"><tr>${["plan.setpoint", "rec.from", "rec.to", "plan.unit", "plan.limits"].map((column) => html`<th
        scope="col">${t(column)}</th>`)}</tr></thead><tbody>${it.changes.slice(0, SHOWN).map((/** @type {any} */ change) => this.change(change))}</tbody></table>
        ${rest > 0 ? html`<p class="label">${t("rec.more", { n: number(rest) })}</p>` : nothing}
        ${it.savesKw === null ? nothing : html`<p class="num">${t("rec.saves", { kw: number(it.savesKw, 1) })}</p>`}
        ${this.margin()}
        ${it.decidedBy ? html`<p class="label">${t("rec.decided", { by: it.decidedBy, reason: it.reason ?? "" })}</p>` : nothing}
        ${this.form && it.state === "PROPOSED" ? html`<form class="hand-form" @submit=${this.submit}>${this.fields()}</form>` : nothing}</div>
      ${session.may("operate") ? nothing : html`<p class="label" data-test="rec-not-permitted">${t("permission.operate")}</p>`}
      <p class="acts">${this.buttons()}</p>`;
  }
}

customElements.define("ondol-recommendation", RecommendationCard);
