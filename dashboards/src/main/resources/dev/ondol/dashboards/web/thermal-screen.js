// @ts-check
/// The Thermal map screen: every rack by hall, in the layer that is asked, now or at a time of the range; beside it the worst ten
/// and how inlets are spread. Behind the map lies a real table.
import { LitElement, html, nothing } from "lit";
import { RANGES, address, range, shown } from "./address.js";
import { get } from "./api.js";
import { Fresh } from "./fresh.js";
import { age, clockTime, date, number, zoneName } from "./format.js";
import { LAYERS, inletLayer, layerOf } from "./layers.js";
import { histogram, rackTable, racks, worst } from "./racks.js";
import { rangeSwitch } from "./range.js";
import { known, t } from "./text.js";
import { arrange, draw, rackAt, step } from "./thermal-canvas.js";

const ARROWS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]);
const FRAMES = 60;

class ThermalScreen extends LitElement {
  static properties = {
    state: { attribute: false }, tick: { attribute: false }, language: { attribute: false }, layer: { state: true },
    table: { state: true }, chosen: { state: true }, pointed: { state: true }, hall: { state: true }, frame: { state: true }, problem: { state: true },
  };

  constructor() {
    super();
    /** @type {import("./live.js").LiveState | null} */
    this.state = null;
    this.tick = 0;
    this.language = "";
    this.layer = "inlet";
    this.table = false;
    this.chosen = -1;
    /** Rack under the pointer. */
    this.pointed = -1;
    /** Hall that is looked at; the others are dimmed. */
    this.hall = "";
    /** Frame of the past, -1: now. */
    this.frame = -1;
    this.problem = "";
    /** @type {any} */
    this.past = null;
    this.asked = "";
    /** @type {import("./thermal-canvas.js").Plan | null} */
    this.plan = null;
    /** @type {HTMLCanvasElement | null} */
    this.watched = null;
    this.ages = new Fresh(() => this.requestUpdate());
    this.onLook = () => this.requestUpdate();
    this.onAddress = () => { this.wanted = shown("thermal") || this.wanted; this.requestUpdate(); };
    /** What a link asks for and is not shown yet: a rack or a hall. */
    this.wanted = "";
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.key(event);
    this.sizes = new ResizeObserver(() => { this.plan = null; this.paint(); });
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("ondol-look", this.onLook);
    document.addEventListener("keydown", this.onKey);
    address.addEventListener("change", this.onAddress);
    this.onAddress();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", this.onLook);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("ondol-look", this.onLook);
    document.removeEventListener("keydown", this.onKey);
    address.removeEventListener("change", this.onAddress);
    matchMedia("(prefers-color-scheme: dark)").removeEventListener("change", this.onLook);
    this.sizes.disconnect();
  }

  willUpdate() {
    const site = this.state?.site;
    if (this.wanted && site) {
      const rack = racks(site).find((each) => each.name === this.wanted);
      this.hall = rack?.hall ?? this.wanted.replace(/^hall-/, "");
      this.chosen = rack?.index ?? -1;
      this.frame = -1;
      this.wanted = "";
    }
  }

  /** The past is asked for once a range, and again when a fortieth of it has passed. */
  async load() {
    const now = this.state?.overview?.clock?.plant ?? 0;
    const span = RANGES[range()];
    const wanted = `${range()}/${Math.floor(now / (span / 40))}`;
    if (now === 0 || wanted === this.asked || this.frame >= 0 && this.asked.startsWith(range())) {
      return;
    }
    this.asked = wanted;
    const answer = await get(`/api/v1/thermal/history?from=${Math.max(0, now - span)}&to=${now}&frames=${FRAMES}`);
    this.problem = answer.ok ? "" : answer.code;
    if (answer.ok) {
      this.past = answer.body;
      this.frame = Math.min(this.frame, this.past.times.length - 1);
    }
    this.requestUpdate();
  }

  /** @returns {(number | null)[] | null} */
  pastInlets() {
    return this.frame >= 0 && this.past ? this.past.inletC[this.frame] : null;
  }

  shown() {
    const overview = this.state?.overview;
    const layer = this.pastInlets() && this.layer !== "inlet" ? "inlet" : this.layer;
    return layerOf(layer, overview.thermal, this.state?.site, this.pastInlets(), this.ages.body);
  }

