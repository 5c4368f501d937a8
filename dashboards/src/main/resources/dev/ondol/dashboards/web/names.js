// @ts-check
/// Names of set-points as operators say them.
import { known, t } from "./text.js";

/** Where a set-point is and what it sets. @param {string} point */
export function place(point) {
  const [equipment, quantity] = point.split("/");
  const hall = /^(hall|technology-loop)-(.+)$/.exec(equipment);
  const where = hall ? `${hall[2].toUpperCase()} · ` : "";
  const key = hall ? `setpoint.${hall[1]}.${quantity}` : `setpoint.${equipment}.${quantity}`;
  return known(key) ? where + t(key) : point;
}
