// @ts-check
/// The Replay screen: an engineer has recorded telemetry run through the simulated plant and sees both beside each other. The replay is
/// computed by the replayer; play, step and seek move through what it found. Nothing here reaches the plant: the page asks for replays
/// and for nothing else.
import { LitElement, html, nothing } from "lit";
import { address, chooseReplay, replayChoice } from "./address.js";
import { get, send } from "./api.js";
import { ReplayClock, SPEEDS } from "./replay-clock.js";
import { replayForm, usualWindow } from "./replay-form.js";
import { planAt } from "./replay-plan.js";
import { replayResult } from "./replay-result.js";
import { asked, replayViews, runList, waiting } from "./replay-runs.js";
import { session } from "./session.js";
import { known, t } from "./text.js";
import "./recordings.js";
import "./replay-compare.js";

const LOOK_MS = 1_000;
const IDLE_MS = 10_000;
const FIRST_POINT = "meter-facility/active-power";

class ReplayScreen extends LitElement {
  static properties = { state: { attribute: false }, tick: { attribute: false }, language: { attribute: false }, overview: { state: true }, told: { state: true },
    line: { state: true }, problem: { state: true }, busy: { state: true }, table: { state: true }, tab: { state: true }, other: { state: true } };

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
    /** What somebody has written of another plant; null: as in the replay that is shown. @type {{ plant?: string, name?: string }} */
    this.other = {};
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
    const source = replayChoice().source;
    const unlisted = source !== undefined && !this.overview?.sources.some((/** @type {any} */ one) => one.id === source && one.from !== undefined);
    const runs = unlisted || ["QUEUED", "RUNNING"].includes(this.told?.run.state);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), runs ? LOOK_MS : IDLE_MS);
  }

  /** Takes up a result that was not shown before, and the line of its point. */
  show() {
    const found = this.told?.found;
    if (!found || found.planAt) {
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
      policy: choice.policy ?? of?.policy ?? "recorded", calibrate: choice.calibrate === undefined ? of?.calibrate ?? false : choice.calibrate === "true",
      at: null, plant: (this.other.plant ?? of?.plant ?? "") || null, name: this.other.name || null };
  }

  /** @param {any} part */
  change(part) {
    if ("plant" in part || "name" in part) {
      this.other = { ...this.other, ...part };
      return;
    }
    const window = part.source ? { from: null, to: null } : {};
    chooseReplay({ ...window, ...Object.fromEntries(Object.entries(part).map(([name, value]) => [name, value === "" || Number.isNaN(value) ? null : String(value)])) });
  }

  /** @param {any} wish @param {string | null} back the replay that it comes from */
  async start(wish = this.wish(), back = null) {
    this.busy = true;
    const answer = await send("POST", "/api/v1/replays", wish);
    this.busy = false;
    if (answer.ok) {
      this.open(answer.body.run.id, back);
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

  /** @param {number | null} id @param {string | null} back */
  open(id, back = null) {
    this.told = null;
    this.other = {};
    this.show();
    chooseReplay({ run: id === null ? null : String(id), source: null, from: null, to: null, policy: null, calibrate: null, at: null, point: null, back, view: null, names: null });
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
    if (!this.told?.found || this.told.found.planAt || event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, button, a, dialog")) {
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
    return asked(this.told?.run.request, this.zone);
  }

  /** The button that asks what would have been planned where the clock stands. */
  planButton() {
    const of = this.told?.run.request;
    const early = this.clock.at < of.from + 3 * 3_600_000 || this.clock.at >= of.to;
    const why = !session.may("engineer") ? t("permission.engineer") : early ? t("replay.plan.early") : "";
    return html`<button data-test="replay-plan" ?disabled=${why !== "" || this.busy} title=${why || t("replay.plan.text")} @click=${() => this.start({ source: of.source, from: of.from, to: of.to, policy: "recorded",
      calibrate: false, at: Math.round(this.clock.at), plant: null, name: null }, String(this.told?.run.id))}>${t("replay.plan")}</button>`;
  }

  /** @param {any} found */
  result(found) {
    return replayResult({ run: this.told?.run, found, point: this.point(), line: this.line, table: this.table, tab: this.tab, zone: this.zone, language: this.language, policy: this.policy(), clock: this.clock,
      planButton: this.planButton(), choose: (point) => chooseReplay({ point }), asTable: () => { this.table = !this.table; }, showTab: (tab) => { this.tab = tab; }, all: () => this.open(null),
      share: () => this.share(), stay: () => this.stay() });
  }

  body() {
    if (!this.overview && !this.problem) {
      return html`<div class="skeleton replay-wait"><div class="card"></div></div>`;
    }
    const run = this.told?.run;
    const back = replayChoice().back ?? null;
    return run && this.told?.found?.planAt ? planAt(this.told, this.zone, () => this.open(back === null ? null : Number(back)), back !== null)
      : run && this.told?.found ? this.result(this.told.found)
      : run ? waiting(run, { zone: this.zone, alive: this.overview?.alive !== false, connected: this.state?.connected ?? false, cancel: () => void this.cancel(), all: () => this.open(null) })
      : replayViews(replayChoice().view ?? "replays", (view) => chooseReplay({ view: view === "replays" ? null : view, names: null }), {
        replays: () => runList(this.overview, this.zone, (id) => this.open(id)),
        recordings: () => html`<ondol-recordings .zone=${this.zone} .names=${replayChoice().names ?? ""} .connected=${this.state?.connected ?? false} .language=${this.language}></ondol-recordings>`,
        compare: () => html`<ondol-replay-compare .zone=${this.zone} .language=${this.language} @ondol-open=${(/** @type {CustomEvent} */ event) => this.open(event.detail)}></ondol-replay-compare>` });
  }

  render() {
    const key = `problem.replay.${this.problem}`;
    const plain = `problem.${this.problem}`;
    const found = Boolean(this.told?.found && !this.told.found.planAt);
    return html`<div class="replay-screen ${found ? "" : "without"}"><section class="card replay-head">${replayForm({ wish: this.wish(), overview: this.overview, connected: this.state?.connected ?? false, busy: this.busy, zone: this.zone,
      change: (part) => this.change(part), start: () => void this.start() })}
      ${this.problem ? html`<p class="problem" role="alert">${known(key) ? t(key) : known(plain) ? t(plain) : this.problem} <button class="quiet" @click=${() => void this.look()}>${t("action.retry")}</button></p>` : nothing}</section>
      ${this.body()}</div>`;
  }
}

customElements.define("ondol-replay-screen", ReplayScreen);
