package dev.ondol.simulator.it;

import dev.ondol.facility.workload.JobClass;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// How the GPUs of a busy node answer to a power cap or a clock lock, per class of work: throughput and GPU power relative
/// to uncapped, piecewise linear between table points. As published, or as far off as the servers of a real plant are.
///
/// Sources: power caps of training and batch: [CapCurves], each job its own; caps of prefill: the GPU draws what the cap
/// allows, throughput after published RTX 3090 prefill measurements; decode does not reach its cap. Decode clocks:
/// arXiv:2605.11999. Clocks of compute-bound work above the published points: power a f + (1 - a) f^3 with a = 0.35,
/// throughput bound by the clock for most of the run time.
final class GpuResponse {
    private static final ResponseCurve PREFILL_CAP = new ResponseCurve(new double[]{50, 60, 70, 80, 90, 100},
            new double[]{0.51, 0.65, 0.83, 0.91, 0.96, 1}, new double[]{0.5, 0.6, 0.7, 0.8, 0.9, 1});
    private static final ResponseCurve DECODE_CLOCK = new ResponseCurve(new double[]{50, 75, 85, 100},
            new double[]{0.85, 0.97, 0.99, 1}, new double[]{0.64, 0.78, 0.86, 1});
    private static final ResponseCurve PREFILL_CLOCK = new ResponseCurve(new double[]{50, 75, 95, 100},
            new double[]{0.55, 0.82, 0.99, 1}, new double[]{0.37, 0.63, 0.93, 1});
    private static final ResponseCurve TRAINING_CLOCK = new ResponseCurve(new double[]{50, 75, 95, 100},
            new double[]{0.57, 0.8, 0.96, 1}, new double[]{0.37, 0.6, 0.92, 1});
    /// Decode does not reach its cap.
    private static final ResponseCurve UNTOUCHED = new ResponseCurve(new double[]{50, 100}, new double[]{1, 1},
            new double[]{1, 1});

    private final ResponseCurve[] trainingCap;
    private final ResponseCurve prefillCap;
    private final Map<JobClass, ResponseCurve> clock = new EnumMap<>(JobClass.class);

    GpuResponse(ProfileErrors errors) {
        trainingCap = new ResponseCurve[CapCurves.count()];
        for (int curve = 0; curve < trainingCap.length; curve++) {
            trainingCap[curve] = CapCurves.of(curve).off(errors.cap(JobClass.TRAINING));
        }
        prefillCap = PREFILL_CAP.slower(errors.cap(JobClass.PREFILL));
        for (JobClass jobClass : JobClass.values()) {
            clock.put(jobClass, published(jobClass).off(errors.clock(jobClass)));
        }
    }

    private static ResponseCurve published(JobClass jobClass) {
        return switch (jobClass) {
            case TRAINING, BATCH -> TRAINING_CLOCK;
            case PREFILL -> PREFILL_CLOCK;
            case DECODE -> DECODE_CLOCK;
        };
    }

    /// Throughput relative to uncapped, 0 to 1; the tighter of cap and clock rules.
    double throughput(Work work, double capPercent, double clockPercent) {
        return Math.min(cap(work).throughput(capPercent), clock(work).throughput(clockPercent));
    }

    /// GPU power of a busy node relative to uncapped, 0 to 1.
    double power(Work work, double capPercent, double clockPercent) {
        return Math.min(cap(work).power(capPercent), clock(work).power(clockPercent));
    }

    private ResponseCurve cap(Work work) {
        return switch (work.jobClass()) {
            case TRAINING, BATCH -> trainingCap[work.capCurve()];
            case PREFILL -> prefillCap;
            case DECODE -> UNTOUCHED;
        };
    }

    private ResponseCurve clock(Work work) {
        return Objects.requireNonNull(clock.get(work.jobClass()));
    }
}
