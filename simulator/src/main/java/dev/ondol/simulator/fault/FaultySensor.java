package dev.ondol.simulator.fault;

import dev.ondol.facility.point.PointId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One sensor with one fault. What it shows follows from truth, time and seed alone, however often it is asked.
final class FaultySensor {
    /// @param timeMillis  plant time
    /// @param value the truth then
    private record Sample(long timeMillis, double value) {}

    private final Fault fault;
    private final PointId point;
    private final long seed;
    private final double first;
    private final Deque<Sample> history = new ArrayDeque<>();

    /// @param first the truth when the fault begins
    FaultySensor(Fault fault, long seed, double first) {
        this.fault = fault;
        point = PointId.of(fault.where());
        this.seed = seed ^ point.toString().hashCode() * 0x9E3779B97F4A7C15L;
        this.first = first;
    }

    Fault fault() {
        return fault;
    }

    PointId point() {
        return point;
    }

    /// Remembers the truth of an instant, for delayed sensors.
    void remember(long timeMillis, double truth) {
        if (fault.kind() == Fault.Kind.SENSOR_DELAY) {
            history.addLast(new Sample(timeMillis, truth));
            while (history.size() > 1 && second().timeMillis <= timeMillis - delayMillis()) {
                history.removeFirst();
            }
        }
    }

    private Sample second() {
        return history.stream().skip(1).findFirst().orElseThrow();
    }

    private long delayMillis() {
        return Math.round(fault.severity() * 1000);
    }

    /// What is shown; NaN where nothing is.
    double shown(double truth, long timeMillis) {
        return switch (fault.kind()) {
            case SENSOR_NOISE -> truth + fault.severity()
                    * new SplittableRandom(seed + timeMillis * 0xD1B54A32D192ED03L).nextGaussian();
            case SENSOR_BIAS -> truth + fault.severity();
            case SENSOR_FREEZE -> first;
            case SENSOR_DROPOUT -> Double.NaN;
            case SENSOR_DELAY -> delayed(timeMillis);
            case UNIT_TRIP, FOULING, STUCK_VALVE, LEAK, UTILITY_DIP, NETWORK_LOSS -> truth;
        };
    }

    /// The newest truth that is old enough.
    private double delayed(long timeMillis) {
        @Nullable
        Sample newest = null;
        for (Sample sample : history) {
            if (sample.timeMillis <= timeMillis - delayMillis()) {
                newest = sample;
            }
        }
        return newest == null ? first : newest.value;
    }

    /// What a controller goes by: it keeps the last value of a sensor that shows nothing.
    double believed(double truth, long timeMillis) {
        double shown = shown(truth, timeMillis);
        return Double.isNaN(shown) ? first : shown;
    }
}
