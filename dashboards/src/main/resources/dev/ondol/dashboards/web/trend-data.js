// @ts-check
/// The lines of the trend chart as flat arrays of (time, value) pairs: history from the server in slices, live values at
/// the end. Highest and lowest survive, gaps stay gaps.

/** @typedef {{ time: number, first: number, last: number, min: number, max: number }} Slice */
/** @typedef {{ slices: Slice[], sliceMs: number, gapMs: number }} Series */

/**
 * Slices as a line: first, the two extremes, last. Where a slice holds one reading it is one pair.
 * @param {Series} series @returns {number[]}
 */
export function line(series) {
  /** @type {number[]} */
  const pairs = [];
  let before = Number.NaN;
  const step = series.sliceMs / 4;
  for (const slice of series.slices) {
    if (slice.time - before > series.gapMs) {
      pairs.push(slice.time - 1, Number.NaN);
    }
    before = slice.time;
    if (slice.min === slice.max) {
      pairs.push(slice.time, slice.first);
      continue;
    }
    const risingFirst = Math.abs(slice.first - slice.min) <= Math.abs(slice.first - slice.max);
    const extremes = risingFirst ? [slice.min, slice.max] : [slice.max, slice.min];
    pairs.push(slice.time, slice.first, slice.time + step, extremes[0], slice.time + 2 * step, extremes[1],
      slice.time + 3 * step, slice.last);
  }
  return pairs;
}

/**
 * Slices from where the plant runs: a meter that shows 0 before anything runs would press the line that follows into a corner.
 * @param {Slice[]} slices @returns {Slice[]}
 */
export function begun(slices) {
  const first = slices.findIndex((slice) => slice.max > 0);
  if (first < 0) {
    return [];
  }
  const [slice, ...rest] = slices.slice(first);
  return slice.first === 0 && slice.min === 0 ? [{ ...slice, first: slice.last, min: Math.min(slice.last, slice.max) }, ...rest] : [slice, ...rest];
}

/** One line of power that grows at its end. */
export class Line {
  constructor() {
    /** @type {number[]} */
    this.pairs = [];
    this.gapMs = 200_000;
  }

  /** @param {Series} series */
  replace(series) {
    const live = this.pairs;
    this.gapMs = series.gapMs;
    this.pairs = line({ ...series, slices: begun(series.slices) });
    // What came in while history was on its way stays.
    for (let i = 0; i < live.length; i += 2) {
      this.append(live[i], live[i + 1]);
    }
  }

  /** Adds a live value if it is newer. @param {number} time @param {number} value @returns {boolean} */
  append(time, value) {
    const last = this.lastTime();
    const idle = value === 0 && this.pairs.length === 0;
    if (!(Number.isFinite(time) && Number.isFinite(value)) || time <= last || idle) {
      return false;
    }
    if (time - last > this.gapMs) {
      this.pairs.push(time - 1, Number.NaN);
    }
    this.pairs.push(time, value);
    return true;
  }

  /** Forgets what lies before. @param {number} time */
  cut(time) {
    let i = 0;
    while (i + 2 < this.pairs.length && this.pairs[i + 2] < time) {
      i += 2;
    }
    if (i > 0) {
      this.pairs.splice(0, i);
    }
  }

  lastTime() {
    return this.pairs.length === 0 ? Number.NEGATIVE_INFINITY : this.pairs[this.pairs.length - 2];
  }

  get length() {
    return this.pairs.length / 2;
  }

  /** For the chart, moved by the offset of the site's zone. @param {number} offset */
  shifted(offset) {
    const out = new Float64Array(this.pairs.length);
    for (let i = 0; i < this.pairs.length; i += 2) {
      out[i] = this.pairs[i] + offset;
      out[i + 1] = this.pairs[i + 1];
    }
    return out;
  }
}

/** Offset of a zone from UTC at a time, in milliseconds. @param {number} time @param {string} zone */
export function zoneOffset(time, zone) {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric",
    minute: "numeric", second: "numeric",
  }).formatToParts(time);
  const get = (/** @type {string} */ type) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute"), get("second"));
  return local - Math.floor(time / 1000) * 1000;
}
