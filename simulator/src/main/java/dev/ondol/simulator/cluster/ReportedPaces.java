package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.JobProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What frameworks tell of their pace each minute: steps a second of training, decoding or prefilling steps a second at a fixed
/// batch of serving, of a size that is the job's own, with noise. Nothing else of how a job answers to a power cap or a clock is
/// told to anybody.
final class ReportedPaces {
    /// Standard deviation of a minute's mean step time, relative.
    private static final double NOISE = 0.01;

    List<JobProgress> of(Situation situation) {
        List<JobProgress> told = new ArrayList<>();
        situation.active().forEach(active -> {
            if (active.job.jobClass() != JobClass.BATCH) {
                long id = active.job.id().hashCode();
                double uncapped = 0.2 + Math.floorMod(id, 1_000) / 250.0;
                Random random = new Random(id * 0x9E3779B97F4A7C15L + situation.plantMillis());
                told.add(new JobProgress(active.job.id(), uncapped * active.rate() * Math.max(0.5, 1 + NOISE * random
                        .nextGaussian())));
            }
        });
        return told;
    }
}
