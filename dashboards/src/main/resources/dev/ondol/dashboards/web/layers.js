// @ts-check
/// What the thermal map can show of a rack, and what each value means. Grey is normal, darker is more; hues are deviations.

/** @typedef {"low" | "normal" | "high" | "alarm" | "none" | "old"} Meaning */
/**
 * @typedef {object} Layer
 * @property {string} id
 * @property {string} unit
 * @property {number} digits
 * @property {(value: number | null | undefined, rack?: number) => Meaning} meaning
 * @property {(value: number) => number} share  where a normal value lies, 0 to 1
 * @property {(value: number) => string} text   in a cell
 */

/** Hot air that comes back over this many kelvin is worth a look at blanking panels and doors. */
const RISE_HIGH_K = 4;

/** @param {import("./thermal-canvas.js").Limits} limits @returns {Layer} */
export function inletLayer(limits) {
  return {
    id: "inlet", unit: "°C", digits: 1,
    meaning: (value) => {
      if (value === null || value === undefined) {
        return "none";
      }
      if (value > limits.allowableHighC) {
        return "alarm";
      }
      if (value > limits.recommendedHighC) {
        return "high";
      }
      return value < limits.recommendedLowC ? "low" : "normal";
    },
    share: (value) => (value - limits.recommendedLowC) / (limits.recommendedHighC - limits.recommendedLowC),
    text: (value) => String(Math.round(value)),
  };
}

/** Inlet above the hall's supply air: air that comes back. @returns {Layer} */
function riseLayer() {
  return {
    id: "rise", unit: "K", digits: 1,
    meaning: (value) => (value === null || value === undefined ? "none" : value > RISE_HIGH_K ? "high" : "normal"),
    share: (value) => value / RISE_HIGH_K,
    text: (value) => value.toFixed(0),
  };
}

/** @param {(number | null)[]} values @returns {Layer} */
function powerLayer(values) {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  return {
    id: "power", unit: "kW", digits: 1,
    meaning: (value) => (value === null || value === undefined ? "none" : "normal"),
    share: (value) => value / (most * 1.001),
    text: (value) => value.toFixed(0),
  };
}

/** How old the inlet is, in seconds. Old is no alarm: it is hatched. @param {any} ages @returns {Layer} */
function ageLayer(ages) {
  const most = Math.max(1, ...(ages?.ageMs ?? []).filter((/** @type {any} */ _, /** @type {number} */ i) => ages.state[i] === "GOOD").map((/** @type {number} */ ms) => ms / 1000));
  return {
    id: "age", unit: "s", digits: 0,
    meaning: (value, rack) => (value === null || value === undefined ? "none" : ages?.state[/** @type {number} */ (rack)] === "GOOD" ? "normal" : "old"),
    share: (value) => value / (most * 1.001),
    text: (value) => (value < 100 ? value.toFixed(0) : value < 5_940 ? `${Math.round(value / 60)}m` : `${Math.round(value / 3600)}h`),
  };
}

export const LAYERS = ["inlet", "rise", "power", "age"];

/**
 * A layer with its values, in the order of the racks.
 * @param {string} id @param {any} thermal of the overview @param {any} site @param {(number | null)[] | null} past inlets of another time
 * @param {any} [ages] of the inlets
 * @returns {{ layer: Layer, values: (number | null)[] }}
 */
export function layerOf(id, thermal, site, past, ages) {
  const inlets = past ?? thermal.inletC;
  if (id === "rise") {
    const halls = site.halls.flatMap((/** @type {any} */ hall, /** @type {number} */ h) =>
      hall.groups.flatMap((/** @type {any} */ group) => group.racks.map(() => h)));
    const values = inlets.map((/** @type {number | null} */ inlet, /** @type {number} */ i) => {
      const supply = thermal.supplyC?.[halls[i]] ?? null;
      return inlet === null || supply === null ? null : inlet - supply;
    });
    return { layer: riseLayer(), values };
  }
  if (id === "power") {
    return { layer: powerLayer(thermal.powerKw), values: thermal.powerKw };
  }
  if (id === "age") {
    return { layer: ageLayer(ages), values: inlets.map((/** @type {any} */ _, /** @type {number} */ i) => (ages?.ageMs[i] ?? null) === null ? null : ages.ageMs[i] / 1000) };
  }
  return { layer: inletLayer(site.limits), values: inlets };
}

/** Rack cooling index of recommended limits, percent (Herrlin, ASHRAE Transactions 111, 2005). @param {(number | null)[]} inlets @param {any} limits */
export function rackCoolingIndex(inlets, limits) {
  const known = /** @type {number[]} */ (inlets.filter((value) => value !== null));
  if (known.length === 0) {
    return null;
  }
  const over = known.reduce((sum, value) => sum + Math.max(0, value - limits.recommendedHighC), 0);
  const under = known.reduce((sum, value) => sum + Math.max(0, limits.recommendedLowC - value), 0);
  return {
    high: 100 * (1 - over / (known.length * (limits.allowableHighC - limits.recommendedHighC))),
    low: 100 * (1 - under / (known.length * (limits.recommendedLowC - limits.allowableLowC))),
  };
}
