// @ts-check
/// Recordings that people bring to be replayed: choose a file, see what is there, say what its names mean, take it away again.
import { LitElement, html, nothing } from "lit";
import { chooseReplay } from "./address.js";
import { get, send, upload } from "./api.js";
import { clockTime, date, number } from "./format.js";
import { why } from "./recording-names.js";
import { session } from "./session.js";
import { t } from "./text.js";

/** @typedef {{ name: string, bytes: number, changed: number, mapped: boolean }} Recording */

/** A file's name in letters that a recording may have. @param {string} name */
export function recordingName(name) {
  return name.normalize("NFKD").replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "").slice(-100);
}

/** @param {number} bytes */
function size(bytes) {
  return bytes < 1e6 ? `${number(bytes / 1e3, 1)} kB` : `${number(bytes / 1e6, 1)} MB`;
}

class Recordings extends LitElement {
  static properties = { zone: { attribute: false }, names: { attribute: false }, connected: { attribute: false }, language: { attribute: false }, there: { state: true }, share: { state: true },
    problem: { state: true }, asking: { state: true } };

  constructor() {
    super();
    this.zone = "UTC";
    /** Recording whose names are shown; empty: the list. */
    this.names = "";
    this.connected = false;
    this.language = "";
    /** @type {{ folder: boolean, largest: number, recordings: Recording[] } | null} */
    this.there = null;
    /** Of the upload that runs; -1 where none does. */
    this.share = -1;
    /** @type {import("./api.js").Failure | null} */
    this.problem = null;
    /** Name of the recording that is about to be deleted. */
    this.asking = "";
    this.ending = new AbortController();
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.ending.abort();
  }

  async look() {
    const answer = await get("/api/v1/recordings");
    if (answer.ok) {
      this.there = answer.body;
    } else {
      this.problem = answer;
    }
  }

  /** @param {Event} event */
  async bring(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    input.value = "";
    if (!file || !this.there) {
      return;
    }
    this.problem = null;
    if (file.size > this.there.largest) {
      this.problem = { ok: false, code: "too-large", detail: `${size(file.size)} > ${size(this.there.largest)}`, instance: "" };
      return;
    }
    this.share = 0;
    this.ending = new AbortController();
    const answer = await upload(`/api/v1/recordings/${encodeURIComponent(recordingName(file.name))}`, file, (share) => { this.share = share; }, this.ending.signal);
    this.share = -1;
    if (!answer.ok && answer.code !== "given-up") {
      this.problem = answer;
    }
    await this.look();
  }

  /** @param {string} name */
  async takeAway(name) {
    this.asking = "";
    const answer = await send("DELETE", `/api/v1/recordings/${encodeURIComponent(name)}`);
    this.problem = answer.ok ? null : answer;
    await this.look();
  }

  /** Why nothing can be brought now; empty where it can. */
  hindrance() {
    return !session.may("engineer") ? t("recording.permission") : !this.there?.folder ? t("recording.no-folder") : this.connected ? "" : t("replay.not-connected");
  }

  /** @param {Recording} one */
  row(one) {
    const may = session.may("engineer");
    return html`<tr data-test="recording"><th scope="row">${one.name}</th><td class="num">${size(one.bytes)}</td><td class="num">${date(one.changed, this.zone)} ${clockTime(one.changed, this.zone)}</td>
      <td>${t(one.mapped ? "recording.mapped" : "recording.own-names")}</td>
      <td class="r"><span class="row-acts">${this.asking === one.name ? html`<button data-test="recording-delete-yes" @click=${() => this.takeAway(one.name)}>${t("recording.delete.yes")}</button>
        <button class="quiet" @click=${() => { this.asking = ""; }}>${t("recording.delete.no")}</button>`
        : html`<button data-test="recording-replay" @click=${() => chooseReplay({ view: null, source: `file/${one.name}`, from: null, to: null })}>${t("recording.replay")}</button>
        <button data-test="recording-names" @click=${() => chooseReplay({ names: one.name })}>${t("recording.names")}</button>
        <button class="quiet" data-test="recording-delete" ?disabled=${!may} title=${may ? nothing : t("recording.permission")} @click=${() => { this.asking = one.name; }}>${t("recording.delete")}</button>`}</span></td></tr>`;
  }

  list() {
    const why = this.hindrance();
    const runs = this.share >= 0;
    const all = this.there?.recordings ?? [];
    return html`<p class="label">${t("recording.text")}</p>
      <div class="line"><label class="button ${why || runs ? "off" : ""}"><input class="unseen" type="file" accept=".csv,.jsonl,.gz" data-test="recording-file" ?disabled=${why !== "" || runs}
        aria-describedby=${why ? "recording-why" : nothing} @change=${(/** @type {Event} */ event) => this.bring(event)}>${t("recording.bring")}</label>
      ${runs ? html`<progress aria-label=${t("recording.bringing")} max="1" value=${this.share}></progress><span class="num">${number(100 * this.share)} %</span>
        <button class="quiet" data-test="recording-stop" @click=${() => this.ending.abort()}>${t("replay.cancel")}</button>` : nothing}
      ${why ? html`<p class="label" id="recording-why" data-test="recording-why">${why}</p>` : nothing}</div>
      ${all.length === 0 ? html`<p class="nothing">${t("recording.none")}</p>` : html`<div class="scroller" tabindex="0" role="group" aria-label=${t("recording.title")}><table><thead><tr>
        <th scope="col">${t("recording.name")}</th><th scope="col" class="r">${t("recording.size")}</th><th scope="col" class="r">${t("recording.changed")}</th><th scope="col">${t("recording.names")}</th>
        <th><span class="unseen">${t("recording.acts")}</span></th></tr></thead><tbody>${all.map((one) => this.row(one))}</tbody></table></div>`}`;
  }

  render() {
    const { names } = this;
    return html`${this.problem ? why(this.problem) : nothing}${names ? html`<ondol-recording-names .recording=${names} .others=${(this.there?.recordings ?? []).filter((one) => one.mapped && one.name !== names)}
      .connected=${this.connected} .language=${this.language} @ondol-names-end=${() => { chooseReplay({ names: null }); void this.look(); }}></ondol-recording-names>` : this.list()}`;
  }
}

customElements.define("ondol-recordings", Recordings);
