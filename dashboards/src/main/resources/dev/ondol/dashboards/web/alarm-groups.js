// @ts-check
/// Alarms that say the same of many sources are one line: in a flood the first of each kind is what counts.

const FEWEST = 5;

/**
 * @typedef {object} Group
 * @property {string} key
 * @property {any[]} alarms in their order; the first of them was raised first where they are sorted so
 */

/** Alarms and groups in the order of their first alarm. @param {any[]} alarms @returns {(Group | any)[]} */
export function grouped(alarms) {
  /** @type {Map<string, any[]>} */
  const by = new Map();
  const keyOf = (/** @type {any} */ alarm) => `${alarm.definition}/${alarm.state}`;
  alarms.forEach((alarm) => by.set(keyOf(alarm), [...(by.get(keyOf(alarm)) ?? []), alarm]));
  const told = new Set();
  return alarms.flatMap((alarm) => {
    const key = keyOf(alarm);
    const same = by.get(key) ?? [];
    if (same.length < FEWEST) {
      return [alarm];
    }
    if (told.has(key)) {
      return [];
    }
    told.add(key);
    return [{ key, alarms: same }];
  });
}
