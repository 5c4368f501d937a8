package dev.ondol.historian.reading;

import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Which frames of one life of a source are stored: all up to the low mark, and runs of those that came ahead of it. Not a
/// maximum: with a maximum, frames that are replayed late would look like duplicates. Not thread-safe.
final class FramePosition {
    /// Runs that are kept ahead of the low mark before the lowest hole is given up.
    static final int MAX_RUNS = 10_000;
    /// A hole older than this can only be filled by frames that would be refused as too late, in milliseconds.
    static final long HOLE_AGE = DataPolicy.LATENESS_MILLIS;

    private long low;
    /// First to last sequence number, both inclusive; disjoint, never adjacent, all above low + 1.
    private final TreeMap<Long, Long> ahead = new TreeMap<>();
    private OptionalLong newest;
    private OptionalLong holeSince;

    private FramePosition(long low, OptionalLong newest, OptionalLong holeSince) {
        this.low = low;
        this.newest = newest;
        this.holeSince = holeSince;
    }

    static FramePosition start() {
        return new FramePosition(0, OptionalLong.empty(), OptionalLong.empty());
    }

    /// Reads the form that [#ahead()] writes.
    static FramePosition of(long low, String multirange, OptionalLong newest, OptionalLong holeSince) {
        FramePosition position = new FramePosition(low, newest, holeSince);
        String inner = multirange.substring(1, multirange.length() - 1);
        if (!inner.isEmpty()) {
            for (String run : inner.substring(1, inner.length() - 1).split("\\),\\[")) {
                int comma = run.indexOf(',');
                position.ahead.put(Long.valueOf(run.substring(0, comma)),
                        Long.parseLong(run.substring(comma + 1)) - 1);
            }
        }
        return position;
    }

    /// Notes a frame.
    ///
    /// @param seq 1 or more
    /// @return false if it was noted before
    boolean add(long seq) {
        if (seq <= low) {
            return false;
        }
        Map.Entry<Long, Long> before = ahead.floorEntry(seq);
        if (before != null && before.getValue() >= seq) {
            return false;
        }
        long first = seq;
        long last = seq;
        if (before != null && before.getValue() == seq - 1) {
            first = before.getKey();
        }
        Long after = ahead.remove(seq + 1);
        if (after != null) {
            last = after;
        }
        if (first == low + 1) {
            ahead.remove(first);
            low = last;
        } else {
            ahead.put(first, last);
        }
        return true;
    }

    /// Plant time of readings that were stored.
    void stored(long time) {
        newest = OptionalLong.of(newest.isEmpty() ? time : Math.max(time, newest.getAsLong()));
    }

    /// To be called after a batch: gives up the lowest holes where there are too many, or where no frame can fill them.
    ///
    /// @param lowBefore the low mark before the batch
    /// @return how many holes were given up
    int settle(long lowBefore) {
        int holes = 0;
        while (ahead.size() > MAX_RUNS) {
            giveUpLowest();
            holes++;
        }
        if (ahead.isEmpty()) {
            holeSince = OptionalLong.empty();
        } else if (holeSince.isEmpty() || low != lowBefore) {
            holeSince = newest;
        } else if (newest.isPresent() && newest.getAsLong() - holeSince.getAsLong() > HOLE_AGE) {
            giveUpLowest();
            holes++;
            holeSince = ahead.isEmpty() ? OptionalLong.empty() : newest;
        }
        return holes;
    }

    private void giveUpLowest() {
        Iterator<Map.Entry<Long, Long>> runs = ahead.entrySet().iterator();
        low = runs.next().getValue();
        runs.remove();
    }

    long low() {
        return low;
    }

    /// What came ahead of the low mark, as an int8multirange.
    String ahead() {
        StringBuilder text = new StringBuilder("{");
        for (Map.Entry<Long, Long> run : ahead.entrySet()) {
            text.append(text.length() == 1 ? "" : ",").append('[').append(run.getKey()).append(',')
                    .append(run.getValue() + 1).append(')');
        }
        return text.append('}').toString();
    }

    OptionalLong newest() {
        return newest;
    }

    OptionalLong holeSince() {
        return holeSince;
    }
}
