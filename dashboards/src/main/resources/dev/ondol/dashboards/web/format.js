// @ts-check
/// Numbers, times and ages as people of the chosen language write them. Time is the site's, 24 hours.
import { known, language, t } from "./text.js";

/** The sign for a value that is not there. */
export const NONE = "\u2014";

/** @type {Map<string, Intl.NumberFormat | Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @template {Intl.NumberFormat | Intl.DateTimeFormat} T
 * @param {string} key @param {() => T} make @returns {T}
 */
function cached(key, make) {
  const name = `${language()}:${key}`;
  let format = formats.get(name);
  if (!format) {
    format = make();
    formats.set(name, format);
  }
  return /** @type {T} */ (format);
}

/** @param {number | null | undefined} value @param {number} digits */
export function number(value, digits = 0) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return NONE;
  }
  const format = cached(`n${digits}`, () => new Intl.NumberFormat(language(), {
    minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "negative", // no -0.0
  }));
  return format.format(value);
}

/** A price of a unit: as many digits as it takes to tell hours apart. @param {number | null | undefined} value */
export function price(value) {
  return number(value, (value ?? 0) < 10 ? 3 : 1);
}

/** A currency as people write it. @param {string} code */
export function money(code) {
  return known(`currency.${code}`) ? t(`currency.${code}`) : code;
}

/** Plant time of day. @param {number} millis @param {string} zone @param {boolean} [seconds] */
export function clockTime(millis, zone, seconds = false) {
  return cached(`c${zone}${seconds}`, () => new Intl.DateTimeFormat(language(), {
    timeZone: zone, hour: "2-digit", minute: "2-digit", second: seconds ? "2-digit" : undefined, hourCycle: "h23",
  })).format(millis);
}

/** Plant date. @param {number} millis @param {string} zone */
export function date(millis, zone) {
  return cached(`d${zone}`, () => new Intl.DateTimeFormat(language(), {
    timeZone: zone, year: "numeric", month: "short", day: "numeric",
  })).format(millis);
}

/** Short name of the zone at that time, for example GMT+9. @param {number} millis @param {string} zone */
export function zoneName(millis, zone) {
  const parts = cached(`z${zone}`, () => new Intl.DateTimeFormat("en", {
    timeZone: zone, timeZoneName: "shortOffset",
  })).formatToParts(millis);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** An age: 4 s, 12 min, 3 h. @param {number | null | undefined} millis */
export function age(millis) {
  if (millis === null || millis === undefined) {
    return NONE;
  }
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 90) {
    return t("age.seconds", { n: seconds });
  }
  if (seconds < 90 * 60) {
    return t("age.minutes", { n: Math.round(seconds / 60) });
  }
  return seconds < 48 * 3600
    ? t("age.hours", { n: Math.round(seconds / 3600) })
    : t("age.days", { n: Math.round(seconds / 86400) });
}

/** UCUM codes as people write them. @param {string} code */
export function unit(code) {
  switch (code) {
    case "Cel": return "\u00b0C";
    case "m3/h": return "m\u00b3/h";
    case "kW.h": return "kWh";
    case "1": return "";
    default: return code;
  }
}
