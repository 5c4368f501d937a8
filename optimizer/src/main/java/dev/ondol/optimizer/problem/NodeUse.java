package dev.ondol.optimizer.problem;

/// What one queued job takes from one node in one slot.
///
/// @param watts power it adds there, W
public record NodeUse(Horizon horizon, int node, int slot, int gpus, long cpuMilli, long memMiB, long watts) {
    /// One node in one slot.
    public record Place(Horizon horizon, int node, int slot) {
        /// How far uses exceed what is free: GPUs, plus one each for processors and memory.
        public long excess(long gpus, long cpuMilli, long memMiB) {
            Occupancy base = horizon.base();
            return Math.max(0, gpus - Math.max(0, base.freeGpus(node, slot)))
                    + (cpuMilli > Math.max(0, base.freeCpuMilli(node, slot)) ? 1 : 0)
                    + (memMiB > Math.max(0, base.freeMemMiB(node, slot)) ? 1 : 0);
        }
    }

    /// One rack in one slot.
    public record RackPlace(Horizon horizon, int rack, int slot) {
        /// How far added power exceeds what the rack may still draw, in started hundreds of watts.
        public long excess(long watts) {
            return Math.ceilDiv(Math.max(0, watts - horizon.base().rackHeadroomW(rack, slot)), 100L);
        }
    }

    public Place place() {
        return new Place(horizon, node, slot);
    }

    public RackPlace rackPlace() {
        return new RackPlace(horizon, horizon.nodes().rack(node), slot);
    }
}
