package dev.ondol.proof.replay;

import dev.ondol.facility.point.PointId;
import java.util.Arrays;
import java.util.Optional;

/// What points of a recording showed hour by hour. An hour that is not there is NaN, never a guess.
public final class RecordedHours {
    private static final long HOUR = Window.HOUR;
    /// Share of its usual readings that an hour must have for its mean to count.
    private static final double ENOUGH = 0.75;
    /// A count is read off a straight line between two readings at most this many of its periods apart.
    private static final double NEAR = 2.5;

    private final Recording recording;
    private final long start;
    private final int hours;

    /// @param start plant milliseconds of the first hour
    public RecordedHours(Recording recording, long start, int hours) {
        this.recording = recording;
        this.start = start;
        this.hours = hours;
    }

    /// Whether the point has readings at all.
    public boolean has(PointId point) {
        return recording.series(point).isPresent();
    }

    /// Mean reading of each hour.
    public double[] means(PointId point) {
        double[] sums = new double[hours];
        int[] counts = new int[hours];
        Optional<Series> found = recording.series(point);
        if (found.isEmpty()) {
            Arrays.fill(sums, Double.NaN);
            return sums;
        }
        Series series = found.get();
        for (int i = Math.max(0, series.before(start - 1)); i < series.size(); i++) {
            long hour = Math.floorDiv(series.time(i) - start, HOUR);
            if (hour >= hours) {
                break;
            }
            if (hour >= 0) {
                sums[(int) hour] += series.value(i);
                counts[(int) hour]++;
            }
        }
        double enough = Math.max(1, ENOUGH * Math.floor((double) HOUR / Math.max(1, series.period())));
        for (int hour = 0; hour < hours; hour++) {
            sums[hour] = counts[hour] >= enough ? sums[hour] / counts[hour] : Double.NaN;
        }
        return sums;
    }

    /// What a counter has counted in each hour; NaN where it went back.
    public double[] counted(PointId point) {
        double[] counted = new double[hours];
        Arrays.fill(counted, Double.NaN);
        Optional<Series> found = recording.series(point);
        if (found.isPresent()) {
            double before = at(found.get(), start);
            for (int hour = 0; hour < hours; hour++) {
                double after = at(found.get(), start + (hour + 1) * HOUR);
                counted[hour] = after >= before ? after - before : Double.NaN;
                before = after;
            }
        }
        return counted;
    }

    /// NaN where no reading is near on both sides.
    private static double at(Series series, long time) {
        int before = series.before(time);
        if (before >= 0 && series.time(before) == time) {
            return series.value(before);
        }
        if (before < 0 || before + 1 >= series.size()
                || series.time(before + 1) - series.time(before) > NEAR * series.period()) {
            return Double.NaN;
        }
        double share = (double) (time - series.time(before)) / (series.time(before + 1) - series.time(before));
        return series.value(before) + share * (series.value(before + 1) - series.value(before));
    }
}
