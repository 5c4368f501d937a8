// @ts-check
/// Alarms and audit: what stands now, what is shelved or suppressed, what was, who did what, and the shift log. Behind a row lie
/// cause, consequence and action, and the two things to do about it.
import { LitElement, html, nothing } from "lit";
import { address, go, shown } from "./address.js";
import { grouped } from "./alarm-groups.js";
import { against, readSheet, sign, stateName, words } from "./alarm-words.js";
import { get, send } from "./api.js";
import { age, clockTime, date, number, unit } from "./format.js";
import { auditTable, shiftLog } from "./records.js";
import { placeOf, pointOf } from "./places.js";
import { session } from "./session.js";
import { known, t } from "./text.js";
import "./point-trend.js";

const AROUND_MS = 900_000;
const TABS = ["active", "shelved", "suppressed", "history", "audit", "shift"];
/** @type {Record<string, string[]>} */
const STATES = { active: ["UNACK_ACTIVE", "ACKED_ACTIVE", "UNACK_CLEARED"], shelved: ["SHELVED"], suppressed: ["SUPPRESSED", "OUT_OF_SERVICE"] };
/** @type {Record<string, string>} */
const PATHS = { history: "/api/v1/alarms/history?limit=200", audit: "/api/v1/audit?limit=200", shift: "/api/v1/shift-log?limit=100" };

class AlarmsScreen extends LitElement {
  static properties = { state: { attribute: false }, tick: { attribute: false }, language: { attribute: false }, tab: { state: true },
    chosen: { state: true }, shelving: { state: true }, problem: { state: true }, record: { state: true }, open: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.state = null;
    this.tick = 0;
    this.language = "";
    this.tab = "active";
    this.chosen = "";
    this.shelving = false;
    this.problem = "";
    /** @type {any} */
    this.record = null;
    /** The group whose alarms are listed. */
    this.open = "";
    /** An alarm that a link asks for and that is not shown yet. */
    this.wanted = "";
    this.onAddress = () => { this.wanted = shown("alarms") || this.wanted; this.requestUpdate(); };
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    address.addEventListener("change", this.onAddress);
    this.onAddress();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    address.removeEventListener("change", this.onAddress);
  }

  willUpdate() {
    const alarm = this.state?.alarms?.alarms.find((/** @type {any} */ each) => each.id === this.wanted);
    if (alarm) {
      this.tab = Object.keys(STATES).find((tab) => STATES[tab].includes(alarm.state)) ?? "active";
      this.open = `${alarm.definition}/${alarm.state}`;
      this.chosen = alarm.id;
      this.wanted = "";
    }
  }

  /** @param {string} tab */
  async show(tab) {
    this.tab = tab;
    this.chosen = "";
    this.problem = "";
    this.record = null;
    if (tab in PATHS) {
      const answer = await get(PATHS[tab]);
      if (this.tab === tab) {
        this.problem = answer.ok ? "" : answer.code;
        this.record = answer.ok ? answer.body : null;
      }
    }
  }

  /** @param {string} path @param {unknown} body */
  async act(path, body) {
    const answer = await send("POST", path, body);
    this.problem = answer.ok ? "" : answer.code;
    if (answer.ok) {
      this.shelving = false;
    }
    return answer.ok;
  }

  /** @param {any} alarm @param {SubmitEvent} event */
  shelve(alarm, event) {
    event.preventDefault();
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
    void this.act(`/api/v1/alarms/${encodeURIComponent(alarm.id)}/shelve`, { minutes: Number(fields.get("minutes")), reason: fields.get("reason") });
  }

