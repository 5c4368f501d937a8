// @ts-check
/// The Replay screen: an engineer has recorded telemetry run through the simulated plant and sees both beside each other. The replay is
/// computed by the replayer; play, step and seek move through what it found. Nothing here reaches the plant: the page asks for replays
/// and for nothing else.
import { LitElement, html, nothing } from "lit";
import { address, chooseReplay, replayChoice } from "./address.js";
import { get, send } from "./api.js";
import { number } from "./format.js";
import { ReplayClock, SPEEDS } from "./replay-clock.js";
import { replayForm, usualWindow } from "./replay-form.js";
import { about, runList, waiting } from "./replay-runs.js";
import { fits, happenings, indicators, irregularities, points, summary, suspects } from "./replay-tables.js";
import { readout, transport } from "./replay-transport.js";
import { known, t } from "./text.js";
import "./replay-chart.js";

const LOOK_MS = 1_000;
const IDLE_MS = 10_000;
const FIRST_POINT = "meter-facility/active-power";
const TABS = ["points", "events", "recording"];

class ReplayScreen extends LitElement {
  static properties = { state: { attribute: false }, tick: { attribute: false }, language: { attribute: false }, overview: { state: true }, told: { state: true },
    line: { state: true }, problem: { state: true }, busy: { state: true }, table: { state: true }, tab: { state: true } };

  constructor() {
    super();
    /** @type {import("./live.js").LiveState | null} */
    this.state = null;
    this.tick = 0;
    this.language = "";
    /** @type {any} */
    this.overview = null;
    /** @type {{ run: any, found: any } | null} */
    this.told = null;
    /** @type {any} */
    this.line = null;
    this.problem = "";
    this.busy = false;
    this.table = false;
    this.tab = "points";
    this.clock = new ReplayClock();
    this.shown = "";
    /** The replay that was asked about last. */
    this.asked = "";
    this.timer = 0;
    this.here = false;
    this.onAddress = () => {
      this.requestUpdate();
      if ((replayChoice().run ?? "") === this.asked) {
        this.show();
      } else {
        void this.look();
      }
    };
    this.onClock = () => this.moved();
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.key(event);
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.here = true;
    address.addEventListener("change", this.onAddress);
    this.clock.addEventListener("change", this.onClock);
    document.addEventListener("keydown", this.onKey);
    this.addEventListener("ondol-seek", () => this.stay());
    void this.look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.here = false;
    clearTimeout(this.timer);
    this.clock.stop();
    address.removeEventListener("change", this.onAddress);
    this.clock.removeEventListener("change", this.onClock);
    document.removeEventListener("keydown", this.onKey);
  }

  get zone() {
    return this.state?.site?.timeZone ?? "UTC";
  }

