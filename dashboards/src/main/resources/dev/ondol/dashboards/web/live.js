// @ts-check
/// The one WebSocket of this tab: keeps the newest overview, merges ticks into it, reconnects with growing pauses, and
/// says when it is down.
import { session } from "./session.js";

/**
 * @typedef {object} LiveState
 * @property {any} site        what of the site never changes; null before the first snapshot
 * @property {any} overview    the newest overview; null before the first snapshot
 * @property {any} alarms      what control told last of alarms; null before it told any
 * @property {any} recommendations the same of recommendations
 * @property {boolean} connected
 * @property {number} heardAt  wall time of the last message, in milliseconds; 0 before the first
 * @property {number} retryAt  wall time of the next try, in milliseconds
 * @property {boolean} outdated the server has newer pages
 */

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** Ticks come every second; after this the connection is taken for dead. */
const SILENT_MS = 5_000;

export class Live extends EventTarget {
  constructor() {
    super();
    /** @type {LiveState} */
    this.state = { site: null, overview: null, alarms: null, recommendations: null, connected: false, heardAt: 0, retryAt: 0, outdated: false };
    /** @type {WebSocket | null} */
    this.socket = null;
    this.pause = FIRST_PAUSE_MS;
    /** The build of the pages in this tab: their addresses carry it. */
    this.build = (document.body.dataset.assets ?? "").split("/").pop() ?? "";
    this.retry = 0;
    this.running = false;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.watching = undefined;
  }

  /** Begins once somebody is signed in; again does nothing. */
  start() {
    if (this.running) {
      return;
    }
    this.running = true;
    this.#open();
    this.watching = setInterval(() => this.#watch(), 1_000);
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.running && !this.state.connected) {
        this.#open();
      }
    });
  }

  /** Nobody is signed in any more: forgets what was shown. */
  stop() {
    this.running = false;
    clearInterval(this.watching);
    clearTimeout(this.retry);
    const open = this.socket;
    this.socket = null;
    open?.close();
    Object.assign(this.state, { site: null, overview: null, alarms: null, recommendations: null, connected: false, heardAt: 0 });
  }

  #open() {
    clearTimeout(this.retry);
    if (this.socket && this.socket.readyState <= WebSocket.OPEN) {
      return;
    }
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/api/v1/live`);
    this.socket = socket;
    socket.onmessage = (event) => {
      if (socket === this.socket) {
        this.#take(JSON.parse(event.data));
      }
    };
    socket.onclose = () => {
      if (socket === this.socket) {
        this.#down();
      }
    };
  }

  /** @param {any} message */
  #take(message) {
    this.pause = FIRST_PAUSE_MS;
    this.state.outdated = message.build !== this.build;
    this.state.connected = true;
    this.state.heardAt = Date.now();
    if (message.type === "snapshot") {
      this.state.site = message.site;
      this.state.overview = message.overview;
      this.state.alarms = message.alarms ?? null;
      this.state.recommendations = message.recommendations ?? null;
    } else {
      this.state.overview = { ...this.state.overview, ...message.overview };
      this.state.alarms = message.alarms ?? this.state.alarms;
      this.state.recommendations = message.recommendations ?? this.state.recommendations;
    }
    this.#tell(message.type);
  }

  #down() {
    this.socket = null;
    this.state.connected = false;
    this.state.retryAt = Date.now() + this.pause;
    this.retry = setTimeout(() => this.#open(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
    // The server may be away, or the session may have ended; only asking tells.
    void session.look();
    this.#tell("down");
  }

  /** A connection that says nothing for too long is closed; ages go on counting while it is down. */
  #watch() {
    if (this.state.connected && Date.now() - this.state.heardAt > SILENT_MS) {
      const dead = this.socket;
      this.#down();
      dead?.close();
    } else if (!this.state.connected) {
      this.#tell("down");
    }
  }

  /** @param {string} kind */
  #tell(kind) {
    this.dispatchEvent(new CustomEvent("change", { detail: kind }));
  }
}

export const live = new Live();
