// @ts-check
/// Placements as the Workloads screen needs them: by hall, with their GPUs, running or to come, or waiting.

/**
 * @typedef {object} Job
 * @property {string} id        of the placement
 * @property {string} job
 * @property {"running" | "coming" | "leaving" | "waiting" | "refused"} state
 * @property {number} gpus
 * @property {Map<string, number>} halls GPUs by hall
 * @property {string[]} nodes
 * @property {number | null} startAt plant time
 * @property {number | null} endAt by when it has to leave, plant time; null where the optimizer names no end
 * @property {any} energy
 * @property {any[]} reasons
 * @property {string} profile
 * @property {import("./service-levels.js").Level | undefined} level undefined where the optimizer tells none
 */

/** Which hall a node is in: the middle of its name. @param {string} node @param {Set<string>} halls */
function hallOf(node, halls) {
  return node.split("-").find((part) => halls.has(part)) ?? "";
}

/** @param {any[]} placements @param {any} site @param {number} now @param {Map<string, import("./service-levels.js").Level>} levels by placement @returns {Job[]} */
export function jobs(placements, site, now, levels) {
  const halls = new Set(site.halls.map((/** @type {any} */ hall) => hall.id));
  return placements.filter((placement) => placement.state !== "RELEASED").map((placement) => {
    /** @type {Map<string, number>} */
    const by = new Map();
    let gpus = 0;
    for (const assignment of placement.assignments) {
      const hall = hallOf(assignment.node, halls);
      by.set(hall, (by.get(hall) ?? 0) + assignment.gpus);
      gpus += assignment.gpus;
    }
    const startAt = placement.startAt ?? null;
    const state = placement.state === "PLACED" ? startAt !== null && startAt > now ? "coming" : "running"
      : placement.state === "EVICTING" ? "leaving" : placement.state === "DEFERRED" ? "waiting" : "refused";
    return { id: placement.placementId, job: placement.jobId, state, gpus, halls: by, startAt, endAt: state === "leaving" ? placement.leaseExpires ?? null : null,
      nodes: placement.assignments.map((/** @type {any} */ assignment) => assignment.node),
      energy: placement.energy ?? null, reasons: placement.reasons, profile: placement.powerProfile, level: levels.get(placement.placementId) };
  });
}

/** GPUs of a hall. @param {any} hall */
export function gpusOf(hall) {
  return hall.groups.reduce((/** @type {number} */ sum, /** @type {any} */ group) => sum + group.racks.length * group.gpus, 0);
}

/** The largest jobs of a hall that run or are to come, the largest first. @param {Job[]} all @param {string} hall @param {number} most */
export function largest(all, hall, most) {
  const here = all.filter((job) => ["running", "coming", "leaving"].includes(job.state) && job.halls.has(hall))
    .sort((a, b) => (b.halls.get(hall) ?? 0) - (a.halls.get(hall) ?? 0) || a.job.localeCompare(b.job));
  return { shown: here.slice(0, most), others: here.slice(most) };
}
