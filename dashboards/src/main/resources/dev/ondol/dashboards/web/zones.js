// @ts-check
/// Zones of advice: their names, the warmest rack in each now, and whether approving asks for typed words.
import { racks } from "./racks.js";
import { known, t } from "./text.js";

/** What a change may be, as a share of the width of its limits, to be approved with one click. */
const PRE_APPROVED = 0.1;

/** @param {string} zone */
export function zoneName(zone) {
  const hall = /^hall-(.+)$/.exec(zone);
  return hall ? t("thermal.hall", { hall: hall[1].toUpperCase() }) : known(`zone.${zone}`) ? t(`zone.${zone}`) : zone;
}

/** What has to be typed before a change of the whole hall, or one outside the pre-approved bounds; empty where one click does. @param {any} recommendation */
export function wordToType(recommendation) {
  const hall = /^hall-(.+)$/.exec(recommendation.zone);
  const far = recommendation.changes.some((/** @type {any} */ change) => Math.abs(change.to - change.from) > PRE_APPROVED * (change.max - change.min) + 1e-9);
  return hall ? hall[1].toUpperCase() : far ? recommendation.zone.toUpperCase() : "";
}

/** The warmest inlet of a zone now; null without a fresh reading. @param {any} site @param {any} thermal @param {string} zone */
export function warmest(site, thermal, zone) {
  /** @type {{ rack: string, valueC: number, marginK: number } | null} */
  let worst = null;
  for (const rack of racks(site)) {
    const value = thermal?.inletC[rack.index] ?? null;
    if (value !== null && (!zone.startsWith("hall-") || zone === `hall-${rack.hall}`) && (worst === null || value > worst.valueC)) {
      worst = { rack: rack.name, valueC: value, marginK: site.limits.recommendedHighC - value };
    }
  }
  return worst;
}

/** What has moved between two versions: point, before and after; null where one of them does not have it. A list that was cut short says nothing of what it leaves out. @param {any} before @param {any} after */
export function moved(before, after) {
  const old = new Map(before.changes.map((/** @type {any} */ change) => [change.point, change]));
  const fresh = new Map(after.changes.map((/** @type {any} */ change) => [change.point, change]));
  const cut = [before, after].some((version) => version.changesInAll > version.changes.length);
  return [...new Set([...old.keys(), ...fresh.keys()])].filter((point) => !cut || (old.has(point) && fresh.has(point))).map((point) => ({
    point, unit: (fresh.get(point) ?? old.get(point)).unit, from: old.get(point)?.to ?? null, to: fresh.get(point)?.to ?? null,
  })).filter((each) => each.from !== each.to);
}
