package dev.ondol.optimizer.problem;

/// The nodes that a gang takes from an anchor at a slot, beside running and promised jobs. Immutable.
public final class Footprint {
    private final int[] nodes;
    private final int[] replicas;
    private final int missing;

    Footprint(int[] nodes, int[] replicas, int missing) {
        this.nodes = nodes;
        this.replicas = replicas;
        this.missing = missing;
    }

    public int size() {
        return nodes.length;
    }

    public int node(int i) {
        return nodes[i];
    }

    public int replicas(int i) {
        return replicas[i];
    }

    /// Replicas that found no node.
    public int missing() {
        return missing;
    }
}
