// @ts-check
/// What the foreign names of a recording mean: a proposal by unit, Brick class and words, which a person reads, corrects and saves.
import { LitElement, html, nothing } from "lit";
import { get, send } from "./api.js";
import { number } from "./format.js";
import { session } from "./session.js";
import { known, t } from "./text.js";

const SHOWN = 150;

/** @typedef {{ name: string, unit: string | null, point: string | null, first: string | null, second: string | null, plain: boolean }} Line */

/** Why it was not taken, in words; what the server says of it beside it. @param {import("./api.js").Failure} failure */
export function why(failure) {
  const keys = [`problem.recording.${failure.code}`, `problem.${failure.code}`];
  const key = keys.find((one) => known(one));
  return html`<p class="problem" role="alert" data-test="recording-problem">${key ? t(key) : t("problem.unknown", { code: failure.code, detail: "" })}
    ${failure.detail ? html`<span class="label" lang="en">${failure.detail}</span>` : nothing}</p>`;
}

class RecordingNames extends LitElement {
  static properties = { recording: { attribute: false }, others: { attribute: false }, connected: { attribute: false }, language: { attribute: false }, table: { state: true }, points: { state: true },
    problem: { state: true }, open: { state: true }, search: { state: true }, busy: { state: true }, saved: { state: true }, chosen: { state: true } };

  constructor() {
    super();
    this.recording = "";
    /** @type {any[]} */
    this.others = [];
    this.connected = false;
    this.language = "";
    /** @type {any} */
    this.table = null;
    /** Points of the site. @type {string[]} */
    this.points = [];
    /** @type {import("./api.js").Failure | null} */
    this.problem = null;
    /** Whether only names are listed that mean nothing yet. */
    this.open = false;
    this.search = "";
    this.busy = false;
    this.saved = false;
    /** What somebody has written: name to point and unit. @type {Record<string, { point: string, unit: string }>} */
    this.chosen = {};
    this.asked = "";
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (changed.has("recording") && this.asked !== this.recording) {
      this.asked = this.recording;
      void this.load("");
    }
  }

  /** @param {string} like another recording whose mapping is tried */
  async load(like) {
    const [points, answer] = await Promise.all([this.points.length > 0 ? null : get("/api/v1/points"),
      get(`/api/v1/recordings/${encodeURIComponent(this.recording)}/mapping${like ? `?like=${encodeURIComponent(like)}` : ""}`)]);
    if (points?.ok) {
      this.points = points.body.map((/** @type {any} */ one) => one.point);
    }
    this.take(answer);
  }

  /** @param {import("./api.js").Answer} answer */
  take(answer) {
    this.problem = answer.ok ? null : answer;
    if (answer.ok) {
      this.table = answer.body;
      // a saved mapping is what somebody wanted: nothing is proposed over it
      this.chosen = Object.fromEntries(this.table.names.map((/** @type {Line} */ one) => [one.name,
        { point: one.point ?? (one.plain && !this.table.saved ? one.first ?? "" : ""), unit: one.unit ?? "" }]));
    }
  }

  /** @param {string} name @param {any} part */
  change(name, part) {
    this.saved = false;
    this.chosen = { ...this.chosen, [name]: { ...this.chosen[name], ...part } };
  }

  async save() {
    this.busy = true;
    const entries = Object.entries(this.chosen).filter(([, one]) => one.point.trim() !== "").map(([name, one]) => ({ name, point: one.point.trim(), unit: one.unit.trim() || null }));
    const answer = await send("PUT", `/api/v1/recordings/${encodeURIComponent(this.recording)}/mapping`, { listed: this.table.names.map((/** @type {Line} */ one) => one.name), entries });
    this.busy = false;
    this.take(answer);
    this.saved = answer.ok;
  }

