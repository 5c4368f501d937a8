package dev.ondol.simulator.it;

import dev.ondol.facility.workload.JobClass;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// What runs on GPUs, as far as power and speed go.
///
/// @param jobClass decides how hard the GPUs work and how they answer to clocks
/// @param capCurve the job's own answer to a power cap, a number of [CapCurves]; of training and batch only
public record Work(JobClass jobClass, int capCurve) {
    /// All there are, by class and curve: jobs share them.
    private static final Map<JobClass, Work[]> ALL = new EnumMap<>(JobClass.class);

    static {
        for (JobClass jobClass : JobClass.values()) {
            Work[] works = new Work[CapCurves.count()];
            Arrays.setAll(works, curve -> new Work(jobClass, curve));
            ALL.put(jobClass, works);
        }
    }

    /// Work of that class that answers to a cap as the mean of all does.
    public static Work typical(JobClass jobClass) {
        return of(jobClass, CapCurves.MEAN);
    }

    /// Work of a job. The same id draws the same curve in every run and under every policy.
    public static Work of(JobClass jobClass, String jobId) {
        return switch (jobClass) {
            case TRAINING, BATCH -> of(jobClass, CapCurves.ofJob(jobId));
            case PREFILL, DECODE -> typical(jobClass);
        };
    }

    private static Work of(JobClass jobClass, int curve) {
        return Objects.requireNonNull(ALL.get(jobClass))[curve];
    }
}
