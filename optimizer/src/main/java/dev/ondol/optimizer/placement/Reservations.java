package dev.ondol.optimizer.placement;

import java.util.Arrays;

/// Nodes that waiting jobs are to get, so that a stream of small jobs cannot starve a big one: a job that would still run at
/// that time must leave them alone. [WaitingLine] makes them anew each minute. Guarded by its owner.
final class Reservations {
    private final long[] from;
    private final int[] gpus;

    Reservations(int nodes) {
        from = new long[nodes];
        gpus = new int[nodes];
        clear();
    }

    void clear() {
        Arrays.fill(from, Long.MAX_VALUE);
        Arrays.fill(gpus, 0);
    }

    /// @param at plant time in milliseconds at which the waiting job wants the GPUs
    void add(int node, long at, int wanted) {
        from[node] = Math.min(from[node], at);
        gpus[node] += wanted;
    }

    /// Whether a waiting job wants the node by that time.
    boolean wants(int node, long by) {
        return gpus[node] > 0 && from[node] <= by;
    }

    /// GPUs of a node that a job which ends at that time must not take.
    int keptFrom(int node, long end) {
        return end > from[node] ? gpus[node] : 0;
    }
}
