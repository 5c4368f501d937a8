package dev.ondol.simulator.cluster;

import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.it.NodeState;
import dev.ondol.simulator.it.NodeStates;
import dev.ondol.simulator.workload.Job;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The power saving of a scheduler, as Slurm's SuspendTime and SuspendExcNodes: nodes that have been idle for ten minutes are
/// parked but for a warm rest of each GPU model, and parked ones are woken when jobs wait that they could take. It looks at
/// the queue of now, not ahead.
public final class Suspension {
    private static final double IDLE_SECONDS = 600;
    /// Nodes of a model that stay awake, as a share of its nodes: replicas of a service must start within minutes.
    private static final double WARM_SHARE = 0.03;

    private final ItLoad it;
    private final NodeStates states;
    private final Map<String, Integer> warmNodes = new LinkedHashMap<>();

    public Suspension(ItLoad it) {
        this.it = it;
        states = it.states();
        Map<String, Integer> nodes = new LinkedHashMap<>();
        for (int node = 0; node < it.nodes(); node++) {
            nodes.merge(it.type(node).gpuModel(), 1, Integer::sum);
        }
        nodes.forEach((model, count) -> warmNodes.put(model, (int) Math.ceil(WARM_SHARE * count)));
    }

    /// Once a tick, after jobs were started.
    ///
    /// @param waiting jobs that found no nodes
    void tick(Collection<Job> waiting) {
        Map<String, Integer> wantedGpus = new LinkedHashMap<>();
        for (Job job : waiting) {
            wantedGpus.merge(job.gpuModel(), job.gpus(), Integer::sum);
        }
        if (!wantedGpus.isEmpty()) {
            wake(wantedGpus);
        }
        park(wantedGpus);
    }

    private void wake(Map<String, Integer> wantedGpus) {
        if (states.count(NodeState.WAKING) > 0) {
            for (int node = 0; node < it.nodes(); node++) {
                if (states.of(node) == NodeState.WAKING) {
                    wantedGpus.merge(it.type(node).gpuModel(), -it.type(node).gpus(), Integer::sum);
                }
            }
        }
        if (states.count(NodeState.PARKED) == 0) {
            return;
        }
        for (int node = 0; node < it.nodes(); node++) {
            String model = it.type(node).gpuModel();
            if (wantedGpus.getOrDefault(model, 0) > 0 && states.of(node) == NodeState.PARKED && states.wake(node)) {
                wantedGpus.merge(model, -it.type(node).gpus(), Integer::sum);
            }
        }
    }

    /// The last nodes in site order first: jobs are packed from the front. Where jobs wait, nothing is parked.
    private void park(Map<String, Integer> wantedGpus) {
        if (states.count(NodeState.IDLE) == 0) {
            return;
        }
        Map<String, Integer> spare = new LinkedHashMap<>();
        for (int node = 0; node < it.nodes(); node++) {
            if (states.of(node) == NodeState.IDLE) {
                spare.merge(it.type(node).gpuModel(), 1, Integer::sum);
            }
        }
        warmNodes.forEach((model, warm) -> spare.merge(model, -warm, Integer::sum));
        for (int node = it.nodes() - 1; node >= 0; node--) {
            String model = it.type(node).gpuModel();
            if (states.of(node) == NodeState.IDLE && states.inStateSeconds(node) >= IDLE_SECONDS
                    && spare.getOrDefault(model, 0) > 0 && !wantedGpus.containsKey(model) && states.park(node)) {
                spare.merge(model, -1, Integer::sum);
            }
        }
    }
}
