package dev.ondol.simulator.cluster;

import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.it.NodeState;
import dev.ondol.simulator.it.NodeStates;
import dev.ondol.simulator.workload.Job;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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
    void tick(Collection<Job> waiting) {
        count(waiting);
        for (int node = 0; node < modelOf.length; node++) {
            if (missing[modelOf[node]] > 0 && states.of(node) == NodeState.PARKED && states.wake(node)) {
                missing[modelOf[node]]--;
            }
        }
        // The last nodes in site order first: jobs are packed from the front. Where jobs wait, nothing is parked.
        for (int node = modelOf.length - 1; node >= 0; node--) {
            int model = modelOf[node];
            if (missing[model] < 0 && waited[model] == 0 && states.of(node) == NodeState.IDLE
                    && states.inStateSeconds(node) >= IDLE_SECONDS && states.park(node)) {
                missing[model]++;
            }
        }
    }

    private void count(Collection<Job> waiting) {
        Arrays.fill(waited, 0);
        for (Job job : waiting) {
            int model = models.indexOf(job.gpuModel());
            if (model >= 0) {
                waited[model] += (job.gpus() + nodeGpus[model] - 1) / nodeGpus[model];
            }
        }
        for (int model = 0; model < missing.length; model++) {
            missing[model] = waited[model] + warm[model];
        }
        for (int node = 0; node < modelOf.length; node++) {
            switch (states.of(node)) {
                case IDLE, DEEP_IDLE, WAKING -> missing[modelOf[node]]--;
                case BUSY, PARKED -> {
                    // it is no reserve
                }
            }
        }
    }
}
