package dev.ondol.simulator.workload;

import dev.ondol.facility.workload.JobClass;

/// One job as it arrives. Replicas start together and each lies on one node.
///
/// @param id             unique in its trace
/// @param jobClass       decides its service level and its power profiles
/// @param gpuModel       the GPU model it asks for and stays on
/// @param replicas       1 or more, all or nothing
/// @param gpusPerReplica whole GPUs on one node
/// @param arrival        plant time in milliseconds
/// @param durationMs     run time at uncapped clock, milliseconds; inference: time for which the capacity is wanted
/// @param weight         reference GPU-hours per GPU-hour of that model; see [ReferenceWork]
public record Job(String id, JobClass jobClass, String gpuModel, int replicas, int gpusPerReplica, long arrival,
        long durationMs, double weight) {
    public Job {
        if (replicas < 1 || gpusPerReplica < 1 || durationMs <= 0 || !(weight > 0)) {
            throw new IllegalArgumentException(
                    "The job %s (replicas %d, gpusPerReplica %d, durationMs %d, weight %s) must have positive figures."
                            .formatted(id, replicas, gpusPerReplica, durationMs, weight));
        }
    }

    public int gpus() {
        return replicas * gpusPerReplica;
    }

    /// Work of the whole job in reference GPU-hours.
    public double referenceGpuHours() {
        return weight * gpus() * durationMs / 3_600_000.0;
    }
}
