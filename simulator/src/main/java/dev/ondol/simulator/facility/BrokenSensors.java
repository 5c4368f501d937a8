package dev.ondol.simulator.facility;

import dev.ondol.facility.point.PointId;
import dev.ondol.simulator.fault.SensorFault;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Stands between what is there and what broken sensors show. What the plant's own controllers see is not touched: they have
/// sensors of their own.
final class BrokenSensors {
    private static final long MINUTE = 60_000;

    private final long seed;
    private final Map<PointId, SensorFault> broken = new HashMap<>();
    private final Map<PointId, Double> frozen = new HashMap<>();

    BrokenSensors(long seed) {
        this.seed = seed;
    }

    /// Breaks a sensor, or mends it (null).
    ///
    /// @param now what it shows at this moment
    void set(PointId point, @Nullable SensorFault fault, double now) {
        frozen.remove(point);
        if (fault == null) {
            broken.remove(point);
            return;
        }
        broken.put(point, fault);
        if (fault instanceof SensorFault.Freeze) {
            frozen.put(point, now);
        }
    }

    /// What the sensor shows of a real value.
    double shown(PointId point, double real, long time) {
        if (broken.isEmpty()) {
            return real;
        }
        SensorFault fault = broken.get(point);
        return switch (fault) {
            case null -> real;
            case SensorFault.Bias bias -> real + bias.offset();
            case SensorFault.Noise noise -> real + noise.deviation() * gaussian(point, time);
            case SensorFault.Freeze ignored -> frozen.getOrDefault(point, real);
            case SensorFault.Dropout ignored -> Double.NaN;
        };
    }

    /// The same number for a sensor and a minute, however often it is read.
    private double gaussian(PointId point, long time) {
        return new SplittableRandom(seed ^ point.toString().hashCode() * 31L ^ time / MINUTE * 0x9E3779B97F4A7C15L)
                .nextGaussian();
    }
}
