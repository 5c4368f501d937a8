// @ts-check
/// Zones of advice: their names, the warmest rack in each now, and what has moved between two versions.
import { racks } from "./racks.js";
import { known, t } from "./text.js";

/** @param {string} zone */
export function zoneName(zone) {
  const hall = /^hall-(.+)$/.exec(zone);
  return hall ? t("thermal.hall", { hall: hall[1].toUpperCase() }) : known(`zone.${zone}`) ? t(`zone.${zone}`) : zone;
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
