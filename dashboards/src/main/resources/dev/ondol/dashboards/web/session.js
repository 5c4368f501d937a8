// @ts-check
/// Who is signed in at this tab, what they may do, and the token that goes with everything they change.

/**
 * @typedef {object} Who
 * @property {boolean} signedIn
 * @property {string} code   "signed-in", "signed-out", "ended", "no-accounts", or "unknown" before the server was asked
 * @property {string | null} name
 * @property {string | null} role
 * @property {string | null} kind "account", "provider", or "local" in a demo
 * @property {boolean} [provider] whether people may come by an identity provider
 * @property {boolean} [fleet] whether other sites can be seen
 * @property {string[]} permissions
 * @property {string | null} csrf
 */

/** @type {Who} */
const NOBODY = { signedIn: false, code: "unknown", name: null, role: null, kind: null, permissions: [], csrf: null };

class Session extends EventTarget {
  constructor() {
    super();
    this.who = NOBODY;
  }

  /** Asks the server. A server that does not answer is asked again by whoever needs it. */
  async look() {
    try {
      const response = await fetch("/api/v1/session");
      if (response.ok) {
        this.take(await response.json());
      }
    } catch {
      // The page says that the server is away; signing in would not help.
    }
  }

  /** @param {Who} who */
  take(who) {
    // A session that was there and is not any more has ended, whatever the server remembers of it.
    const ended = this.who.signedIn && !who.signedIn && who.code !== "no-accounts" && !this.leaving;
    this.leaving = false;
    this.who = ended ? { ...who, code: "ended" } : who;
    this.dispatchEvent(new CustomEvent("change"));
  }

  /**
   * @param {{ name: string, password: string, code?: string }} entry with a code for the first account
   * @returns {Promise<string>} "" or the code of the problem
   */
  async enter(entry) {
    try {
      const response = await fetch(entry.code === undefined ? "/api/v1/session" : "/api/v1/session/first", {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(entry),
      });
      const body = await response.json();
      if (!response.ok) {
        return body.code ?? "unknown";
      }
      this.take(body);
      return "";
    } catch {
      return "dashboard-away";
    }
  }

  async leave() {
    this.leaving = true;
    const response = await fetch("/api/v1/session", { method: "DELETE", headers: this.headers() });
    if (response.ok) {
      this.take(await response.json());
    } else {
      this.leaving = false;
      await this.look();
    }
  }

  /** What goes with a request that changes something. @returns {Record<string, string>} */
  headers() {
    return { "X-Ondol-Request": "1", ...(this.who.csrf ? { "X-Ondol-CSRF": this.who.csrf } : {}) };
  }

  /** Whether the role may do it; the server decides all the same. @param {string} permission */
  may(permission) {
    return this.who.permissions.includes(permission);
  }
}

export const session = new Session();
