// @ts-check
/// On which screen a piece of equipment is seen best, so that whoever reads its name is one click away from it.

const MACHINE = /^(crah|crac|cdu|chiller|tower|economizer|dry-cooler|chilled-pump|condenser-pump|facility-pump)-/;

/** @typedef {{ screen: string, show: string }} Place */

/** Null where no screen shows it. @param {string} name of equipment, or a point @returns {Place | null} */
export function placeOf(name) {
  const [equipment, quantity] = name.split("/");
  if (quantity?.endsWith("-setpoint") && !equipment.startsWith("node-")) {
    return { screen: "cooling", show: name };
  }
  if (MACHINE.test(equipment)) {
    return { screen: "cooling", show: equipment };
  }
  if (equipment.startsWith("rack-") || equipment.startsWith("hall-")) {
    return { screen: "thermal", show: equipment };
  }
  if (equipment.startsWith("technology-loop-")) {
    return { screen: "cooling", show: "" };
  }
  return equipment.startsWith("meter-") ? { screen: "energy", show: "" } : null;
}

/** The point that an alarm is about; null where it is about none. @param {any} alarm */
export function pointOf(alarm) {
  switch (alarm.definition) {
    case "inlet-high":
    case "inlet-allowable":
      return alarm.params?.rack ? `${alarm.params.rack}/inlet-air-temperature` : null;
    case "liquid-warm":
      return `${alarm.source}/supply-water-temperature`;
    case "liquid-flow-low":
      return `${alarm.source}/water-flow`;
    default:
      return alarm.params?.point ?? null;
  }
}
