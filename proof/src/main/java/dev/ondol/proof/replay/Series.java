package dev.ondol.proof.replay;

import java.util.Arrays;

/// The readings of one point in order of time: plant milliseconds and values in the unit of the point. Grows while it is read.
final class Series {
    private static final int FIRST = 256;

    private long[] times = new long[FIRST];
    private double[] values = new double[FIRST];
    private int size;
    private boolean sorted = true;

    /// @return by how much the time lies before the reading added last, ms; 0 where it lies behind it
    long add(long time, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        long back = size > 0 ? Math.max(0, times[size - 1] - time) : 0;
        sorted &= size == 0 || time > times[size - 1];
        times[size] = time;
        values[size] = value;
        size++;
        return back;
    }

    /// What became of readings of one instant.
    ///
    /// @param same     told twice alike: one stays
    /// @param conflict told twice differently: none stays
    record Doubled(int same, int conflict) {
        static final Doubled NONE = new Doubled(0, 0);
    }

    /// Puts the readings in order. Of several alike of one instant one stays, of several that differ none: nobody knows which is
    /// true.
    Doubled sort() {
        if (sorted) {
            return Doubled.NONE;
        }
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(times[a], times[b]));
        long[] time = new long[size];
        double[] value = new double[size];
        int kept = 0;
        int same = 0;
        int conflict = 0;
        for (int i = 0; i < size;) {
            int end = i + 1;
            boolean alike = true;
            while (end < size && times[order[end]] == times[order[i]]) {
                alike &= Double.compare(values[order[end]], values[order[i]]) == 0;
                end++;
            }
            if (alike) {
                time[kept] = times[order[i]];
                value[kept++] = values[order[i]];
                same += end - i - 1;
            } else {
                conflict += end - i;
            }
            i = end;
        }
        times = time;
        values = value;
        size = kept;
        sorted = true;
        return new Doubled(same, conflict);
    }

    int size() {
        return size;
    }

    long time(int i) {
        return times[i];
    }

    double value(int i) {
        return values[i];
    }

    /// Forgets the readings from one to before another.
    void remove(int from, int to) {
        System.arraycopy(times, to, times, from, size - to);
        System.arraycopy(values, to, values, from, size - to);
        size -= to - from;
    }

    /// Usual time between two readings, ms: the median; 0 where there are fewer than two.
    long period() {
        if (size < 2) {
            return 0;
        }
        long[] steps = new long[size - 1];
        for (int i = 1; i < size; i++) {
            steps[i - 1] = times[i] - times[i - 1];
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }

    /// Number of the newest reading at or before an instant; -1 where there is none.
    int before(long time) {
        int found = Arrays.binarySearch(times, 0, size, time);
        return found >= 0 ? found : -found - 2;
    }
}