  /** @param {Line} one */
  row(one) {
    const chosen = this.chosen[one.name];
    const state = chosen.point === "" ? "open" : chosen.point === one.point ? "said" : chosen.point === one.first ? (one.plain ? "plain" : "read") : "written";
    const write = (/** @type {"point" | "unit"} */ part) => (/** @type {Event} */ event) => this.change(one.name, { [part]: /** @type {HTMLInputElement} */ (event.target).value });
    const may = session.may("engineer");
    return html`<tr data-test="foreign-name"><th scope="row">${one.name}</th>
      <td><input class="unit-field" aria-label=${t("recording.unit.of", { name: one.name })} ?readonly=${!may} .value=${chosen.unit} @change=${write("unit")}></td>
      <td><input class="point-field" list="recording-points" autocomplete="off" spellcheck="false" data-test="foreign-point" aria-label=${t("recording.point.of", { name: one.name })} ?readonly=${!may}
        .value=${chosen.point} @change=${write("point")}>${chosen.point === "" && may ? html`<span class="proposals">${[one.first, one.second].filter(Boolean).map((point) => html`<button class="link" data-test="take-proposal"
        @click=${() => this.change(one.name, { point })}>${point}</button>`)}</span>` : nothing}</td>
      <td>${t(`recording.name.${state}`)}</td></tr>`;
  }

  body() {
    const all = /** @type {Line[]} */ (this.table.names);
    const written = all.filter((one) => this.chosen[one.name].point !== "").length;
    const text = this.search.toLowerCase();
    const listed = all.filter((one) => (!this.open || this.chosen[one.name].point === "") && (text === "" || `${one.name} ${this.chosen[one.name].point} ${one.first ?? ""}`.toLowerCase().includes(text)));
    const may = session.may("engineer");
    return html`<p class="label" data-test="names-count">${t("recording.names.count", { all: number(all.length), written: number(written), own: number(this.table.own) })}
        ${this.table.whole ? nothing : t("recording.names.cut", { rows: number(this.table.rows) })}</p>
      ${all.length === 0 ? html`<p class="nothing">${t("recording.names.none")}</p>` : html`<div class="line names-line">
        <label class="field"><span>${t("recording.search")}</span><input type="search" data-test="names-search" .value=${this.search} @input=${(/** @type {Event} */ event) => { this.search = /** @type {HTMLInputElement} */ (event.target).value; }}></label>
        <label class="tick-box"><input type="checkbox" data-test="names-open" .checked=${this.open} @change=${(/** @type {Event} */ event) => { this.open = /** @type {HTMLInputElement} */ (event.target).checked; }}>${t("recording.open-only")}</label>
        ${this.others.length === 0 ? nothing : html`<label class="field"><span>${t("recording.like")}</span><select data-test="names-like" ?disabled=${!may} @change=${(/** @type {Event} */ event) => {
          const select = /** @type {HTMLSelectElement} */ (event.target);
          void this.load(select.value);
        }}><option value="">${t("recording.like.none")}</option>${this.others.map((one) => html`<option value=${one.name}>${one.name}</option>`)}</select></label>`}
        <span class="spring"></span>
        <button class="primary" data-test="names-save" ?disabled=${!may || !this.connected || this.busy} title=${may ? nothing : t("recording.permission")} @click=${() => this.save()}>${t("recording.save", { n: number(written) })}</button></div>
      <datalist id="recording-points">${this.points.map((point) => html`<option value=${point}></option>`)}</datalist>
      <div class="scroller" tabindex="0" role="group" aria-label=${t("recording.names")}><table class="names-table"><thead><tr><th scope="col">${t("recording.foreign")}</th><th scope="col">${t("recording.unit")}</th>
        <th scope="col">${t("recording.means")}</th><th scope="col">${t("replay.state")}</th></tr></thead><tbody>${listed.slice(0, SHOWN).map((one) => this.row(one))}</tbody></table>
        ${listed.length > SHOWN ? html`<p class="label">${t("recording.names.more", { n: number(listed.length - SHOWN) })}</p>` : nothing}</div>`}`;
  }

  render() {
    return html`<div class="card-head"><h2>${t("recording.names.of", { name: this.recording })}</h2><span class="spring"></span>
        <button class="quiet" data-test="names-end" @click=${() => this.dispatchEvent(new CustomEvent("ondol-names-end"))}>${t("recording.all")}</button></div>
      ${this.problem ? why(this.problem) : nothing}${this.saved ? html`<p class="notice" role="status" data-test="names-saved">${t("recording.saved")}</p>` : nothing}
      ${this.table ? this.body() : this.problem ? nothing : html`<div class="skeleton"></div>`}`;
  }
}

customElements.define("ondol-recording-names", RecordingNames);
