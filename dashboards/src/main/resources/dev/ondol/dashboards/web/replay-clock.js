// @ts-check
/// The clock of a replay: an instant of the window that runs at a speed, stands, or is moved. It moves what is shown of a replay that
/// has been computed; the plant and its clock know nothing of it.

export const SPEEDS = ["1", "10", "60", "max"];

/** Tells "change" whenever its instant, its speed or whether it runs has changed. */
export class ReplayClock extends EventTarget {
  constructor() {
    super();
    /** Plant time, milliseconds. */
    this.at = 0;
    this.from = 0;
    this.to = 0;
    this.slotMs = 300_000;
    /** Plant seconds a second, or one slot a picture. */
    this.speed = "60";
    this.runs = false;
    this.before = 0;
    this.frame = 0;
  }

  /** @param {number} from @param {number} to @param {number} slotMs @param {number} at */
  window(from, to, slotMs, at) {
    this.stop();
    Object.assign(this, { from, to, slotMs });
    this.seek(at);
  }

  /** @param {number} at */
  seek(at) {
    this.at = Math.max(this.from, Math.min(this.to, Number.isFinite(at) ? at : this.from));
    this.tell();
  }

  /** By slots, forth or back; it stands afterwards. @param {number} by */
  step(by) {
    this.stop();
    this.seek(this.from + (Math.round((this.at - this.from) / this.slotMs) + by) * this.slotMs);
  }

  /** @param {string} speed */
  choose(speed) {
    this.speed = SPEEDS.includes(speed) ? speed : "60";
    this.tell();
  }

  toggle() {
    if (this.runs) {
      this.stop();
      return;
    }
    if (this.at >= this.to) {
      this.at = this.from;
    }
    this.runs = true;
    this.before = performance.now();
    this.frame = requestAnimationFrame((now) => this.pass(now));
    this.tell();
  }

  stop() {
    cancelAnimationFrame(this.frame);
    if (this.runs) {
      this.runs = false;
      this.tell();
    }
  }

  /** @param {number} now */
  pass(now) {
    if (!this.runs) {
      return;
    }
    const passed = this.speed === "max" ? this.slotMs : (now - this.before) * Number(this.speed);
    this.before = now;
    this.at = Math.min(this.to, this.at + passed);
    if (this.at >= this.to) {
      this.stop();
      this.tell();
      return;
    }
    this.tell();
    this.frame = requestAnimationFrame((next) => this.pass(next));
  }

  tell() {
    this.dispatchEvent(new CustomEvent("change"));
  }
}
