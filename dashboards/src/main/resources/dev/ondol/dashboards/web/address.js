// @ts-check
/// What the address bar holds: which screen, and the one time range of all panels. Links share both; going back works.

/** Screens of the rail, in its order: where they are, the key after g, and a sign. */
export const SCREENS = [
  { id: "overview", path: "/", key: "o", sign: "▦" },
  { id: "thermal", path: "/thermal", key: "t", sign: "▤" },
  { id: "cooling", path: "/cooling", key: "c", sign: "❄" },
  { id: "workloads", path: "/workloads", key: "w", sign: "▭" },
  { id: "energy", path: "/energy", key: "e", sign: "ϟ" },
  { id: "replay", path: "/replay", key: "r", sign: "↺" },
  { id: "alarms", path: "/alarms", key: "a", sign: "△" },
  { id: "fleet", path: "/fleet", key: "f", sign: "⌂" },
];
/** Reached from the menu of the user, and from Energy. */
const OTHERS = [{ id: "access", path: "/access", key: "", sign: "" }, { id: "report", path: "/report", key: "", sign: "" }];

const HOUR = 3_600_000;
/** Plant time that panels look back. @type {Record<string, number>} */
export const RANGES = { "1h": HOUR, "6h": 6 * HOUR, "24h": 24 * HOUR, "7d": 168 * HOUR };
const USUAL = "6h";

/** Tells "change" when screen or range have changed. */
export const address = new EventTarget();

/** @returns {string} id of the screen */
export function screen() {
  return [...SCREENS, ...OTHERS].find((one) => one.path === location.pathname)?.id ?? "overview";
}

/** @returns {string} */
export function range() {
  const asked = new URLSearchParams(location.search).get("range") ?? "";
  return asked in RANGES ? asked : USUAL;
}

/** Address of a screen, with the range of now. @param {string} id */
export function href(id) {
  const path = [...SCREENS, ...OTHERS].find((one) => one.id === id)?.path ?? "/";
  return range() === USUAL ? path : `${path}?range=${range()}`;
}

/** @param {string} id @param {string} [show] what the screen is to show: a rack, a hall, a machine, a set-point, a job, an alarm */
export function go(id, show = "") {
  if (id !== screen() || show) {
    const next = new URL(href(id), location.href);
    if (show) {
      next.searchParams.set("show", show);
    }
    history.pushState(null, "", next);
    tell();
  }
}

/** What the address asks this screen to show. It is told once: afterwards what the user chooses counts. @param {string} id */
export function shown(id) {
  const next = new URL(location.href);
  const show = id === screen() ? next.searchParams.get("show") ?? "" : "";
  if (show) {
    next.searchParams.delete("show");
    history.replaceState(null, "", next);
  }
  return show;
}

/** @param {string} chosen */
export function chooseRange(chosen) {
  const next = new URL(location.href);
  next.searchParams.set("range", chosen);
  if (period()) {
    next.searchParams.delete("from");
    next.searchParams.delete("to");
  }
  history.replaceState(null, "", next);
  tell();
}

/** Days that one look at Energy shows at most. */
export const MOST_DAYS = 31;
const DAY_MS = 24 * HOUR;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Days of the site that Energy shows, the last one included, for example 2022-07-15; null where it looks back from now. Of more than can be shown the first ones. @returns {{ from: string, to: string } | null} */
export function period() {
  const asked = new URLSearchParams(location.search);
  const from = asked.get("from") ?? "";
  const to = asked.get("to") ?? "";
  const first = DAY.test(from) ? Date.parse(from) : NaN;
  if (screen() !== "energy" || Number.isNaN(first) || !DAY.test(to) || from > to) {
    return null;
  }
  const last = new Date(first + (MOST_DAYS - 1) * DAY_MS).toISOString().slice(0, 10);
  return { from, to: to < last ? to : last };
}

/** @param {{ from: string, to: string }} days */
export function choosePeriod({ from, to }) {
  const next = new URL(location.href);
  next.searchParams.set("from", from);
  next.searchParams.set("to", to);
  history.replaceState(null, "", next);
  tell();
}

/** Month of the report, for example 2022-07; empty where the address names none. */
export function month() {
  const asked = new URLSearchParams(location.search).get("month") ?? "";
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : "";
}

/** @param {string} chosen */
export function chooseMonth(chosen) {
  const next = new URL(location.href);
  next.searchParams.set("month", chosen);
  history.replaceState(null, "", next);
  tell();
}

/** What the address says of a replay: run, source, from, to, policy, calibrate, point, at, speed. @returns {Record<string, string>} */
export function replayChoice() {
  return Object.fromEntries(new URLSearchParams(location.search));
}

/** Null takes a choice away. @param {Record<string, string | null>} changes */
export function chooseReplay(changes) {
  const next = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) {
      next.searchParams.delete(name);
    } else {
      next.searchParams.set(name, value);
    }
  }
  if (next.href !== location.href) {
    history.replaceState(null, "", next);
    tell();
  }
}

function tell() {
  address.dispatchEvent(new CustomEvent("change"));
}

addEventListener("popstate", tell);
