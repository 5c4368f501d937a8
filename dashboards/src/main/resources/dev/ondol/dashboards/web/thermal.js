// @ts-check
/// The small thermal map: where is it too warm, where is it cooled for nothing. Hover or arrow keys show a rack; behind it
/// lies a real table.
import { LitElement, html, nothing } from "lit";
import { number } from "./format.js";
import { inletLayer } from "./layers.js";
import { t } from "./text.js";
import { arrange, draw, rackAt, step } from "./thermal-canvas.js";

const ARROWS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]);

class ThermalMap extends LitElement {
  static properties = {
    overview: { attribute: false }, site: { attribute: false }, language: { attribute: false },
    table: { state: true }, chosen: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.overview = null;
    /** @type {any} */
    this.site = null;
    this.language = "";
    this.table = false;
    this.chosen = -1;
    /** @type {import("./thermal-canvas.js").Plan | null} */
    this.plan = null;
    /** The canvas whose size is watched. @type {HTMLCanvasElement | null} */
    this.watched = null;
    this.onLook = () => this.requestUpdate();
    this.sizes = new ResizeObserver(() => { this.plan = null; this.paint(); });
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("ondol-look", this.onLook);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", this.onLook);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("ondol-look", this.onLook);
    matchMedia("(prefers-color-scheme: dark)").removeEventListener("change", this.onLook);
    this.sizes.disconnect();
  }

  /** @returns {(number | null)[]} */
  inlets() {
    return this.overview?.thermal?.inletC ?? [];
  }

  hottest() {
    let best = -1;
    this.inlets().forEach((value, i) => {
      if (value !== null && (best < 0 || value > (this.inlets()[best] ?? 0))) {
        best = i;
      }
    });
    return best;
  }

  paint() {
    const canvas = /** @type {HTMLCanvasElement | null} */ (this.querySelector("canvas"));
    if (!canvas || canvas.clientWidth === 0) {
      return;
    }
    this.plan ??= arrange(this.site.halls, canvas.clientWidth, canvas.clientHeight);
    draw(canvas, this.plan, this.inlets(), inletLayer(this.site.limits), {
      hottest: this.hottest(), chosen: this.chosen, stale: this.overview.feed.state === "GONE",
      hallName: (id) => t("thermal.hall", { hall: id.toUpperCase() }),
    });
  }

  updated() {
    const canvas = this.querySelector("canvas");
    if (canvas && canvas !== this.watched) {
      this.watched = canvas;
      this.plan = null;
      this.sizes.disconnect();
      this.sizes.observe(canvas);
    }
    this.paint();
  }

  /** @param {PointerEvent} event */
  point(event) {
    this.chosen = this.plan ? rackAt(this.plan, event.offsetX, event.offsetY) : -1;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (this.plan && ARROWS.has(event.key)) {
      event.preventDefault();
      this.chosen = step(this.plan, this.chosen < 0 ? this.hottest() : this.chosen, event.key);
    } else if (event.key === "Escape") {
      this.chosen = -1;
    }
  }

  counts() {
    const counts = { low: 0, normal: 0, high: 0, alarm: 0, none: 0 };
    const layer = inletLayer(this.site.limits);
    this.inlets().forEach((value) => { counts[layer.meaning(value)] += 1; });
    return counts;
  }

  /** Words for what a value means. @param {number | null} value */
  word(value) {
    return t(`thermal.${inletLayer(this.site.limits).meaning(value)}`);
  }

  card() {
    const rack = this.plan?.racks[this.chosen];
    if (!rack) {
      const hottest = this.overview.figures.inlet;
      return hottest.rack === null ? t("thermal.no-data") : t("thermal.hottest", { rack: hottest.rack,
        inlet: number(hottest.temperatureC.value, 1) });
    }
    const inlet = this.inlets()[rack.index] ?? null;
    const power = this.overview.thermal?.powerKw[rack.index] ?? null;
    return t("thermal.rack", { rack: rack.name, hall: rack.hall.toUpperCase(), inlet: number(inlet, 1),
      power: number(power, 1), gpus: number(rack.gpus), state: this.word(inlet) });
  }

  legend() {
    const counts = this.counts();
    return html`<ul class="legend">${["low", "normal", "high", "alarm", "none"].filter((what) => what === "normal"
      || counts[/** @type {keyof typeof counts} */ (what)] > 0).map((what) => html`<li><span class="swatch ${what}"
      aria-hidden="true"></span>${t(`thermal.legend.${what}`)} <b class="num">${number(
        counts[/** @type {keyof typeof counts} */ (what)])}</b></li>`)}</ul>`;
  }

  rows() {
    const inlets = this.inlets();
    const racks = this.site.halls.flatMap((/** @type {any} */ hall) => hall.groups.flatMap((/** @type {any} */ group) =>
      group.racks.map((/** @type {string} */ name) => ({ name, hall: hall.id }))))
      .map((/** @type {any} */ rack, /** @type {number} */ i) => ({ ...rack, inlet: inlets[i] ?? null,
        power: this.overview.thermal?.powerKw[i] ?? null }));
    racks.sort((/** @type {any} */ a, /** @type {any} */ b) => (b.inlet ?? -99) - (a.inlet ?? -99));
    return html`<div class="scroller" tabindex="0" role="group" aria-label=${t("thermal.title")}><table><thead><tr>
      <th scope="col">${t("thermal.column.rack")}</th><th scope="col">${t("thermal.column.hall")}</th>
      <th scope="col" class="r">${t("thermal.column.inlet")}</th><th scope="col" class="r">${t("thermal.column.margin")}</th>
      <th scope="col" class="r">${t("thermal.column.power")}</th><th scope="col">${t("thermal.column.state")}</th></tr></thead>
      <tbody>${racks.map((/** @type {any} */ rack) => html`<tr><th scope="row">${rack.name}</th><td>${rack.hall.toUpperCase()}</td>
        <td class="num">${number(rack.inlet, 1)}</td><td class="num">${number(rack.inlet === null ? null
          : this.site.limits.recommendedHighC - rack.inlet, 1)}</td><td class="num">${number(rack.power, 1)}</td>
        <td>${this.word(rack.inlet)}</td></tr>`)}</tbody></table></div>`;
  }

  summary() {
    const counts = this.counts();
    return t("thermal.summary", { racks: number(this.inlets().length), high: number(counts.high + counts.alarm),
      low: number(counts.low), none: number(counts.none) });
  }

  render() {
    if (!this.overview || !this.site) {
      return nothing;
    }
    return html`<div class="card-head"><h2>${t("thermal.title")}</h2>${this.legend()}<span class="spring"></span>
      <button class="quiet" data-test="thermal-table" aria-pressed=${this.table ? "true" : "false"}
        @click=${() => { this.table = !this.table; this.chosen = -1; }}>${this.table ? t("action.map") : t("action.table")}</button></div>
    ${this.table ? this.rows() : html`<div class="map"><canvas role="img" tabindex="0" aria-label=${this.summary()}
        @pointermove=${this.point} @pointerleave=${() => { this.chosen = -1; }} @keydown=${this.key}
        @blur=${() => { this.chosen = -1; }}></canvas></div>
      <p class="card-foot label" aria-live=${this.chosen < 0 ? "off" : "polite"} data-test="rack-card">${this.card()}</p>`}`;
  }
}

customElements.define("ondol-thermal", ThermalMap);
