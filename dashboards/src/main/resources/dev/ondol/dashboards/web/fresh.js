// @ts-check
/// Asks for what one screen shows, as often as the plant says something new, and never more than every two seconds.
import { get } from "./api.js";

const PAUSE_MS = 2_000;

export class Fresh {
  /** @param {() => void} changed called when there is something new */
  constructor(changed) {
    this.changed = changed;
    /** @type {any} */
    this.body = null;
    this.problem = "";
    this.asking = false;
    this.askedAt = 0;
    this.plant = -1;
    this.path = "";
  }

  /** @param {string} path @param {number} plant time of the newest news of the plant */
  look(path, plant) {
    const changedPath = path !== this.path;
    if (this.asking || (!changedPath && (plant === this.plant || Date.now() - this.askedAt < PAUSE_MS))) {
      return;
    }
    this.asking = true;
    this.askedAt = Date.now();
    this.plant = plant;
    this.path = path;
    void get(path).then((answer) => {
      this.asking = false;
      this.problem = answer.ok ? "" : answer.code;
      if (answer.ok) {
        this.body = answer.body;
      }
      this.changed();
    });
  }
}
