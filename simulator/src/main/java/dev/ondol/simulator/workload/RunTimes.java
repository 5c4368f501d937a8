package dev.ondol.simulator.workload;

import java.util.Random;

/// Run times: log-normal, held between two bounds, in whole minutes.
///
/// @param medianMin median, minutes
/// @param sigma     of the logarithm
/// @param leastMin  lower bound, minutes
/// @param mostMin   upper bound, minutes
record RunTimes(double medianMin, double sigma, double leastMin, double mostMin) {
    private static final int STEPS = 4_000;
    private static final double REACH = 8;

    int drawMinutes(Random random) {
        return (int) Math.round(minutes(random.nextGaussian()));
    }

    /// Expected run time, minutes: the bounded log-normal integrated over its normal variate.
    double meanMinutes() {
        double width = 2 * REACH / STEPS;
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            double z = -REACH + (i + 0.5) * width;
            sum += minutes(z) * Math.exp(-z * z / 2);
        }
        return sum * width / Math.sqrt(2 * Math.PI);
    }

    private double minutes(double z) {
        return Math.clamp(medianMin * Math.exp(sigma * z), leastMin, mostMin);
    }
}