  /** @param {any} alarm */
  detail(alarm) {
    const may = session.may("operate");
    const id = encodeURIComponent(alarm.id);
    const open = alarm.state === "UNACK_ACTIVE" || alarm.state === "UNACK_CLEARED";
    const at = placeOf(alarm.params?.rack ?? alarm.params?.equipment ?? alarm.source) ?? placeOf(alarm.scope);
    return html`<tr class="alarm-detail"><td colspan="7"><dl>${["cause", "consequence", "action"].map((what) => html`<div><dt>${t(`alarm.${what}`)}</dt><dd>${
      words(alarm, /** @type {any} */ (what))}</dd></div>`)}</dl>
      ${this.around(alarm)}
      ${alarm.shelved ? html`<p class="label">${t("alarm.shelved-by", { by: alarm.shelved.by, reason: alarm.shelved.reason, left: age(alarm.shelved.untilWall - Date.now()) })}</p>` : nothing}
      ${may ? nothing : html`<p class="label">${t("permission.operate")}</p>`}
      <p class="acts"><button class="primary" data-test="ack" ?disabled=${!may || !open} @click=${() => this.act(`/api/v1/alarms/${id}/ack`, { comment: null })}>${t("alarm.ack")}</button>
        ${alarm.state === "SHELVED" ? html`<button data-test="unshelve" ?disabled=${!may} @click=${() => this.act(`/api/v1/alarms/${id}/unshelve`, {})}>${t("alarm.unshelve")}</button>`
          : html`<button data-test="shelve" ?disabled=${!may} aria-expanded=${this.shelving ? "true" : "false"} @click=${() => { this.shelving = !this.shelving; }}>${t("alarm.shelve")}</button>`}
        ${at ? html`<button data-test="alarm-place" @click=${() => go(at.screen, at.show)}>${t("search.open", { screen: t(`screen.${at.screen}`) })}</button>` : nothing}</p>
      ${this.shelving && alarm.state !== "SHELVED" ? html`<form class="line" @submit=${(/** @type {SubmitEvent} */ event) => this.shelve(alarm, event)}>
        <label class="field"><span>${t("alarm.minutes")}</span><select name="minutes">${[15, 60, 240, 480].map((minutes) => html`<option value=${minutes} ?selected=${minutes === 60}>${
          age(minutes * 60_000)}</option>`)}</select></label>
        <label class="field wide"><span>${t("alarm.reason")}</span><input name="reason" required maxlength="500" data-test="shelve-reason"></label>
        <button data-test="shelve-go">${t("alarm.shelve.go")}</button></form>` : nothing}</td></tr>`;
  }

  /** What it is about, a quarter of an hour before and after it came. @param {any} alarm */
  around(alarm) {
    const point = pointOf(alarm);
    const now = this.state.overview?.clock?.plant ?? 0;
    // What is to come is asked for again each minute.
    const to = Math.min(alarm.raised + AROUND_MS, Math.ceil(now / 60_000) * 60_000);
    const own = alarm.definition !== "liquid-flow-low" && point !== alarm.params?.point;
    return point === null || to <= alarm.raised - AROUND_MS ? nothing : html`<ondol-point-trend .point=${point} .unit=${own ? unit(alarm.unit ?? "") : ""} .from=${Math.max(0, alarm.raised - AROUND_MS)} .to=${to}
      .over=${`±${age(AROUND_MS)}`} .limit=${own ? alarm.limit ?? null : null} .language=${this.language}></ondol-point-trend>`;
  }

  /** One row for all that say the same, and the way to acknowledge them at once. @param {import("./alarm-groups.js").Group} group @param {string} zone */
  group(group, zone) {
    const first = group.alarms[0];
    const n = number(group.alarms.length);
    const isOpen = this.open === group.key;
    const may = session.may("operate") && first.state.startsWith("UNACK");
    const sources = group.alarms.slice(0, 3).map((alarm) => alarm.source).join(", ");
    return html`<tr class="${first.state.startsWith("UNACK") ? "open" : ""} ${first.priority.toLowerCase()}" data-test="alarm-group"><td class="num sign"><span aria-hidden="true">${
        sign(first.priority)}</span><span class="unseen">${t(`alarm.priority.${first.priority}`)}</span></td><td>${stateName(first.state)}</td>
      <td class="num">${date(first.raisedWall, zone)} ${clockTime(first.raisedWall, zone, true)}</td>
      <td>${t("alarm.group.sources", { sources, n: number(group.alarms.length - 3) })}</td><td colspan="3"><button class="link" aria-expanded=${isOpen ? "true" : "false"}
        @click=${() => { this.open = isOpen ? "" : group.key; }}>${t("alarm.group", { n, title: words(first, "title") })}</button>
        ${first.state.startsWith("UNACK") ? html` <button data-test="ack-group" ?disabled=${!may} title=${session.may("operate") ? nothing : t("permission.operate")}
          @click=${() => this.acknowledge(group.alarms)}>${t("alarm.ack-group", { n })}</button>` : nothing}</td></tr>
      ${isOpen ? group.alarms.map((alarm) => this.row(alarm, zone)) : nothing}`;
  }

  /** At most two hundred at a time. @param {any[]} alarms */
  async acknowledge(alarms) {
    for (let i = 0; i < alarms.length; i += 200) {
      if (!await this.act("/api/v1/alarms/ack", { ids: alarms.slice(i, i + 200).map((alarm) => alarm.id), comment: null })) {
        return;
      }
    }
  }

