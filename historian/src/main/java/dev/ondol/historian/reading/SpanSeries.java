package dev.ondol.historian.reading;

import dev.ondol.historian.reading.History.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// Gathers one point's values into spans; they come in order of time. Not thread-safe.
final class SpanSeries {
    private final LongUnaryOperator startOfSpan;
    private final List<Bucket> done = new ArrayList<>();
    private long span = Long.MIN_VALUE;
    private double first;
    private double last;
    private double min;
    private double max;

    /// @param startOfSpan start of the span with this number, milliseconds
    SpanSeries(LongUnaryOperator startOfSpan) {
        this.startOfSpan = startOfSpan;
    }

    /// Adds a value, or what a finer span had.
    void add(long number, double earliest, double latest, double lowest, double highest) {
        if (number != span) {
            close();
            span = number;
            first = earliest;
            min = lowest;
            max = highest;
        } else {
            min = Math.min(min, lowest);
            max = Math.max(max, highest);
        }
        last = latest;
    }

    private void close() {
        if (span != Long.MIN_VALUE) {
            done.add(new Bucket(startOfSpan.applyAsLong(span), first, last, min, max));
        }
    }

    List<Bucket> buckets() {
        close();
        span = Long.MIN_VALUE;
        return done;
    }
}
