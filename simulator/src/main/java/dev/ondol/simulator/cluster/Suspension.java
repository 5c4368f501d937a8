package dev.ondol.simulator.cluster;

import static dev.ondol.simulator.it.NodeState.IDLE;
import static dev.ondol.simulator.it.NodeState.PARKED;

import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.it.NodeState;
import dev.ondol.simulator.it.NodeStates;
import dev.ondol.simulator.workload.Job;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The power saving of a scheduler, as Slurm's SuspendTime and SuspendExcNodes: nodes that have been idle for ten minutes are
/// parked but for a warm rest of each GPU model; parked ones are woken when jobs wait that they could take, and when the warm
/// rest has been used up. It looks at the queue of now, not ahead.
public final class Suspension {
    private static final double IDLE_SECONDS = 600;
    /// Nodes of a model that stay awake, as a share of its nodes: replicas of a service must start within minutes.
    private static final double WARM_SHARE = 0.05;
    /// The same of nodes that wake too slowly for a gang to start within 15 minutes: the next gangs must find them awake.
    private static final double SLOW_WARM_SHARE = 0.15;
    private static final double SLOW_WAKE_MINUTES = 14;

    /// Nodes that take jobs now or soon.
    private static final List<NodeState> RESERVE = List.of(IDLE, NodeState.DEEP_IDLE, NodeState.WAKING);

    private final NodeStates states;
    private final List<String> models = new ArrayList<>();
    private final int[] modelOf;
    private final int[] nodeGpus;
    private final int[] warm;
    /// Nodes of each model that waiting jobs would take, and that are to be woken (or, below 0, could be parked).
    private final int[] waited;
    private final int[] missing;

    public Suspension(ItLoad it) {
        states = it.states();
        modelOf = new int[it.nodes()];
        for (int node = 0; node < it.nodes(); node++) {
            String model = it.type(node).gpuModel();
            if (!models.contains(model)) {
                models.add(model);
            }
            modelOf[node] = models.indexOf(model);
        }
        nodeGpus = new int[models.size()];
        warm = new int[models.size()];
        waited = new int[models.size()];
        missing = new int[models.size()];
        double[] share = new double[models.size()];
        for (int node = 0; node < it.nodes(); node++) {
            int model = modelOf[node];
            nodeGpus[model] = it.type(node).gpus();
            share[model] += it.type(node).wakeMinutes() > SLOW_WAKE_MINUTES ? SLOW_WARM_SHARE : WARM_SHARE;
        }
        Arrays.setAll(warm, model -> (int) Math.ceil(share[model] - 1e-9));
    }

    /// Once a tick, after jobs were started.
    ///
    /// @param waiting jobs that found no nodes
    void tick(List<WaitingJob> waiting) {
        count(waiting);
        for (int node = states.first(PARKED, 0); node >= 0; node = states.first(PARKED, node + 1)) {
            if (missing[modelOf[node]] > 0 && states.wake(node)) {
                missing[modelOf[node]]--;
            }
        }
        // The last nodes in site order first: jobs are packed from the front. Where jobs wait, nothing is parked.
        for (int node = states.last(IDLE, modelOf.length - 1); node >= 0; node = states.last(IDLE, node - 1)) {
            int model = modelOf[node];
            if (missing[model] < 0 && waited[model] == 0 && states.inStateSeconds(node) >= IDLE_SECONDS
                    && states.park(node)) {
                missing[model]++;
            }
        }
    }

    private void count(List<WaitingJob> waiting) {
        Arrays.fill(waited, 0);
        for (int i = 0; i < waiting.size(); i++) {
            Job job = waiting.get(i).job;
            int model = models.indexOf(job.gpuModel());
            if (model >= 0) {
                waited[model] += (job.gpus() + nodeGpus[model] - 1) / nodeGpus[model];
            }
        }
        for (int model = 0; model < missing.length; model++) {
            missing[model] = waited[model] + warm[model];
        }
        for (NodeState awake : RESERVE) {
            for (int node = states.first(awake, 0); node >= 0; node = states.first(awake, node + 1)) {
                missing[modelOf[node]]--;
            }
        }
    }
}
