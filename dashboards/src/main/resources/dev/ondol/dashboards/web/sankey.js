// @ts-check
/// Where the power goes at this moment, as flows from the sources to the machines.
import { LitElement, html } from "lit";
import { number } from "./format.js";
import { t } from "./text.js";

/** @type {Promise<any> | null} */
let library = null;

/** @param {any} energy @returns {{ from: string, to: string, kw: number }[]} */
export function flows(energy) {
  const kw = (/** @type {any} */ figure) => figure?.value ?? 0;
  const facility = kw(energy.facility);
  const pv = Math.max(0, kw(energy.pv));
  const discharge = Math.max(0, -kw(energy.battery));
  const cooling = kw(energy.cooling);
  const parts = Object.entries(energy.parts).filter(([, value]) => value > 0.5);
  const known = parts.reduce((sum, [, value]) => sum + value, 0);
  const heatPump = Math.max(0, kw(energy.heatPump));
  const list = [
    { from: "grid", to: "facility", kw: Math.max(0, facility - pv - discharge) }, { from: "pv", to: "facility", kw: Math.min(pv, facility) },
    { from: "battery", to: "facility", kw: discharge },
    { from: "facility", to: "it", kw: kw(energy.it) }, { from: "facility", to: "cooling", kw: cooling },
    { from: "facility", to: "heat-pump", kw: heatPump },
    { from: "facility", to: "losses", kw: facility - kw(energy.it) - cooling - heatPump },
    ...Object.entries(energy.halls).map(([hall, figure]) => ({ from: "it", to: `hall ${hall}`, kw: kw(figure) })),
    // Machines are metered by themselves; more than the cooling meter shows would tear the picture.
    ...parts.map(([kind, value]) => ({ from: "cooling", to: `unit ${kind}`, kw: known > cooling ? (value * cooling) / known : value })),
    { from: "cooling", to: "unit other", kw: cooling - known },
  ];
  return list.filter((flow) => flow.kw > 0.5);
}

/** @param {string} node */
export function nodeName(node) {
  const [what, which] = node.split(" ");
  return what === "hall" ? t("thermal.hall", { hall: (which ?? "").toUpperCase() }) : what === "unit" ? t(`unit.${which}`) : t(`flow.${node}`);
}

class Sankey extends LitElement {
  static properties = { energy: { attribute: false }, language: { attribute: false } };

  constructor() {
    super();
    /** @type {any} */
    this.energy = null;
    this.language = "";
    /** @type {any} */
    this.chart = null;
    this.onLook = () => this.requestUpdate();
    // What labels say depends on the room, too.
    this.sizes = new ResizeObserver(() => { this.chart?.resize(); this.requestUpdate(); });
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
    this.chart?.dispose();
    this.chart = null;
  }

  async updated() {
    library ??= import("echarts");
    const echarts = await library;
    const place = /** @type {HTMLElement | null} */ (this.querySelector(".chart"));
    if (!place?.isConnected || !this.energy) {
      return;
    }
    if (!this.chart) {
      this.chart = echarts.init(place, null, { renderer: "canvas" });
      this.sizes.observe(place);
    }
    const style = getComputedStyle(this);
    const color = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
    const list = flows(this.energy);
    // What ends without going on stands last, so that no ribbon crosses another.
    const ends = ["heat-pump", "losses"];
    const all = [...new Set(list.flatMap((flow) => [flow.from, flow.to]))];
    const names = [...all.filter((name) => !ends.includes(name)), ...all.filter((name) => ends.includes(name))];
    const room = place.clientWidth;
    const kw = (/** @type {string} */ name) => Math.max(list.filter((flow) => flow.to === name).reduce((sum, flow) => sum + flow.kw, 0),
      list.filter((flow) => flow.from === name).reduce((sum, flow) => sum + flow.kw, 0));
    const last = (/** @type {string} */ name) => !list.some((flow) => flow.from === name);
    const paint = (/** @type {string} */ name) => (name === "cooling" || name.startsWith("unit") ? color("cooling")
      : name === "it" || name.startsWith("hall") ? color("it") : name === "losses" ? color("line-strong") : color("facility"));
    this.chart.setOption({
      animation: false, textStyle: { fontFamily: color("font") },
      tooltip: { renderMode: "richText", confine: true, formatter: (/** @type {any} */ at) => (at.dataType === "edge"
        ? `${nodeName(at.data.source)} → ${nodeName(at.data.target)}  ${number(at.value)} kW` : `${nodeName(at.name)}  ${number(kw(at.name))} kW`),
        backgroundColor: color("surface"), borderColor: color("line-strong"), textStyle: { color: color("text"), fontSize: 12 } },
      series: [{
        type: "sankey", left: 8, right: room < 420 ? 180 : 210, top: 8, bottom: 8, nodeWidth: 12, nodeGap: 12, nodeAlign: "justify", draggable: false, layoutIterations: 0,
        emphasis: { focus: "adjacency" }, lineStyle: { color: "source", opacity: 0.22, curveness: 0.5 },
        // Where there is little room, the nodes between say their name only, and where there is hardly any, what all comes from says nothing.
        labelLayout: { hideOverlap: true },
        label: { color: color("text"), fontSize: 12, formatter: (/** @type {any} */ at) => (last(at.name) || room >= 640 ? `${nodeName(at.name)}  ${number(kw(at.name))} kW`
          : room < 420 && at.name !== "it" && at.name !== "cooling" ? "" : nodeName(at.name)) },
        data: names.map((name) => ({ name, itemStyle: { color: paint(name), borderWidth: 0 } })),
        links: list.map((flow) => ({ source: flow.from, target: flow.to, value: flow.kw })),
      }],
    });
  }

  render() {
    const list = this.energy ? flows(this.energy) : [];
    return html`<div class="chart" role="img" aria-label=${t("energy.flows.summary", { list: list.map((flow) =>
      `${nodeName(flow.from)} → ${nodeName(flow.to)} ${number(flow.kw)} kW`).join("; ") })}></div>`;
  }
}

customElements.define("ondol-sankey", Sankey);
