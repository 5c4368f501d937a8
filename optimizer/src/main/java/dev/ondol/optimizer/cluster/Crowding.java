package dev.ondol.optimizer.cluster;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which GPU models are short: training waits for them, or less of them is free than the next large gang would take.
/// A picture of one moment.
public final class Crowding {
    /// Where less than this share of a GPU model is free the next large gang would have to wait.
    private static final double ROOM = 0.15;

    private final Account account;
    private final Set<String> waitedFor = new HashSet<>();

    public Crowding(Account account) {
        this.account = account;
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
        return free < ROOM * all;
    }
}
