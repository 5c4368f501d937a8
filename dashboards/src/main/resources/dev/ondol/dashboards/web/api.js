// @ts-check
/// REST calls of the pages. A failure is a value with the server's code, never a silent nothing. Where nobody is signed in any
/// more, the page asks again who is.
import { session } from "./session.js";

/**
 * @typedef {object} Failure
 * @property {false} ok
 * @property {string} code
 * @property {string} detail
 * @property {string} instance
 * @property {any} [now] what it is about, as it is
 */

/** @typedef {{ ok: true, body: any } | Failure} Answer */

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<Answer>}
 */
async function call(path, init) {
  try {
    const response = await fetch(path, init);
    const body = await response.json();
    if (response.ok) {
      return { ok: true, body };
    }
    if (response.status === 401) {
      void session.look();
    }
    return { ok: false, code: body.code ?? "unknown", detail: body.detail ?? "", instance: body.instance ?? "", now: body.now ?? null };
  } catch (failure) {
    return { ok: false, code: "dashboard-away", detail: String(failure), instance: "" };
  }
}

/**
 * History at the width of a panel.
 * @param {string} point @param {number} from @param {number} to @param {number} width
 */
export function series(point, from, to, width) {
  const query = new URLSearchParams({
    point, from: String(Math.floor(from)), to: String(Math.ceil(to)), width: String(Math.max(1, Math.round(width))),
  });
  return call(`/api/v1/series?${query}`);
}

/**
 * Asks control for something; the answer is control's, not a guess of ours.
 * @param {"EXIT_AUTO" | "CHOOSE_AUTO" | "CHOOSE_ADVISE" | "CHOOSE_SHADOW"} action
 */
export function request(action) {
  return send("POST", "/api/v1/requests", { action, reason: null });
}

/** @param {string} path */
export function get(path) {
  return call(path);
}

/**
 * Changes something.
 * @param {"POST" | "PUT" | "DELETE"} method @param {string} path @param {unknown} [body]
 */
export function send(method, path, body) {
  return call(path, {
    method,
    headers: { ...session.headers(), ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/**
 * Brings a file; told how far it is, 0 to 1.
 * @param {string} path @param {Blob} file @param {(share: number) => void} progress @param {AbortSignal} signal ends it
 * @returns {Promise<Answer>}
 */
export function upload(path, file, progress, signal) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const away = (/** @type {string} */ code) => () => resolve({ ok: false, code, detail: "", instance: "" });
    request.open("PUT", path);
    for (const [name, value] of Object.entries(session.headers())) {
      request.setRequestHeader(name, value);
    }
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => progress(event.total > 0 ? event.loaded / event.total : 0));
    request.addEventListener("error", away("dashboard-away"));
    request.addEventListener("abort", away("given-up"));
    request.addEventListener("load", () => {
      const body = request.response ?? {};
      if (request.status === 401) {
        void session.look();
      }
      resolve(request.status < 300 ? { ok: true, body } : { ok: false, code: body.code ?? "unknown", detail: body.detail ?? "", instance: body.instance ?? "" });
    });
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
