// @ts-check
/// Why something is as it is: rules come as names, what a rule counts as a number in the unit of that rule; the words are here.
import { number } from "./format.js";
import { known, t } from "./text.js";

/** What the number beside a rule counts, where it counts the same in every answer. @type {Record<string, string>} */
const UNITS = { "facility-energy": "W", "deadline": "min", "earliest-start": "min", "waking-nodes": "min", "power-step": "s", "lease-expired": "min", "tenant-quota": "GPU", "reserved-for-a-waiting-job": "GPU" };

/** @param {string} rule */
export function slug(rule) {
  return rule.toLowerCase().replaceAll(" ", "-");
}

/** The words of a rule; those that keep the plan from a set-point name a point. @param {string} rule */
export function because(rule) {
  const stale = /^stale (.+)$/.exec(rule);
  if (stale) {
    return t("reason.stale", { point: stale[1] });
  }
  const key = `reason.${slug(rule)}`;
  return known(key) ? t(key) : rule;
}

/** What the rule counts, with its unit; empty where it has none. @param {{ constraint: string, impact: number }} reason @param {boolean} placed */
export function counted({ constraint, impact }, placed) {
  const rule = slug(constraint);
  const unit = rule === "node-capacity" ? placed ? "W" : "GPU" : UNITS[rule];
  return unit ? `${number(impact)} ${unit}` : "";
}

/** What would have been chosen otherwise, or what is amiss; the optimizer's own words where it has found new ones. @param {{ constraint: string, impact: number, nextBest: string }} reason */
export function otherwise({ constraint, impact, nextBest }) {
  const rule = slug(constraint);
  const node = /^(\S+): (-?[\d.]+) W more$/.exec(nextBest);
  const models = /^Models here: (.*)$/.exec(nextBest);
  if (node) {
    return t("workloads.next-best", { what: t("reason.more-watts", { place: node[1], watts: number(Number(node[2])) }) });
  }
  if (models) {
    return t("reason.gpu-model.here", { models: models[1] });
  }
  if (/\s/.test(nextBest) && known(`reason.${rule}.text`)) {
    return t(`reason.${rule}.text`, { n: number(impact) });
  }
  switch (rule) {
    case "eviction":
      return t("reason.eviction.job", { job: nextBest });
    case "reported-by-the-scheduler":
      return known(`reason.scheduler.${slug(nextBest)}`) ? t(`reason.scheduler.${slug(nextBest)}`) : nextBest;
    default:
      return t("workloads.next-best", { what: nextBest });
  }
}
