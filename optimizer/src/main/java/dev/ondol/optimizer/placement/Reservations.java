package dev.ondol.optimizer.placement;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Nodes that waiting jobs want, so that a stream of small jobs cannot starve a big one: a job that would still run at that
/// time must leave them alone (EASY backfilling; Lifka, JSSPP 1995). The plan says which, and [WaitingLine] where no plan has
/// said anything yet. Guarded by its owner.
final class Reservations {
    /// GPUs of one node.
    record Share(int node, int gpus) {}

    private record Held(long from, List<Share> shares) {}

    private final Map<String, Held> byJob = new HashMap<>();
    private final long[] from;
    private final int[] gpus;

    Reservations(int nodes) {
        from = new long[nodes];
        gpus = new int[nodes];
        clear();
    }

    void clear() {
        byJob.clear();
        Arrays.fill(from, Long.MAX_VALUE);
        Arrays.fill(gpus, 0);
    }

    /// @param at plant time in milliseconds at which the waiting job wants the GPUs
    void add(String jobId, long at, List<Share> shares) {
        remove(jobId);
        Held held = new Held(at, List.copyOf(shares));
        byJob.put(jobId, held);
        count(held);
    }

    private void count(Held held) {
        for (Share share : held.shares()) {
            from[share.node()] = Math.min(from[share.node()], held.from());
            gpus[share.node()] += share.gpus();
        }
    }

    /// The job waits no longer.
    void remove(String jobId) {
        if (byJob.remove(jobId) != null) {
            Arrays.fill(from, Long.MAX_VALUE);
            Arrays.fill(gpus, 0);
            byJob.values().forEach(this::count);
        }
    }

    boolean has(String jobId) {
        return byJob.containsKey(jobId);
    }

    /// Whether a waiting job wants the node by that time.
    boolean wants(int node, long by) {
        return gpus[node] > 0 && from[node] <= by;
    }

    /// GPUs of a node that a job which ends at that time must leave to others.
    int keptFrom(int node, long end, String jobId) {
        if (end <= from[node]) {
            return 0;
        }
        Held own = byJob.get(jobId);
        int mine = own == null
                ? 0
                : own.shares().stream().filter(share -> share.node() == node).mapToInt(Share::gpus).sum();
        return gpus[node] - mine;
    }
}
