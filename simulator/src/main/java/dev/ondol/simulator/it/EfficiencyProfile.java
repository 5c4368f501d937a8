package dev.ondol.simulator.it;

import dev.ondol.facility.workload.JobClass;

/// A vendor's efficiency profile that an operator switches on once for all nodes, whatever runs on them. Prefill is left
/// alone: its service level allows no more than 1 % of slowing.
///
/// @param throughput       work per time relative to none, 0 to 1
/// @param gpuEnergyPerWork GPU energy per work relative to none, 0 to 1
public record EfficiencyProfile(double throughput, double gpuEnergyPerWork) {
    public static final EfficiencyProfile NONE = new EfficiencyProfile(1, 1);

    public EfficiencyProfile {
        if (!(throughput > 0 && throughput <= 1 && gpuEnergyPerWork > 0 && gpuEnergyPerWork <= 1)) {
            throw new IllegalArgumentException(
                    "The efficiency profile (throughput %s, GPU energy %s) must have figures above 0, up to 1."
                            .formatted(throughput, gpuEnergyPerWork));
        }
    }

    double throughput(JobClass jobClass) {
        return jobClass == JobClass.PREFILL ? 1 : throughput;
    }

    /// GPU power while running.
    double power(JobClass jobClass) {
        return jobClass == JobClass.PREFILL ? 1 : throughput * gpuEnergyPerWork;
    }
}
