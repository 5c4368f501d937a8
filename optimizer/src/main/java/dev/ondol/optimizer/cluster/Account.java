package dev.ondol.optimizer.cluster;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.model.NodePower;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who holds what on which node. Guarded by its owner: one thread at a time.
public final class Account {
    private final Nodes nodes;
    private final Map<String, TrackedJob> byJob = new LinkedHashMap<>();
    private final Map<String, String> jobOfPlacement = new LinkedHashMap<>();
    private final Readiness readiness;
    private final Registrations registrations;
    private final PowerSteps steps;
    private final SharedGpus sharedGpus = new SharedGpus();
    private final @Nullable PowerProfile[] published;
    private final int[] freeGpus;
    private final long[] freeCpuMilli;
    private final long[] freeMemMiB;
    /// What jobs add on each node now, W; NaN where that has to be summed up anew.
    private final double[] presentW;
    private final List<List<Held>> onNode = new ArrayList<>();

    public Account(Nodes nodes) {
        this.nodes = nodes;
        readiness = new Readiness(nodes);
        registrations = new Registrations(nodes);
        steps = new PowerSteps(nodes);
        published = new PowerProfile[nodes.count()];
        freeGpus = new int[nodes.count()];
        freeCpuMilli = new long[nodes.count()];
        freeMemMiB = new long[nodes.count()];
        presentW = new double[nodes.count()];
        for (int node = 0; node < nodes.count(); node++) {
            freeGpus[node] = nodes.type(node).gpus();
            freeCpuMilli[node] = nodes.type(node).cpuMilli();
            freeMemMiB[node] = nodes.type(node).memMiB();
            onNode.add(new ArrayList<>(2));
        }
    }

    public Nodes nodes() {
        return nodes;
    }

    /// Which nodes are awake.
    public Readiness readiness() {
        return readiness;
    }

    /// What the scheduler has said of nodes.
    public Registrations registrations() {
        return registrations;
    }

    /// When jobs begin to draw power.
    public PowerSteps steps() {
        return steps;
    }

    /// True where no job holds anything of the node.
    public boolean empty(int node) {
        return onNode.get(node).isEmpty();
    }

    /// Names of the jobs that hold something of the node.
    public List<String> jobsOn(int node) {
        return onNode.get(node).stream().map(held -> held.job().request().jobId()).distinct().toList();
    }

    /// Power that the first job on an empty node adds by ending its rest, W; 0 where jobs hold it.
    public double rousingW(int node) {
        return empty(node) ? NodePower.idleW(nodes.type(node)) - readiness.restW(node) : 0;
    }

    /// Jobs in the order in which they became known.
    public Collection<TrackedJob> jobs() {
        return List.copyOf(byJob.values());
    }

    public Optional<TrackedJob> job(String jobId) {
        return Optional.ofNullable(byJob.get(jobId));
    }

    public Optional<TrackedJob> byPlacement(String placementId) {
        return Optional.ofNullable(jobOfPlacement.get(placementId)).map(byJob::get);
    }

    /// Puts a job in, or replaces what was known of it.
    public void put(TrackedJob job) {
        TrackedJob before = byJob.get(job.request().jobId());
        if (before != null) {
            release(before);
            jobOfPlacement.remove(before.placement().placementId());
        }
        byJob.put(job.request().jobId(), job);
        jobOfPlacement.put(job.placement().placementId(), job.request().jobId());
        if (job.holdsNodes()) {
            move(job, -1);
            step(job, true);
            for (Assignment share : job.placement().assignments()) {
                int node = nodes.index(share.node());
                if (node >= 0) {
                    onNode.get(node).add(new Held(job, job.gpus(share)));
                    presentW[node] = Double.NaN;
                }
            }
        }
    }

    /// Takes a job out; its nodes are free again.
    public void remove(String jobId) {
        TrackedJob before = byJob.remove(jobId);
        if (before != null) {
            jobOfPlacement.remove(before.placement().placementId());
            release(before);
        }
    }

    private void release(TrackedJob job) {
        if (job.holdsNodes()) {
            move(job, 1);
            step(job, false);
            for (Assignment share : job.placement().assignments()) {
                int node = nodes.index(share.node());
                if (node >= 0) {
                    onNode.get(node).removeIf(held -> held.job().request().jobId().equals(job.request().jobId()));
                    presentW[node] = Double.NaN;
                }
            }
        }
    }

    private void step(TrackedJob job, boolean holds) {
        Long at = job.placement().startAt();
        if (at == null) {
            return;
        }
        double watts = 0;
        for (Assignment share : job.placement().assignments()) {
            int node = nodes.index(share.node());
            if (node >= 0) {
                watts += stepW(node, job.gpus(share));
            }
        }
        if (holds) {
            steps.add(at, watts);
        } else {
            steps.remove(at, watts);
        }
    }

    /// What a job may add on a node as it starts: the nameplate of its GPUs above idle, W. A power cap may come later than the job.
    ///
    /// @param gpus as many as it has there, parts of shared ones too
    public double stepW(int node, double gpus) {
        NodeType type = nodes.type(node);
        return gpus * (type.nameplateW() - NodePower.idleW(type)) / type.gpus();
    }

