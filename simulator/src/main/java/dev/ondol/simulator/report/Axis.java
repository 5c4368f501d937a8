package dev.ondol.simulator.report;

import java.util.ArrayList;
import java.util.List;

/// A linear scale from values to places of a picture, with round ticks.
///
/// @param low  value at `from`
/// @param high value at `to`
/// @param from place in the picture
/// @param to   place in the picture
public record Axis(double low, double high, double from, double to) {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    /// An axis that covers some values and begins and ends at round ones.
    public static Axis round(double least, double most, int ticks, double from, double to) {
        double span = Math.max(1e-9, most - least);
        double step = step(span / ticks);
        return new Axis(Math.floor(least / step + 1e-9) * step, Math.ceil(most / step - 1e-9) * step, from, to);
    }

    /// The place of a value.
    public double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /// Some round values on the axis.
    public List<Double> ticks(int about) {
        double step = step((high - low) / about);
        List<Double> ticks = new ArrayList<>();
        for (long n = (long) Math.ceil(low / step - 1e-9); n * step <= high + 1e-9 * step; n++) {
            ticks.add(n * step);
        }
        return ticks;
    }

    private static double step(double wanted) {
        double magnitude = Math.pow(10, Math.floor(Math.log10(wanted)));
        for (double step : STEPS) {
            if (step * magnitude >= wanted * (1 - 1e-9)) {
                return step * magnitude;
            }
        }
        return 10 * magnitude;
    }
}