  /** Asks what there is, and how far the replay of the address is; again soon while it runs. */
  async look() {
    clearTimeout(this.timer);
    const id = replayChoice().run;
    this.asked = id ?? "";
    const whole = this.told?.found && String(this.told.run.id) === id;
    const [overview, told] = await Promise.all([get("/api/v1/replays"), whole ? { ok: true, body: this.told } : id ? get(`/api/v1/replays/${encodeURIComponent(id)}`) : null]);
    if (!this.here || id !== replayChoice().run) {
      return;
    }
    this.overview = overview.ok ? overview.body : this.overview;
    this.problem = overview.ok ? "" : overview.code;
    if (told?.ok) {
      this.told = told.body;
    } else if (!told || /** @type {import("./api.js").Failure} */ (told).code === "not-found") {
      this.told = null;
      this.problem ||= told ? "no-such-replay" : "";
    }
    this.show();
    const runs = ["QUEUED", "RUNNING"].includes(this.told?.run.state);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), runs ? LOOK_MS : IDLE_MS);
  }

  /** Takes up a result that was not shown before, and the line of its point. */
  show() {
    const found = this.told?.found;
    if (!found) {
      this.line = null;
      this.shown = "";
      this.clock.stop();
      return;
    }
    const choice = replayChoice();
    const run = String(this.told?.run.id);
    if (this.shown.split(" ")[0] !== run) {
      const { start, slotMs, slots } = found.slots;
      this.line = null;
      this.clock.speed = SPEEDS.includes(choice.speed) ? choice.speed : "60";
      this.clock.window(start, start + slots * slotMs, slotMs, Number(choice.at ?? Number.NaN));
    }
    const wanted = this.point();
    if (this.shown !== `${run} ${wanted}`) {
      this.shown = `${run} ${wanted}`;
      void get(`/api/v1/replays/${run}/line?point=${encodeURIComponent(wanted)}`).then((answer) => {
        if (this.shown === `${run} ${wanted}`) {
          this.line = answer.ok ? answer.body : null;
          this.problem = answer.ok ? this.problem : answer.code;
        }
      });
    }
  }

  /** The point of the address, or the facility's power, or whichever is there. */
  point() {
    const all = this.told?.found?.replay.points ?? [];
    const asked = replayChoice().point ?? FIRST_POINT;
    return all.some((/** @type {any} */ one) => one.point === asked) ? asked : all[0]?.point ?? asked;
  }

  /** What the form holds: the address first, then the replay that is shown, then what is usual. */
  wish() {
    const choice = replayChoice();
    const of = this.told?.run.request;
    const sources = this.overview?.sources ?? [];
    const source = choice.source ?? of?.source ?? sources[0]?.id ?? "";
    const usual = usualWindow(sources.find((/** @type {any} */ one) => one.id === source));
    const same = of && of.source === source;
    return { source, from: Number(choice.from ?? (same ? of.from : usual.from)), to: Number(choice.to ?? (same ? of.to : usual.to)),
      policy: choice.policy ?? of?.policy ?? "recorded", calibrate: choice.calibrate === undefined ? of?.calibrate ?? false : choice.calibrate === "true" };
  }

  /** @param {any} part */
  change(part) {
    const window = part.source ? { from: null, to: null } : {};
    chooseReplay({ ...window, ...Object.fromEntries(Object.entries(part).map(([name, value]) => [name, value === "" || Number.isNaN(value) ? null : String(value)])) });
  }

  async start() {
    this.busy = true;
    const answer = await send("POST", "/api/v1/replays", this.wish());
    this.busy = false;
    if (answer.ok) {
      this.open(answer.body.run.id);
    } else {
      this.note(answer);
    }
  }

  async cancel() {
    const answer = await send("DELETE", `/api/v1/replays/${this.told?.run.id}`);
    if (!answer.ok) {
      this.note(answer);
    }
    await this.look();
  }

  /** @param {number | null} id */
  open(id) {
    this.told = null;
    this.show();
    chooseReplay({ run: id === null ? null : String(id), source: null, from: null, to: null, policy: null, calibrate: null, at: null, point: null });
  }

  /** @param {any} failure */
  note(failure) {
    const key = `problem.replay.${failure.code}`;
    const plain = `problem.${failure.code}`;
    const text = known(key) ? t(key) : known(plain) ? t(plain) : t("problem.unknown", { code: failure.code, detail: failure.detail });
    this.dispatchEvent(new CustomEvent("ondol-note", { bubbles: true, detail: { bad: true, text } }));
  }

  async share() {
    this.stay();
    let text = t("replay.link.copied");
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      text = t("replay.link.bar");
    }
    this.dispatchEvent(new CustomEvent("ondol-note", { bubbles: true, detail: { bad: false, text } }));
  }

  moved() {
    this.requestUpdate();
  }

  /** The address holds where the clock stands; while it runs it does not. */
  stay() {
    if (!this.clock.runs && this.told?.found) {
      chooseReplay({ at: String(Math.round(this.clock.at)), speed: this.clock.speed });
    }
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (!this.told?.found || event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, button, a, dialog")) {
      return;
    }
    if (event.key === " ") {
      event.preventDefault();
      this.clock.toggle();
    } else if (event.key === "[" || event.key === "]") {
      this.clock.step(event.key === "[" ? -1 : 1);
    } else {
      return;
    }
    this.stay();
  }

  policy() {
    return t(`replay.policy.${this.told?.run.request.policy ?? "recorded"}`);
  }

  /** @param {any} found */
  result(found) {
    const run = this.told?.run;
    const replay = found.replay;
    const sorted = [...replay.points].sort((a, b) => a.point.localeCompare(b.point));
    const choose = (/** @type {string} */ point) => chooseReplay({ point });
    return html`<section class="card replay-main"><div class="card-head"><h2>${t("replay.side-by-side")}</h2>
        <select aria-label=${t("replay.point")} data-test="replay-choose-point" @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}>${
          sorted.map((one) => html`<option value=${one.point} .selected=${one.point === this.point()}>${one.point}</option>`)}</select><span class="spring"></span>
        <button class="quiet" data-test="replay-as-table" aria-pressed=${this.table ? "true" : "false"} @click=${() => { this.table = !this.table; }}>${t(this.table ? "action.chart" : "action.table")}</button></div>
      ${this.line ? html`${readout(this.line, found.slots, this.clock.at, this.policy())}<ondol-replay-chart .line=${this.line} .slots=${found.slots} .events=${found.events} .zone=${this.zone} .clock=${this.clock} .language=${this.language}
        .other=${this.policy()} .table=${this.table}></ondol-replay-chart>${transport(this.clock, this.zone, () => this.stay())}` : html`<div class="skeleton"></div>`}</section>
    <section class="card replay-side"><div class="card-head"><h2>${t("replay.found")}</h2><span class="spring"></span><button class="quiet" data-test="replay-close" @click=${() => this.open(null)}>${t("replay.all")}</button></div>
      <div class="scroller" tabindex="0" role="group" aria-label=${t("replay.found")}><p class="label">${about(run, this.zone)}</p>
      <p class="exports">${["csv", "json"].map((ending) => html`<a href=${`/api/v1/replays/${run.id}/replay.${ending}`} download data-test=${`replay-${ending}`}>${ending.toUpperCase()}</a>`)}
        <a href=${`/api/v1/replays/${run.id}/report.html`} download data-test="replay-report">${t("replay.report")}</a><button class="link" data-test="replay-share" @click=${() => this.share()}>${t("replay.link")}</button></p>
      ${summary(replay)}${indicators(replay)}${suspects(replay)}${fits(replay)}</div></section>
    <section class="card replay-points-card"><div class="card-head"><span class="switch" role="group" aria-label=${t("replay.details")}>${TABS.map((tab) => html`<button data-test=${`replay-tab-${tab}`}
      aria-pressed=${tab === this.tab ? "true" : "false"} @click=${() => { this.tab = tab; }}>${t(`replay.tab.${tab}`, { n: number(this.count(tab, found)) })}</button>`)}</span></div>
      <div class="scroller" tabindex="0" role="group" aria-label=${t(`replay.tab.${this.tab}`, { n: "" })}>${this.tab === "points" ? points(replay, this.point(), choose)
        : this.tab === "events" ? happenings(found.events, this.zone, this.clock.at, (plant) => { this.clock.seek(plant); this.stay(); }) : irregularities(replay, this.zone)}</div></section>`;
  }

  /** @param {string} tab @param {any} found */
  count(tab, found) {
    return tab === "points" ? found.replay.points.length : tab === "events" ? found.events.length : found.replay.irregularities.length;
  }

  body() {
    if (!this.overview && !this.problem) {
      return html`<div class="skeleton replay-wait"><div class="card"></div></div>`;
    }
    const run = this.told?.run;
    return run && this.told?.found ? this.result(this.told.found)
      : run ? waiting(run, { zone: this.zone, alive: this.overview?.alive !== false, connected: this.state?.connected ?? false, cancel: () => void this.cancel(), all: () => this.open(null) })
      : runList(this.overview, this.zone, (id) => this.open(id));
  }

  render() {
    const key = `problem.replay.${this.problem}`;
    const plain = `problem.${this.problem}`;
    const found = Boolean(this.told?.found);
    return html`<div class="replay-screen ${found ? "" : "without"}"><section class="card replay-head">${replayForm({ wish: this.wish(), overview: this.overview, connected: this.state?.connected ?? false, busy: this.busy, zone: this.zone,
      change: (part) => this.change(part), start: () => void this.start() })}
      ${this.problem ? html`<p class="problem" role="alert">${known(key) ? t(key) : known(plain) ? t(plain) : this.problem} <button class="quiet" @click=${() => void this.look()}>${t("action.retry")}</button></p>` : nothing}</section>
      ${this.body()}</div>`;
  }
}

customElements.define("ondol-replay-screen", ReplayScreen);
