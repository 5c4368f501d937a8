// @ts-check
/// What alarms are called: the sheet of definitions, read once, in the operator's language.
import { get } from "./api.js";
import { number, unit } from "./format.js";
import { language, t } from "./text.js";

/** @type {Map<string, any> | null} */
let sheet = null;
let asked = false;

/** Reads the sheet where it is not there yet; then calls. @param {() => void} ready */
export function readSheet(ready) {
  if (sheet || asked) {
    return;
  }
  asked = true;
  void get("/api/v1/alarms/definitions").then((answer) => {
    asked = false;
    if (answer.ok) {
      sheet = new Map(answer.body.definitions.map((/** @type {any} */ definition) => [definition.id, definition]));
      ready();
    }
  });
}

/** Title, cause, consequence and action. @param {any} alarm @param {"title" | "cause" | "consequence" | "action"} what */
export function words(alarm, what) {
  const text = sheet?.get(alarm.definition)?.words[language()]?.[what];
  return text ?? (what === "title" ? alarm.definition : "");
}

/** Value against its limit. @param {any} alarm */
export function against(alarm) {
  if (alarm.value === null || alarm.value === undefined) {
    return "";
  }
  const of = unit(alarm.unit ?? "");
  return alarm.limit === null || alarm.limit === undefined ? `${number(alarm.value, 1)} ${of}`
    : `${number(alarm.value, 1)} / ${number(alarm.limit, 1)} ${of}`;
}

/** Sign of a priority: shape and letter, never colour alone. @param {string} priority */
export function sign(priority) {
  return { HIGH: "▲ 1", MEDIUM: "◆ 2", LOW: "● 3" }[priority] ?? priority;
}

/** What an alarm is about, for a line. @param {any} alarm */
export function line(alarm) {
  const rack = alarm.params?.rack ?? alarm.params?.equipment ?? "";
  return [words(alarm, "title"), alarm.source, rack, against(alarm)].filter(Boolean).join(" · ");
}

/** @param {string} state */
export function stateName(state) {
  return t(`alarm.state.${state}`);
}