    private void move(TrackedJob job, int sign) {
        PlacementRequest.Replica one = job.request().perReplica();
        for (Assignment share : job.placement().assignments()) {
            int node = nodes.index(share.node());
            if (node >= 0) {
                Integer shared = share.sharedGpu();
                freeGpus[node] += shared == null
                        ? sign * share.gpus()
                        : -sharedGpus.move(node, shared, -sign * share.replicas() * one.shareMilli());
                freeCpuMilli[node] += (long) sign * share.replicas() * one.cpuMilli();
                freeMemMiB[node] += (long) sign * share.replicas() * one.memMiB();
            }
        }
    }

    /// Whole GPUs that are free to anybody; may be negative where the scheduler has put more on a node than it has.
    public int freeGpus(int node) {
        return registrations.open(node) ? unusedGpus(node) : Math.min(0, unusedGpus(node));
    }

    /// Whole GPUs that no job has, whether the node takes jobs or not.
    int unusedGpus(int node) {
        return freeGpus[node] - registrations.missingGpus(node);
    }

    /// Replicas that find room on GPUs of the node that are shared already.
    ///
    /// @param milli thousandths of a GPU for each
    int sharedRoom(int node, int milli) {
        return sharedGpus.room(node, milli);
    }

    /// How replicas lie on a node.
    public List<Assignment> assignments(int node, int replicas, PlacementRequest.Replica one) {
        return one.shareMilli() == 0
                ? List.of(new Assignment(nodes.name(node), replicas, replicas * one.gpu()))
                : sharedGpus.assign(node, nodes.name(node), replicas, one.shareMilli());
    }

    public long freeCpuMilli(int node) {
        return freeCpuMilli[node] - registrations.missingCpuMilli(node);
    }

    public long freeMemMiB(int node) {
        return freeMemMiB[node] - registrations.missingMemMiB(node);
    }

    /// The profile for a node: the gentlest wish of its jobs; null where it has none.
    public @Nullable PowerProfile profile(int node) {
        PowerProfile gentlest = null;
        for (Held held : onNode.get(node)) {
            PowerProfile wish = held.job().profile();
            gentlest = gentlest == null ? wish : ProfileChoice.gentlest(gentlest, wish);
        }
        return gentlest;
    }

    /// What the newest plan says of the node: it stays in force until the next one, whatever comes or ends meanwhile.
    public void published(int node, @Nullable PowerProfile profile) {
        published[node] = profile;
    }

    /// What is in force on a node as far as a plan has said; null for uncapped.
    public @Nullable PowerProfile published(int node) {
        return published[node];
    }

    /// Whether that profile is in force on the node already.
    public boolean leftUnder(int node, PowerProfile profile) {
        PowerProfile inForce = published[node];
        return inForce == null ? profile.kind() == PowerProfile.Kind.NONE : inForce.equals(profile);
    }

    /// Whether a job under that profile would not be slowed by what is in force on the node now.
    public boolean gentle(int node, PowerProfile profile) {
        PowerProfile inForce = published[node];
        return inForce == null || inForce.kind() == PowerProfile.Kind.NONE
                || inForce.kind() == profile.kind() && inForce.setting() >= profile.setting();
    }

    /// Power that the jobs on a node add to its idle power under the profile in force, W.
    public double dynamicW(int node) {
        if (Double.isNaN(presentW[node])) {
            presentW[node] = dynamicW(node, Long.MIN_VALUE, Long.MIN_VALUE);
        }
        return presentW[node];
    }

    /// The same as a mean over a time span, as far as the jobs still run then; an empty span is the present.
    ///
    /// @param from plant time in milliseconds
    /// @param to   plant time in milliseconds
    public double dynamicW(int node, long from, long to) {
        PowerProfile profile = profile(node);
        if (profile == null) {
            return 0;
        }
        double watts = 0;
        NodeType type = nodes.type(node);
        for (Held held : onNode.get(node)) {
            double part = to > from ? Math.clamp((held.job().end() - from) / (double) (to - from), 0, 1) : 1;
            watts += part * held.gpus() * NodePower.dynamicW(type, held.job().request().workload(), profile);
        }
        return watts;
    }

    /// Power that one job adds on a node under the profile in force there, W.
    public double dynamicW(TrackedJob job, int node, double gpus) {
        PowerProfile profile = profile(node);
        return gpus * NodePower.dynamicW(nodes.type(node), job.request().workload(), profile == null
                ? job.profile()
                : profile);
    }

    /// Of the power of a node's jobs the part that follows the GPUs, uncapped, W.
    public double gpuPartW(int node) {
        double watts = 0;
        NodeType type = nodes.type(node);
        for (Held held : onNode.get(node)) {
            watts += held.gpus() * type.gpuShare() * NodePower.busyW(type, held.job().request().workload(),
                    PowerProfile.UNCAPPED);
        }
        return watts;
    }

    /// GPUs of one node that one job holds.
    private record Held(TrackedJob job, double gpus) {}
}
