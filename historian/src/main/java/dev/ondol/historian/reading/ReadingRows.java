package dev.ondol.historian.reading;

import dev.ondol.historian.rollup.Changes;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Rows for the table reading, column by column. Not thread-safe.
final class ReadingRows {
    private int size;
    private long[] times = new long[1_024];
    private int[] points = new int[1_024];
    private double[] values = new double[1_024];
    private @Nullable String[] qualities = new String[1_024];
    private long[] received = new long[1_024];

    /// @param time       plant time, milliseconds
    /// @param point      id in the table point
    /// @param quality    null where the reading is good
    /// @param receivedAt wall time, milliseconds
    void add(long time, int point, double value, @Nullable String quality, long receivedAt) {
        if (size == times.length) {
            int capacity = size * 2;
            times = Arrays.copyOf(times, capacity);
            points = Arrays.copyOf(points, capacity);
            values = Arrays.copyOf(values, capacity);
            qualities = Arrays.copyOf(qualities, capacity);
            received = Arrays.copyOf(received, capacity);
        }
        times[size] = time;
        points[size] = point;
        values[size] = value;
        qualities[size] = quality;
        received[size] = receivedAt;
        size++;
    }

    /// The plant times that these rows touch.
    Changes changes() {
        Changes changes = new Changes();
        for (int row = 0; row < size; row++) {
            changes.add(times[row]);
        }
        return changes;
    }

    int size() {
        return size;
    }

    /// Latest plant time, milliseconds.
    OptionalLong newest() {
        return Arrays.stream(times, 0, size).max();
    }

    long time(int row) {
        return times[row];
    }

    int point(int row) {
        return points[row];
    }

    double value(int row) {
        return values[row];
    }

    @Nullable
    String quality(int row) {
        return qualities[row];
    }

    long received(int row) {
        return received[row];
    }
}
