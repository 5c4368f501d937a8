package dev.ondol.optimizer.forecast;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Forecast of one weather quantity: yesterday's value at the same hour, plus today's difference to yesterday, which fades
/// (seasonal-naive with an AR(1) residual; Hyndman and Athanasopoulos, Forecasting, 3rd edition, chapters 5 and 9). Before a
/// day of observations exists the shape of the day is a cosine with its peak at 15 h local solar time. One thread.
public final class DailySeries {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final int KEPT_HOURS = 72;
    private static final double PERSISTENCE_AN_HOUR = 0.9;
    private static final double PEAK_HOUR = 15;

    private final double amplitude;
    private final double longitudeHours;
    private final TreeMap<Long, Mean> hours = new TreeMap<>();
    private long newest = Long.MIN_VALUE;
    private double latest = Double.NaN;

    /// @param amplitude    half the usual daily range, in the unit of the series
    /// @param longitudeDeg degrees east; gives local solar time
    public DailySeries(double amplitude, double longitudeDeg) {
        this.amplitude = amplitude;
        this.longitudeHours = longitudeDeg / 15;
    }

    /// @param time plant time in milliseconds
    public void observe(long time, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        long hour = Math.floorDiv(time, HOUR);
        hours.computeIfAbsent(hour, ignored -> new Mean()).add(value);
        if (time >= newest) {
            newest = time;
            latest = value;
        }
        while (hours.size() > KEPT_HOURS) {
            hours.pollFirstEntry();
        }
    }

    public boolean known() {
        return newest != Long.MIN_VALUE;
    }

    public double latest() {
        return latest;
    }

    /// Time of the newest observation, plant time in milliseconds; meaningless before the first.
    public long newest() {
        return newest;
    }

    /// The expected value at a later time; the newest observation where the time is not later.
    public double at(long time) {
        if (!known()) {
            throw new IllegalStateException("Nothing was observed. Maybe the weather station is silent.");
        }
        double ahead = Math.max(0, time - newest) / (double) HOUR;
        double fade = Math.pow(PERSISTENCE_AN_HOUR, ahead);
        Mean then = yesterday(time);
        Mean before = yesterday(newest);
        if (then != null && before != null) {
            return then.value() + fade * (latest - before.value());
        }
        return latest + amplitude * (shape(time) - shape(newest));
    }

    private @Nullable Mean yesterday(long time) {
        long at = time;
        do {
            at -= DAY;
        } while (at > newest);
        Map.Entry<Long, Mean> entry = hours.floorEntry(Math.floorDiv(at, HOUR));
        return entry != null && entry.getKey() == Math.floorDiv(at, HOUR) ? entry.getValue() : null;
    }

    private double shape(long time) {
        double hour = time / (double) HOUR + longitudeHours;
        return Math.cos(2 * Math.PI * (hour - PEAK_HOUR) / 24);
    }

    private static final class Mean {
        private double sum;
        private int count;

        void add(double value) {
            sum += value;
            count++;
        }

        double value() {
            return sum / count;
        }
    }
}
