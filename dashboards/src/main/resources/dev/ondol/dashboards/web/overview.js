// @ts-check
/// The Overview screen. First read: is anything wrong, is it under control, what comes next.
import { LitElement, html } from "lit";
import { go } from "./address.js";
import { actions } from "./actions.js";
import { figures } from "./figures.js";
import { Fresh } from "./fresh.js";
import { number } from "./format.js";
import { plan } from "./plan.js";
import { inOrder, open, toLookAt } from "./queue.js";
import { savedInShort } from "./savings.js";
import { t } from "./text.js";
import "./recommendation.js";
import "./thermal.js";
import "./trend.js";

const HOUR = 3_600_000;

class Overview extends LitElement {
  static properties = { state: { attribute: false }, tick: { attribute: false }, language: { attribute: false } };

  constructor() {
    super();
    /** @type {import("./live.js").LiveState | null} */
    this.state = null;
    this.tick = 0;
    this.language = "";
    /** The recommendation that was shown last. */
    this.looked = "";
    this.measured = new Fresh(() => this.requestUpdate());
    this.market = new Fresh(() => this.requestUpdate());
  }

  createRenderRoot() {
    return this;
  }

  updated() {
    const plant = this.state?.overview?.clock?.plant;
    if (this.state?.connected && plant) {
      this.measured.look("/api/v1/savings", Math.floor(plant / 300_000));
      const hour = plant - (plant % HOUR);
      this.market.look(`/api/v1/energy?from=${hour}&to=${hour + 25 * HOUR}`, hour);
    }
  }

  /** @param {string} topic */
  explain(topic) {
    this.dispatchEvent(new CustomEvent("ondol-help", { bubbles: true, detail: topic }));
  }

  empty() {
    return html`<section class="empty" data-test="empty">
      <h1>${t("empty.title")}</h1>
      <p>${t("empty.text")}</p>
      <p><button class="primary" @click=${() => this.explain("simulator")}>${t("empty.simulator")}</button>
        <button @click=${() => this.explain("source")}>${t("empty.source")}</button></p>
    </section>`;
  }

  /** What an operator is asked, or else what the plan does next. @param {import("./live.js").LiveState} state */
  next(state) {
    const waiting = inOrder(state.recommendations).filter(open);
    if (waiting.length === 0) {
      return plan(state.overview, state.site);
    }
    const it = toLookAt(waiting, this.looked);
    this.looked = it.id;
    return html`<section class="card plan" data-test="recommendation"><div class="card-head"><h2>${t("rec.title")}</h2><span class="spring"></span>
      ${waiting.length > 1 ? html`<span class="label num">${t("rec.more-wait", { n: number(waiting.length - 1) })}</span>` : ""}
      <button data-test="all-recommendations" @click=${() => go("cooling")}>${t("rec.queue")}</button></div>
      <ondol-recommendation class="pane" .it=${it} .overview=${state.overview} .site=${state.site} .connected=${state.connected} .language=${this.language}></ondol-recommendation></section>`;
  }

  skeleton() {
    const card = (/** @type {string} */ name) => html`<div class="card ${name}"></div>`;
    return html`<div class="screen skeleton" aria-busy="true" aria-label=${t("frame.loading")} role="status">
      <div class="figures">${[1, 2, 3, 4, 5, 6].map(() => card("figure"))}</div>
      ${["trend", "plan", "thermal", "actions"].map(card)}</div>`;
  }

  render() {
    const state = this.state;
    if (!state?.overview) {
      return this.skeleton();
    }
    const overview = state.overview;
    if (overview.clock === null && overview.feed.newest === null) {
      return this.empty();
    }
    const frozen = !state.connected;
    return html`<div class="screen ${frozen ? "frozen" : ""}">
      <h1 class="unseen">${t("screen.overview")}</h1>
      ${figures(overview, state.site, this.market.body?.market ?? (this.market.problem ? [] : null))}
      <ondol-trend class="card trend" .overview=${overview} .site=${state.site} .tick=${this.tick}
        .language=${this.language}></ondol-trend>
      ${this.next(state)}
      <ondol-thermal class="card thermal" .overview=${overview} .site=${state.site}
        .language=${this.language}></ondol-thermal>
      ${actions(overview, state.site, state.alarms, this.measured.body ? html`<button class="link" data-test="overview-saving" @click=${() => go("energy")}>${
        savedInShort(this.measured.body.savings)}</button>` : "")}
    </div>`;
  }
}

customElements.define("ondol-overview", Overview);
