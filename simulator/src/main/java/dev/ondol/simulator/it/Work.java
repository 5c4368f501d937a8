package dev.ondol.simulator.it;

import dev.ondol.facility.workload.JobClass;
import java.util.EnumMap;
import java.util.Map;

/// What runs on GPUs, as far as power and speed go.
///
/// @param jobClass decides how hard the GPUs work and how they answer to clocks
/// @param capCurve the job's own answer to a power cap, a number of [CapCurves]; of training and batch only
public record Work(JobClass jobClass, int capCurve) {
    private static final Map<JobClass, Work> TYPICAL = new EnumMap<>(JobClass.class);

    static {
        for (JobClass jobClass : JobClass.values()) {
            TYPICAL.put(jobClass, new Work(jobClass, CapCurves.MEAN));
        }
    }

    /// Work of that class that answers to a cap as the mean of all does.
    public static Work typical(JobClass jobClass) {
        return java.util.Objects.requireNonNull(TYPICAL.get(jobClass));
    }

    /// Work of a job. The same id draws the same curve in every run and under every policy.
    public static Work of(JobClass jobClass, String jobId) {
        return switch (jobClass) {
            case TRAINING, BATCH -> new Work(jobClass, CapCurves.ofJob(jobId));
            case PREFILL, DECODE -> typical(jobClass);
        };
    }
}