  paint() {
    const canvas = /** @type {HTMLCanvasElement | null} */ (this.querySelector("canvas"));
    if (!canvas || canvas.clientWidth === 0 || !this.state?.overview?.thermal) {
      return;
    }
    this.plan ??= arrange(this.state.site.halls, canvas.clientWidth, canvas.clientHeight);
    const { layer, values } = this.shown();
    draw(canvas, this.plan, values, layer, {
      hottest: this.extreme(values), chosen: this.looked(), dimmed: this.hall,
      stale: this.frame < 0 && layer.id !== "age" && this.state.overview.feed.state === "GONE",
      hallName: (id) => t("thermal.hall", { hall: id.toUpperCase() }),
    });
  }

  /** The rack that is told of: under the pointer, or else chosen. */
  looked() {
    return this.pointed < 0 ? this.chosen : this.pointed;
  }

  /** A screen that comes under a pointer at rest is not pointed at. @param {PointerEvent} event */
  point(event) {
    if (event.movementX !== 0 || event.movementY !== 0) {
      this.pointed = this.plan ? rackAt(this.plan, event.offsetX, event.offsetY) : -1;
    }
  }

  /** @param {(number | null)[]} values */
  extreme(values) {
    return values.reduce((best, value, i) => (value !== null && (best < 0 || value > (values[best] ?? 0)) ? i : best), -1);
  }

  updated() {
    void this.load();
    if (this.layer === "age" && this.frame < 0 && this.state?.connected && this.state.overview?.clock) {
      this.ages.look("/api/v1/thermal/age", this.state.overview.clock.plant);
    }
    const canvas = this.querySelector("canvas");
    if (canvas && canvas !== this.watched) {
      this.watched = canvas;
      this.plan = null;
      this.sizes.disconnect();
      this.sizes.observe(canvas);
    }
    this.paint();
  }

