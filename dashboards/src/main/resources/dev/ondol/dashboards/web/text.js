// @ts-check
/// Sentences in the operator's language. The server sends codes and parameters only; the words are here.

/** @typedef {"en" | "ko"} Language */

/** @type {Record<string, string>} */
let words = {};

/** @type {Language} */
let current = "en";

/** @returns {Language} */
export function preferredLanguage() {
  const kept = remember("ondol.language");
  if (kept === "en" || kept === "ko") {
    return kept;
  }
  return navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";
}

/**
 * Loads the words of a language; the page keeps the old ones until they are there.
 * @param {Language} language
 */
export async function speak(language) {
  const assets = document.body.dataset.assets ?? "";
  const response = await fetch(`${assets}/i18n/${language}.json`);
  if (!response.ok) {
    throw new Error(`The words of ${language} could not be loaded (${response.status}).`);
  }
  words = await response.json();
  current = language;
  document.documentElement.lang = language;
  keep("ondol.language", language);
}

/** @returns {Language} */
export function language() {
  return current;
}

/**
 * The words of a key, with {name} replaced by parameters. A missing key shows itself.
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 */
export function t(key, params = {}) {
  const text = words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole));
}

/** True if there are words for the key: codes of a newer server may have none. @param {string} key */
export function known(key) {
  return key in words;
}

/** @param {string} name */
export function remember(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value */
export function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Without storage the choice holds for this page only.
  }
}
