// @ts-check
/// What was done: rows of the audit log with their export, and the shift log with a form for the next entry.
import { html, nothing } from "lit";
import { clockTime, date, number } from "./format.js";
import { session } from "./session.js";
import { t } from "./text.js";

/** @param {any} record @param {string} zone */
export function auditTable(record, zone) {
  const week = `from=${Date.now() - 7 * 86_400_000}&to=${Date.now()}`;
  return html`<p class="line-end"><a href=${`/api/v1/audit/export?${week}`} download data-test="audit-export">${t("audit.export")}</a></p>
    ${record.rows.length === 0 ? html`<p class="nothing">${t("audit.none")}</p>` : html`<table><thead><tr>${["seq", "wall", "who", "what", "subject", "outcome", "hash"].map((column) => html`<th
      scope="col">${t(`audit.${column}`)}</th>`)}</tr></thead><tbody>${record.rows.map((/** @type {any} */ row) => html`<tr><td class="num">${number(row.seq)}</td>
      <td class="num">${date(row.wall, zone)} ${clockTime(row.wall, zone, true)}</td><th scope="row">${row.principal}</th><td>${row.kind} ${row.action}</td><td>${row.subject}</td><td>${row.outcome}</td>
      <td class="num" title=${row.hash}>${row.hash.slice(0, 8)}</td></tr>`)}</tbody></table>`}`;
}

/** @param {any} record @param {string} zone @param {(entry: any) => void} write */
export function shiftLog(record, zone, write) {
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
    write({ kind: fields.get("kind"), text: fields.get("text"), about: null });
  };
  return html`${session.may("operate") ? html`<form class="line" @submit=${submit}><label class="field"><span>${t("shift.kind")}</span><select name="kind"><option value="note">${t("shift.note")}</option>
      <option value="handover">${t("shift.handover")}</option></select></label><label class="field wide"><span>${t("shift.text")}</span><input name="text" required maxlength="4000" data-test="shift-text"></label>
      <button class="primary" data-test="shift-write">${t("shift.write")}</button></form>` : nothing}
    ${record.entries.length === 0 ? html`<p class="nothing">${t("shift.none")}</p>` : html`<ul class="happenings">${record.entries.map((/** @type {any} */ entry) => html`<li><span class="num time">${
      date(entry.wall, zone)} ${clockTime(entry.wall, zone)}</span><b>${entry.principal}</b><span>${entry.kind === "handover" ? html`<span class="chip">${t("shift.handover")}</span> ` : nothing}${entry.text}</span></li>`)}</ul>`}`;
}