  /** T table, L layer, [ and ] through the time; arrows move on the map. @param {KeyboardEvent} event */
  key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input:not([type=range]), textarea, select, dialog")) {
      return;
    }
    if (event.key === "t" && !this.goes) {
      this.table = !this.table;
    } else if (event.key === "l") {
      this.layer = LAYERS[(LAYERS.indexOf(this.layer) + 1) % LAYERS.length];
    } else if ((event.key === "[" || event.key === "]") && this.past) {
      const last = this.past.times.length - 1;
      const from = this.frame < 0 ? last + 1 : this.frame;
      const to = from + (event.key === "]" ? 1 : -1);
      this.frame = to > last ? -1 : Math.max(0, to);
    } else if (ARROWS.has(event.key) && this.plan && target.tagName === "CANVAS") {
      event.preventDefault();
      this.pointed = -1;
      this.chosen = step(this.plan, this.chosen < 0 ? this.extreme(this.shown().values) : this.chosen, event.key);
    } else if (event.key === "Escape") {
      this.chosen = -1;
      this.hall = "";
    }
    this.goes = event.key === "g";
  }

  card() {
    const { site, overview } = /** @type {any} */ (this.state);
    const rack = this.plan?.racks[this.looked()];
    if (!rack) {
      return t(this.layer === "age" && this.frame < 0 ? "thermal.age.point" : "thermal.point");
    }
    const inlet = (this.pastInlets() ?? overview.thermal.inletC)[rack.index] ?? null;
    const old = this.layer === "age" && this.frame < 0 && this.ages.body ? ` · ${t("thermal.age", { age: age(this.ages.body.ageMs[rack.index]) })}` : "";
    return t("thermal.rack", { rack: rack.name, hall: rack.hall.toUpperCase(), inlet: number(inlet, 1),
      power: number(overview.thermal.powerKw[rack.index], 1), gpus: number(rack.gpus),
      state: t(`thermal.${inletLayer(site.limits).meaning(inlet)}`) }) + old;
  }

  scrub() {
    const site = this.state?.site;
    const last = (this.past?.times.length ?? 0) - 1;
    const at = this.frame < 0 ? null : this.past.times[this.frame];
    return html`<div class="scrub"><label for="scrub" class="label">${t("thermal.time")}</label>
      <input id="scrub" type="range" min="0" max=${last + 1} step="1" .value=${String(this.frame < 0 ? last + 1 : this.frame)}
        ?disabled=${last < 0} data-test="scrub" aria-valuetext=${at === null ? t("thermal.now") : clockTime(at, site.timeZone)}
        @input=${(/** @type {any} */ event) => { const to = Number(event.target.value); this.frame = to > last ? -1 : to; }}>
      <span class="num scrub-at" data-test="scrub-at">${at === null ? t("thermal.now") : `${date(at, site.timeZone)} ${clockTime(at, site.timeZone)} ${
        zoneName(at, site.timeZone)}`}</span>
      ${at === null ? nothing : html`<button data-test="scrub-now" @click=${() => { this.frame = -1; }}>${t("thermal.back")}</button>`}</div>`;
  }

  halls() {
    const { site, overview } = /** @type {any} */ (this.state);
    return html`<span class="switch" role="group" aria-label=${t("thermal.halls")}>${site.halls.map((/** @type {any} */ hall, /** @type {number} */ i) => html`<button
      aria-pressed=${this.hall === hall.id ? "true" : "false"} data-test=${`hall-${hall.id}`}
      title=${t("thermal.supply", { value: number(overview.thermal.supplyC?.[i], 1) })}
      @click=${() => { this.hall = this.hall === hall.id ? "" : hall.id; }}>${hall.id.toUpperCase()}</button>`)}</span>`;
  }

  render() {
    const state = this.state;
    if (!state?.overview?.thermal) {
      return html`<div class="thermal-screen skeleton" aria-busy="true" role="status" aria-label=${t("frame.loading")}><div class="card"></div><div class="card"></div></div>`;
    }
    const { site, overview } = state;
    const inlets = this.pastInlets() ?? overview.thermal.inletC;
    const { layer } = this.shown();
    const warm = inlets.filter((/** @type {number | null} */ value) => value !== null && value > site.limits.recommendedHighC).length;
    const key = `problem.${this.problem}`;
    return html`<div class="thermal-screen ${state.connected ? "" : "frozen"} ${this.frame >= 0 ? "past" : ""}">
      <section class="card thermal-plan"><div class="card-head"><h1>${t("screen.thermal")}</h1>
        <span class="switch" role="group" aria-label=${t("thermal.layer")}>${LAYERS.map((id) => html`<button data-test=${`layer-${id}`}
          aria-pressed=${layer.id === id ? "true" : "false"} ?disabled=${this.frame >= 0 && id !== "inlet"}
          @click=${() => { this.layer = id; }}>${t(`thermal.layer.${id}`)}</button>`)}</span>${this.halls()}
        <span class="spring"></span>${rangeSwitch()}
        <button class="quiet" data-test="thermal-table" aria-pressed=${this.table ? "true" : "false"}
          @click=${() => { this.table = !this.table; }}>${this.table ? t("action.map") : t("action.table")}</button></div>
        ${this.problem ? html`<p class="trouble">${known(key) ? t(key) : this.problem}</p>` : nothing}
        ${this.scrub()}
        ${this.table ? rackTable(site, overview.thermal, inlets, inletLayer(site.limits), layer.id === "age" ? this.ages.body : null) : html`<div class="map"><canvas role="img" tabindex="0"
          aria-label=${t("thermal.summary", { racks: number(inlets.length), high: number(warm), low: number(inlets.filter((/** @type {any} */ value) =>
            value !== null && value < site.limits.recommendedLowC).length), none: number(inlets.filter((/** @type {any} */ value) => value === null).length) })}
          @pointermove=${this.point} @pointerleave=${() => { this.pointed = -1; }} @click=${() => { this.chosen = this.pointed; }}></canvas></div>
        <p class="card-foot label" aria-live=${this.looked() < 0 ? "off" : "polite"} data-test="rack-card">${this.card()}</p>`}</section>
      <section class="card thermal-worst"><div class="card-head"><h2>${t("thermal.worst")}</h2><span class="spring"></span>
        <span class="label num">${age(overview.feed.silentMs)}</span></div>
        <div class="scroller" tabindex="0" role="group" aria-label=${t("thermal.worst")}>${worst(site, overview.thermal, this.past, this.chosen,
          (index) => { this.chosen = index; }, inlets)}</div></section>
      <section class="card thermal-spread"><div class="card-head"><h2>${t("thermal.spread")}</h2></div>${histogram(inlets, site.limits)}</section>
    </div>`;
  }
}

customElements.define("ondol-thermal-screen", ThermalScreen);