  /** @param {any} alarm @param {string} zone */
  row(alarm, zone) {
    return html`<tr class="${alarm.state.startsWith("UNACK") ? "open" : ""} ${alarm.priority.toLowerCase()}" data-test="alarm"><td class="num sign"><span aria-hidden="true">${
        sign(alarm.priority)}</span><span class="unseen">${t(`alarm.priority.${alarm.priority}`)}</span></td><td>${stateName(alarm.state)}${
        alarm.chattering ? html` <span class="chip">${t("alarm.chattering")}</span>` : nothing}${alarm.standing ? html` <span class="chip">${t("alarm.standing")}</span>` : nothing}</td>
        <td class="num">${date(alarm.raisedWall, zone)} ${clockTime(alarm.raisedWall, zone, true)}</td><td>${alarm.source}</td>
        <td><button class="link" aria-expanded=${this.chosen === alarm.id ? "true" : "false"} @click=${() => { this.chosen = this.chosen === alarm.id ? "" : alarm.id; this.shelving = false; }}>${
          words(alarm, "title")}</button></td><td class="num">${against(alarm)}</td><td class="num">${number(alarm.count)}</td></tr>
        ${this.chosen === alarm.id ? this.detail(alarm) : nothing}`;
  }

  /** @param {any[]} alarms @param {string} zone */
  list(alarms, zone) {
    if (alarms.length === 0) {
      const last = this.state.alarms?.lastClearedWall;
      return html`<p class="nothing" data-test="no-alarms">${t(`alarm.none.${this.tab}`)} ${this.tab === "active" && last ? t("alarm.last-cleared", { time: clockTime(last, zone) }) : ""}</p>`;
    }
    const columns = ["priority", "state", "raised", "source", "what", "value", "count"];
    return html`<table class="alarms"><thead><tr>${columns.map((column) => html`<th scope="col">${t(`alarm.column.${column}`)}</th>`)}</tr></thead><tbody>
      ${(this.tab in STATES ? grouped(alarms) : alarms).map((each) => (each.key ? this.group(each, zone) : this.row(each, zone)))}</tbody></table>`;
  }

  rates() {
    const { rates, flood } = this.state.alarms;
    const facts = [["alarm.rate", number(rates.per10MinLastDay, 1)], ["alarm.last10", number(rates.last10Min)], ["alarm.flood-share", `${number(100 * rates.floodShareLastDay, 1)} %`],
      ["alarm.standing", number(rates.standing)], ["alarm.chattering", number(rates.chattering)]];
    return html`<dl class="counts">${facts.map(([key, value]) => html`<div><dt>${t(key)}</dt><dd class="num">${value}</dd></div>`)}
      <div><dt>${t("alarm.flood-now")}</dt><dd>${flood ? t("alarm.flood", { n: number(flood.count) }) : t("alarm.no")}</dd></div></dl>`;
  }

  body() {
    const zone = this.state.site.timeZone;
    if (this.tab in STATES) {
      return this.list(this.state.alarms.alarms.filter((/** @type {any} */ alarm) => STATES[this.tab].includes(alarm.state)), zone);
    }
    if (!this.record) {
      return nothing;
    }
    return this.tab === "history" ? this.list(this.record.alarms, zone) : this.tab === "audit" ? auditTable(this.record, zone)
      : shiftLog(this.record, zone, async (entry) => { if (await this.act("/api/v1/shift-log", entry)) { await this.show("shift"); } });
  }

  render() {
    if (!this.state?.alarms) {
      return html`<section class="empty"><h1>${t("screen.alarms")}</h1><p>${t("alarm.nothing-told")}</p></section>`;
    }
    readSheet(() => this.requestUpdate());
    const counts = this.state.alarms.counts;
    /** @type {Record<string, number>} */
    const numbers = { active: this.state.alarms.alarms.filter((/** @type {any} */ alarm) => STATES.active.includes(alarm.state)).length, shelved: counts.shelved, suppressed: counts.suppressed + counts.outOfService };
    const key = `problem.${this.problem}`;
    return html`<section class="card alarms-screen ${this.state.connected ? "" : "frozen"}"><div class="card-head"><h1>${t("screen.alarms")}</h1>
      <span class="switch" role="group" aria-label=${t("screen.alarms")}>${TABS.map((tab) => html`<button data-test=${`tab-${tab}`} aria-pressed=${tab === this.tab ? "true" : "false"}
        @click=${() => this.show(tab)}>${t(`alarm.tab.${tab}`)}${tab in numbers ? html` <span class="num">${number(numbers[tab])}</span>` : nothing}</button>`)}</span></div>
      ${this.problem ? html`<p class="problem" role="alert" data-test="alarm-problem">${known(key) ? t(key) : t("problem.unknown", { code: this.problem, detail: "" })}</p>` : nothing}
      ${this.rates()}<div class="scroller" tabindex="0" role="group" aria-label=${t(`alarm.tab.${this.tab}`)}>${this.body()}</div></section>`;
  }
}

customElements.define("ondol-alarms-screen", AlarmsScreen);
