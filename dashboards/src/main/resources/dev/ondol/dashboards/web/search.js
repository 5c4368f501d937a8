// @ts-check
/// The search: key / or the button of the header. What is found opens on its screen; a point is shown here, with its value and its trend.
import { LitElement, html, nothing } from "lit";
import { RANGES, go, range } from "./address.js";
import { asked, findings, points, value } from "./findings.js";
import { age, unit } from "./format.js";
import { placeOf } from "./places.js";
import { known, t } from "./text.js";
import "./point-trend.js";

/** A word is looked up when nobody has typed for so long. */
const PAUSE_MS = 150;

class Search extends LitElement {
  static properties = { state: { attribute: false }, language: { attribute: false }, query: { state: true }, chosen: { state: true }, point: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.state = null;
    this.language = "";
    this.query = "";
    /** Which finding the arrows are at. */
    this.chosen = 0;
    /** The point that is shown. @type {any} */
    this.point = null;
    /** Plant time at which it was asked for. */
    this.at = 0;
    /** @type {import("./findings.js").Finding[][]} */
    this.more = [];
    /** @type {import("./findings.js").Finding[]} */
    this.points = [];
    this.problem = "";
    this.typing = 0;
  }

  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    const dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    dialog.showModal();
    this.querySelector("input")?.focus();
    void asked().then(({ findings: more, problem }) => {
      this.more = more;
      this.problem = problem;
      this.requestUpdate();
    });
  }

  close() {
    this.dispatchEvent(new CustomEvent("ondol-close", { bubbles: true }));
  }

  /** @param {string} query */
  type(query) {
    this.query = query;
    this.chosen = 0;
    this.point = null;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => { void this.look(query); }, PAUSE_MS);
  }

  /** @param {string} query */
  async look(query) {
    const found = query.trim().length < 2 ? [] : await points(query);
    if (query === this.query) {
      this.points = found;
      this.requestUpdate();
    }
  }

  found() {
    return findings(this.query, this.state, this.more, this.points);
  }

  /** @param {import("./findings.js").Finding | undefined} finding */
  open(finding) {
    if (finding?.at) {
      this.close();
      go(finding.at.screen, finding.at.show);
    } else if (finding?.point) {
      this.point = finding.point;
      this.at = this.state.overview.clock?.plant ?? 0;
    }
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const found = this.found();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.chosen = Math.max(0, Math.min(found.length - 1, this.chosen + (event.key === "ArrowDown" ? 1 : -1)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.open(found[this.chosen]);
    }
  }

  updated() {
    this.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {import("./findings.js").Finding} finding @param {number} i @param {boolean} first of its kind */
  row(finding, i, first) {
    return html`${first ? html`<li class="label search-kind" role="presentation">${t(`search.kind.${finding.kind}`)}</li>` : nothing}<li id=${`found-${i}`} role="option"
      aria-selected=${i === this.chosen ? "true" : "false"} data-test=${`found-${finding.kind}`} @click=${() => { this.chosen = i; this.open(finding); }}><span>${finding.text}</span><span
      class="label num">${finding.beside}</span></li>`;
  }

  detail() {
    const point = this.point;
    const at = placeOf(point.point);
    const facts = [["search.now", value(point)], ["search.age", point.now.ageMs === null ? t("figure.missing") : age(point.now.ageMs)], ["search.source", point.source], ["search.class", point.brickClass],
      ...(point.min === null ? [] : [["plan.limits", `${point.min} – ${point.max >= 1e5 ? "∞" : point.max} ${unit(point.unit)}`]])];
    return html`<section class="search-point" data-test="search-point"><div class="rec-head"><h3>${point.point}</h3><span class="spring"></span>${at ? html`<button data-test="search-open"
        @click=${() => { this.close(); go(at.screen, at.show); }}>${t("search.open", { screen: t(`screen.${at.screen}`) })}</button>` : nothing}</div>
      <dl class="facts">${facts.map(([key, text]) => html`<div><dt>${t(key)}</dt><dd class="num">${text}</dd></div>`)}</dl>
      <ondol-point-trend .point=${point.point} .unit=${unit(point.unit)} .from=${Math.max(0, this.at - RANGES[range()])} .to=${this.at + 1} .over=${t(`range.${range()}`)} .language=${this.language}></ondol-point-trend></section>`;
  }

  render() {
    const found = this.found();
    const key = `problem.${this.problem}`;
    return html`<dialog class="dialog search" aria-label=${t("search.title")} data-test="search" @close=${() => this.close()} @click=${(/** @type {Event} */ event) => {
        if (event.target === event.currentTarget) { this.close(); } }}>
      <input type="text" inputmode="search" enterkeyhint="go" role="combobox" aria-expanded=${found.length > 0 ? "true" : "false"} aria-controls="found" aria-autocomplete="list" aria-activedescendant=${found.length > 0 ? `found-${this.chosen}` : nothing}
        aria-label=${t("search.title")} placeholder=${t("search.placeholder")} autocomplete="off" spellcheck="false" maxlength="80" data-test="search-input" .value=${this.query}
        @input=${(/** @type {any} */ event) => this.type(event.target.value)} @keydown=${this.key}>
      <p class="label" role="status">${this.query.trim() === "" ? t("search.hint") : found.length === 0 ? t("search.nothing") : nothing}</p>
      ${this.problem ? html`<p class="label trouble">${t("search.no-jobs", { why: known(key) ? t(key) : this.problem })}</p>` : nothing}
      <ul id="found" role="listbox" aria-label=${t("search.title")} ?hidden=${found.length === 0}>${found.map((finding, i) => this.row(finding, i, i === 0 || found[i - 1].kind !== finding.kind))}</ul>
      ${this.point ? this.detail() : nothing}</dialog>`;
  }
}

customElements.define("ondol-search", Search);
