package dev.ondol.gateway;

import java.util.TreeSet;

/// The sequence numbers of one epoch that were handled: the last [#WINDOW] one by one; what lies below them counts as handled. Confined to
/// one thread.
final class HandledSequence {
    static final int WINDOW = 4_096;

    private long low;
    private long newest;
    private final TreeSet<Long> above = new TreeSet<>();

    /// @param low every number up to this one counts as handled
    HandledSequence(long low) {
        this.low = low;
        newest = low;
    }

    /// Notes a number; false if it was handled before.
    boolean add(long seq) {
        if (seq <= low || !above.add(seq)) {
            return false;
        }
        newest = Math.max(newest, seq);
        if (above.size() > WINDOW) {
            low = above.removeFirst();
        }
        return true;
    }

    /// Highest number handled.
    long newest() {
        return newest;
    }
}
