package dev.ondol.optimizer.cluster;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which GPU models are short: training waits for them, or less of them is free than the next large gang would take.
/// A picture of one moment.
public final class Crowding {
    /// Of a GPU model, what a large gang is taken to need at least, whatever has come.
    private static final double LEAST_ROOM = 0.15;
    /// Of a GPU model, what is kept for a large gang at most: a larger one is too rare for all others to run uncapped for it.
    private static final double MOST_ROOM = 0.25;

    private final Account account;
    private final Arrivals gangs;
    private final Set<String> waitedFor = new HashSet<>();

    /// @param gangs training that has come, from which follows what the next large gang would take
    public Crowding(Account account, Arrivals gangs) {
        this.account = account;
        this.gangs = gangs;
        for (TrackedJob job : account.jobs()) {
            if (job.phase() == TrackedJob.Phase.WAITING && job.request().workload() == JobClass.TRAINING) {
                waitedFor.addAll(models(account.nodes(), job.request()));
            }
        }
    }

    /// GPU models that a request may run on.
    public static List<String> models(Nodes nodes, PlacementRequest request) {
        List<String> wanted = request.perReplica().gpuModels();
        return wanted.isEmpty() ? List.copyOf(nodes.models()) : wanted;
    }

    /// Whether what runs on a GPU model should hurry.
    public boolean isShort(String model) {
        if (waitedFor.contains(model)) {
            return true;
        }
        int free = 0;
        int all = 0;
        for (int node : account.nodes().ofModel(model)) {
            free += Math.max(0, account.freeGpus(node));
            all += account.nodes().type(node).gpus();
        }
        return free < room(model) * all;
    }

    private double room(String model) {
        double largest = (double) gangs.largest(model) / account.nodes().ofModel(model).length;
        return Math.clamp(largest, LEAST_ROOM, MOST_ROOM);
    }
}
