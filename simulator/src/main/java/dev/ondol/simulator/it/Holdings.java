package dev.ondol.simulator.it;

import dev.ondol.facility.site.NodeType;
import org.jspecify.annotations.Nullable;

/// Which work holds how many GPUs of each node. A node has as many entries as GPUs; like work shares an entry.
final class Holdings {
    private final int[] first;
    private final int[] kinds;
    private final @Nullable Work[] work;
    private final int[] gpus;
    private final int[] allocated;

    Holdings(NodeType[] types) {
        first = new int[types.length];
        kinds = new int[types.length];
        allocated = new int[types.length];
        int entries = 0;
        for (int node = 0; node < types.length; node++) {
            first[node] = entries;
            entries += types[node].gpus();
        }
        work = new Work[entries];
        gpus = new int[entries];
    }

    /// GPUs of the node that are held.
    int allocated(int node) {
        return allocated[node];
    }

    /// Kinds of work on the node.
    int kinds(int node) {
        return kinds[node];
    }

    /// The kind-th kind of work on the node, from 0.
    Work work(int node, int kind) {
        return java.util.Objects.requireNonNull(work[first[node] + kind]);
    }

    /// GPUs that it holds.
    int gpus(int node, int kind) {
        return gpus[first[node] + kind];
    }

    /// GPUs of the node that work of exactly that kind holds.
    int held(int node, Work of) {
        int kind = find(node, of);
        return kind < 0 ? 0 : gpus(node, kind);
    }

    void take(int node, int count, Work by) {
        int kind = find(node, by);
        if (kind < 0) {
            kind = kinds[node]++;
            work[first[node] + kind] = by;
        }
        gpus[first[node] + kind] += count;
        allocated[node] += count;
    }

    void release(int node, int count, Work by) {
        int at = first[node] + find(node, by);
        gpus[at] -= count;
        allocated[node] -= count;
        if (gpus[at] == 0) {
            int last = first[node] + --kinds[node];
            work[at] = work[last];
            gpus[at] = gpus[last];
            work[last] = null;
            gpus[last] = 0;
        }
    }

    private int find(int node, Work of) {
        for (int kind = 0; kind < kinds[node]; kind++) {
            if (of.equals(work[first[node] + kind])) {
                return kind;
            }
        }
        return -1;
    }
}
