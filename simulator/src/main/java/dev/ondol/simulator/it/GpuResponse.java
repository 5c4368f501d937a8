package dev.ondol.simulator.it;

/// How the GPUs of a busy node answer to a power cap or a clock lock, per class of work: throughput and GPU power relative
/// to uncapped, piecewise linear between table points.
///
/// Sources: power caps of training and batch: [CapCurves], each job its own; caps of prefill: the GPU draws what the cap
/// allows, throughput after published RTX 3090 prefill measurements; decode does not reach its cap. Decode clocks:
/// arXiv:2605.11999. Clocks of compute-bound work above the published points: power a f + (1 - a) f^3 with a = 0.35,
/// throughput bound by the clock for most of the run time.
final class GpuResponse {
    private static final double[] CAPS = {50, 60, 70, 80, 90, 100};
    private static final double[] PREFILL_CAP_THROUGHPUT = {0.51, 0.65, 0.83, 0.91, 0.96, 1};
    private static final double[] PREFILL_CAP_POWER = {0.5, 0.6, 0.7, 0.8, 0.9, 1};

    private static final double[] DECODE_CLOCKS = {50, 75, 85, 100};
    private static final double[] DECODE_CLOCK_THROUGHPUT = {0.85, 0.97, 0.99, 1};
    private static final double[] DECODE_CLOCK_POWER = {0.64, 0.78, 0.86, 1};
    private static final double[] COMPUTE_CLOCKS = {50, 75, 95, 100};
    private static final double[] PREFILL_CLOCK_THROUGHPUT = {0.55, 0.82, 0.99, 1};
    private static final double[] PREFILL_CLOCK_POWER = {0.37, 0.63, 0.93, 1};
    private static final double[] TRAINING_CLOCK_THROUGHPUT = {0.57, 0.8, 0.96, 1};
    private static final double[] TRAINING_CLOCK_POWER = {0.37, 0.6, 0.92, 1};

    private GpuResponse() {}

    /// Throughput relative to uncapped, 0 to 1; the tighter of cap and clock rules.
    static double throughput(Work work, double capPercent, double clockPercent) {
        return switch (work.jobClass()) {
            case TRAINING, BATCH -> Math.min(CapCurves.throughput(work.capCurve(), capPercent),
                    interpolate(COMPUTE_CLOCKS, TRAINING_CLOCK_THROUGHPUT, clockPercent));
            case PREFILL -> Math.min(interpolate(CAPS, PREFILL_CAP_THROUGHPUT, capPercent),
                    interpolate(COMPUTE_CLOCKS, PREFILL_CLOCK_THROUGHPUT, clockPercent));
            case DECODE -> interpolate(DECODE_CLOCKS, DECODE_CLOCK_THROUGHPUT, clockPercent);
        };
    }

    /// GPU power of a busy node relative to uncapped, 0 to 1.
    static double power(Work work, double capPercent, double clockPercent) {
        return switch (work.jobClass()) {
            case TRAINING, BATCH -> Math.min(CapCurves.power(work.capCurve(), capPercent),
                    interpolate(COMPUTE_CLOCKS, TRAINING_CLOCK_POWER, clockPercent));
            case PREFILL -> Math.min(interpolate(CAPS, PREFILL_CAP_POWER, capPercent),
                    interpolate(COMPUTE_CLOCKS, PREFILL_CLOCK_POWER, clockPercent));
            case DECODE -> interpolate(DECODE_CLOCKS, DECODE_CLOCK_POWER, clockPercent);
        };
    }

    private static double interpolate(double[] x, double[] y, double at) {
        if (at >= x[x.length - 1]) {
            return y[x.length - 1];
        }
        int i = 1;
        while (at > x[i]) {
            i++;
        }
        double share = Math.max(0, at - x[i - 1]) / (x[i] - x[i - 1]);
        return y[i - 1] + share * (y[i] - y[i - 1]);
    }
}
