package dev.ondol.simulator.cluster;

import dev.ondol.simulator.it.ItLoad;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// All nodes of the site by GPU model. Nodes are the numbers of [ItLoad]. Read by placers; changed by the cluster only.
final class NodeTable {
    private final ItLoad it;
    private final Map<String, ModelNodes> byName = new LinkedHashMap<>();
    private final ModelNodes nowhere;
    private final List<ModelNodes> models;
    private final ModelNodes[] byNode;
    private final BitSet seen = new BitSet();
    private final BitSet changed = new BitSet();
    private final BitSet asleep = new BitSet();
    private long seenReadiness;

    NodeTable(ItLoad it) {
        this.it = it;
        Map<String, BitSet> nodes = new LinkedHashMap<>();
        for (int node = 0; node < it.nodes(); node++) {
            nodes.computeIfAbsent(it.type(node).gpuModel(), name -> new BitSet()).set(node);
        }
        nodes.forEach((name, own) -> byName.put(name, new ModelNodes(it, byName.size(), own)));
        nowhere = new ModelNodes(it, byName.size(), new BitSet());
        models = Stream.concat(byName.values().stream(), Stream.of(nowhere)).toList();
        byNode = new ModelNodes[it.nodes()];
        for (int node = 0; node < byNode.length; node++) {
            byNode[node] = of(it.type(node).gpuModel());
        }
        followStates();
    }

    /// The nodes of that GPU model; none where the site does not have it.
    ModelNodes of(String model) {
        return byName.getOrDefault(model, nowhere);
    }

    /// All models by number; the last stands for those that the site does not have.
    List<ModelNodes> models() {
        return models;
    }

    /// Takes nodes that were parked out of the table, and those that have woken in.
    void followStates() {
        if (seenReadiness == it.states().readinessChanges()) {
            return;
        }
        seenReadiness = it.states().readinessChanges();
        changed.clear();
        changed.or(asleep);
        it.states().fillUnready(asleep);
        changed.xor(asleep);
        for (int node = changed.nextSetBit(0); node >= 0; node = changed.nextSetBit(node + 1)) {
            byNode[node].asleep(node, asleep.get(node));
        }
    }

    /// Whether all these GPUs are free, are of that model, and no node stands twice.
    boolean free(ModelNodes model, Seats seats) {
        seen.clear();
        for (int i = 0; i < seats.count(); i++) {
            int node = seats.node(i);
            if (node < 0 || seen.get(node) || byNode[node] != model || seats.gpus(i) < 1
                    || it.freeGpus(node) < seats.gpus(i) || !it.states().takesJobs(node)) {
                return false;
            }
            seen.set(node);
        }
        return seats.count() > 0;
    }
}
