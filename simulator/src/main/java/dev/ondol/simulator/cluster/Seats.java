package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.simulator.it.ItLoad;
import java.util.Arrays;
import java.util.List;

/// Where the replicas of a gang would sit: nodes by number, with replicas and GPUs on each. One object serves choice after
/// choice, so that a choice allocates nothing.
final class Seats {
    private int[] nodes = new int[64];
    private int[] replicas = new int[64];
    private int[] gpus = new int[64];
    private int count;

    void clear() {
        count = 0;
    }

    void add(int node, int replicasThere, int gpusThere) {
        if (count == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * count);
            replicas = Arrays.copyOf(replicas, 2 * count);
            gpus = Arrays.copyOf(gpus, 2 * count);
        }
        nodes[count] = node;
        replicas[count] = replicasThere;
        gpus[count] = gpusThere;
        count++;
    }

    /// Takes these instead; a node that is not known stands as -1.
    void set(List<Assignment> assignments, ItLoad it) {
        clear();
        for (Assignment assignment : assignments) {
            add(it.nodeIndex(assignment.node()), assignment.replicas(), assignment.gpus());
        }
    }

    /// How many nodes.
    int count() {
        return count;
    }

    /// The i-th node, from 0.
    int node(int i) {
        return nodes[i];
    }

    /// Replicas on the i-th node.
    int replicas(int i) {
        return replicas[i];
    }

    /// GPUs of all its replicas on the i-th node.
    int gpus(int i) {
        return gpus[i];
    }

    int[] copyNodes() {
        return Arrays.copyOf(nodes, count);
    }

    int[] copyGpus() {
        return Arrays.copyOf(gpus, count);
    }
}
