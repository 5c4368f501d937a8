package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.simulator.workload.Job;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// First come, first served for each GPU model, inference before all else. Where a job does not fit, it and each one behind it
/// is promised the earliest nodes that leave all earlier promises as they are, and starts now if that is now (conservative
/// backfilling, Mu'alem and Feitelson 2001): a later job never delays an earlier one, large or small. Promises are counted
/// in whole nodes and made anew each tick.
final class BackfillQueue {
    /// Jobs that are looked at behind a blocked one of a model at one tick.
    private static final int BACKFILL_DEPTH = 64;

    private final Choice choice;

    /// Chooses nodes for a gang; empty where it does not fit.
    interface Choice {
        List<Assignment> nodes(NodeTable table, String model, int replicas, int gpusPerReplica);
    }

    BackfillQueue(Choice choice) {
        this.choice = choice;
    }

    void place(Situation situation) {
        for (Job job : situation.waiting()) {
            if (ActiveJob.isInference(job)) {
                List<Assignment> nodes = nodes(situation, job, choice);
                if (!nodes.isEmpty()) {
                    situation.start(job, nodes);
                }
            }
        }
        Map<String, Outlook> blocked = new HashMap<>();
        Map<String, Integer> tried = new HashMap<>();
        for (Job job : situation.waiting()) {
            if (!ActiveJob.isInference(job) && tried.getOrDefault(job.gpuModel(), 0) <= BACKFILL_DEPTH) {
                inTurn(situation, job, blocked);
                if (blocked.containsKey(job.gpuModel())) {
                    tried.merge(job.gpuModel(), 1, Integer::sum);
                }
            }
        }
    }

    private static List<Assignment> nodes(Situation situation, Job job, Choice by) {
        return by.nodes(situation.nodes(), job.gpuModel(), job.replicas(), job.gpusPerReplica());
    }

    private void inTurn(Situation situation, Job job, Map<String, Outlook> blocked) {
        @Nullable
        Outlook outlook = blocked.get(job.gpuModel());
        if (outlook == null) {
            List<Assignment> nodes = nodes(situation, job, choice);
            if (!nodes.isEmpty()) {
                situation.start(job, nodes);
                return;
            }
            if (!situation.nodes().couldFit(job)) {
                situation.refuse(job, "The gang does not fit on the empty site.");
                return;
            }
            outlook = situation.nodes().outlook(job.gpuModel(), situation.active(), situation.plantMillis());
            blocked.put(job.gpuModel(), outlook);
        }
        promise(situation, job, outlook);
    }

    /// Behind a blocked job, nodes in use are filled before another one is touched, whatever the choice is else.
    private static void promise(Situation situation, Job job, Outlook outlook) {
        long now = situation.plantMillis();
        long duration = job.durationMs();
        int whole = situation.nodes().wholeNodes(job);
        long at = outlook.earliest(whole, duration);
        boolean fillsNodes = whole * situation.nodes().nodeGpus(job.gpuModel()) == job.gpus();
        if (at <= now || !fillsNodes) {
            List<Assignment> nodes = nodes(situation, job, NodeTable::packed);
            int untouched = situation.nodes().untouched(nodes);
            if (!nodes.isEmpty() && (untouched == 0 || outlook.earliest(untouched, duration) <= now)
                    && situation.start(job, nodes)) {
                outlook.take(untouched, now, now + duration);
                return;
            }
        }
        if (at < Outlook.NEVER) {
            outlook.take(whole, at, at + duration);
        } else {
            outlook.take(whole, now, Outlook.NEVER); // it gets what comes free, until services need less
        }
    }
}
