package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.JobClass;
import java.util.Map;

/// What the cluster has done since the simulation began. Jobs are conserved: submitted = started + waiting + refused +
/// withdrawn, and started = finished + running, apart from those that ran before.
///
/// @param placer            name of the placer
/// @param classes           counts of jobs by class; jobs that ran before the beginning are not in them
/// @param refused           jobs that can never run here
/// @param withdrawn         replicas of services that were no longer wanted before they got nodes
/// @param conflicts         starts that could not be carried out as decided
/// @param waiting           jobs in the queue
/// @param running           jobs on nodes
/// @param allocatedGpus     GPUs held by jobs now
/// @param gpus              all GPUs
/// @param gpuHours          GPUs held, integrated over time
/// @param meanAllocation    GPUs held / all GPUs, mean over time, 0 to 1
/// @param referenceGpuHours useful work: reference GPU-hours, at uncapped clock, of jobs that have not missed their
///                          service level; of running jobs what is done so far
/// @param latestMillis     longest time by which a job started or ended later than its service level, milliseconds
public record ClusterAccount(String placer, Map<JobClass, ClassCounts> classes, long refused, long withdrawn,
        long conflicts,
        int waiting,
        int running, int allocatedGpus, int gpus, double gpuHours, double meanAllocation, double referenceGpuHours,
        long latestMillis) {
    public ClusterAccount {
        classes = Map.copyOf(classes);
    }

    /// @param submitted   arrived
    /// @param started     got nodes
    /// @param finished    ended
    /// @param withinLevel ended and kept their service level
    /// @param missed      missed their service level, ended or not
    public record ClassCounts(long submitted, long started, long finished, long withinLevel, long missed) {
        ClassCounts with(ClassCounts other) {
            return new ClassCounts(submitted + other.submitted, started + other.started, finished + other.finished,
                    withinLevel + other.withinLevel, missed + other.missed);
        }
    }

    /// All classes together.
    public ClassCounts all() {
        return classes.values().stream().reduce(new ClassCounts(0, 0, 0, 0, 0), ClassCounts::with);
    }
}
