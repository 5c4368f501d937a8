package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.workload.Job;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;

/// Free GPUs of all nodes, by GPU model and by number of free GPUs, so that a place is found without a scan. Nodes are
/// the numbers of [ItLoad]. Read by placers; changed by the cluster only.
public final class NodeTable {
    /// About how long a node takes from parked to ready.
    private static final long WAKE_MILLIS = 15 * 60_000L;

    private final ItLoad it;
    private final Map<String, Model> models = new LinkedHashMap<>();
    private long seenReadiness;

    private static final class Model {
        /// byFree.get(f) holds the nodes with f free GPUs.
        final List<BitSet> byFree = new ArrayList<>();
        /// Parked and waking nodes; they stand in no list of free ones.
        final BitSet asleep = new BitSet();
        int nodes;
        int leastNodeGpus = Integer.MAX_VALUE;
        int gpus;
        int freeGpus;
        int cursor;
        /// Kept between ticks so that nothing is allocated in one.
        Outlook outlook = new Outlook(0);
        long[] releases = {};
        final BitSet seen = new BitSet();

        BitSet withFree(int free) {
            while (byFree.size() <= free) {
                byFree.add(new BitSet());
            }
            return byFree.get(free);
        }
    }

    NodeTable(ItLoad it) {
        this.it = it;
        for (int node = 0; node < it.nodes(); node++) {
            Model model = models.computeIfAbsent(it.type(node).gpuModel(), name -> new Model());
            model.withFree(it.type(node).gpus());
            model.withFree(it.freeGpus(node)).set(node);
            model.nodes++;
            model.leastNodeGpus = Math.min(model.leastNodeGpus, it.type(node).gpus());
            model.gpus += it.type(node).gpus();
            model.freeGpus += it.freeGpus(node);
        }
        for (Model model : models.values()) {
            model.outlook = new Outlook(model.nodes);
            model.releases = new long[model.nodes];
        }
        followStates();
    }

    /// Takes nodes that were parked out of the table, and those that have woken in.
    void followStates() {
        if (seenReadiness == it.states().readinessChanges()) {
            return;
        }
        seenReadiness = it.states().readinessChanges();
        for (int node = 0; node < it.nodes(); node++) {
            Model model = known(it.type(node).gpuModel());
            boolean asleep = !it.states().takesJobs(node);
            if (asleep != model.asleep.get(node)) {
                model.asleep.set(node, asleep);
                model.withFree(it.freeGpus(node)).set(node, !asleep);
                model.freeGpus += asleep ? -it.freeGpus(node) : it.freeGpus(node);
            }
        }
    }

    /// All GPUs of a model; 0 where the site has none.
    public int gpus(String model) {
        Model known = models.get(model);
        return known == null ? 0 : known.gpus;
    }

    public int freeGpus(String model) {
        Model known = models.get(model);
        return known == null ? 0 : known.freeGpus;
    }

    /// How many replicas of that size could start now.
    public int slots(String model, int gpusPerReplica) {
        Model known = models.get(model);
        int slots = 0;
        if (known != null) {
            for (int free = gpusPerReplica; free < known.byFree.size(); free++) {
                slots += known.byFree.get(free).cardinality() * (free / gpusPerReplica);
            }
        }
        return slots;
    }

    /// The fullest nodes that still have room, then site order; empty where the gang does not fit.
    List<Assignment> packed(String model, int replicas, int gpusPerReplica) {
        Model known = models.get(model);
        if (known == null || slots(model, gpusPerReplica) < replicas) {
            return List.of();
        }
        List<Assignment> assignments = new ArrayList<>();
        int left = replicas;
        for (int free = gpusPerReplica; left > 0; free++) {
            BitSet nodes = known.byFree.get(free);
            for (int node = nodes.nextSetBit(0); node >= 0 && left > 0; node = nodes.nextSetBit(node + 1)) {
                left -= assign(assignments, node, Math.min(left, free / gpusPerReplica), gpusPerReplica);
            }
        }
        return assignments;
    }

    /// The emptiest nodes, going round the site, one replica a node as long as there are nodes.
    List<Assignment> spread(String model, int replicas, int gpusPerReplica) {
        Model known = models.get(model);
        if (known == null || slots(model, gpusPerReplica) < replicas) {
            return List.of();
        }
        List<Assignment> assignments = new ArrayList<>();
        int left = replicas;
        for (int free = known.byFree.size() - 1; free >= gpusPerReplica && left > 0; free--) {
            BitSet nodes = known.byFree.get(free);
            int begin = known.cursor;
            for (int node = nodes.nextSetBit(begin); node >= 0 && left > 0; node = nodes.nextSetBit(node + 1)) {
                left -= assign(assignments, node, 1, gpusPerReplica);
                known.cursor = node + 1;
            }
            for (int node = nodes.nextSetBit(0); node >= 0 && node < begin
                    && left > 0; node = nodes.nextSetBit(node + 1)) {
                left -= assign(assignments, node, 1, gpusPerReplica);
                known.cursor = node + 1;
            }
        }
        return left == 0 ? assignments : packed(model, replicas, gpusPerReplica);
    }

    private int assign(List<Assignment> assignments, int node, int replicas, int gpusPerReplica) {
        assignments.add(new Assignment(it.nodeName(node), replicas, replicas * gpusPerReplica));
        return replicas;
    }

    /// Whether all these GPUs are free, are of that model, and no node stands twice.
    boolean free(String model, List<Assignment> assignments) {
        BitSet seen = new BitSet();
        for (Assignment assignment : assignments) {
            int node = it.nodeIndex(assignment.node());
            if (node < 0 || seen.get(node) || !it.type(node).gpuModel().equals(model) || assignment.gpus() < 1
                    || it.freeGpus(node) < assignment.gpus() || !it.states().takesJobs(node)) {
                return false;
            }
            seen.set(node);
        }
        return !assignments.isEmpty();
    }

    void take(ActiveJob job) {
        for (int i = 0; i < job.nodes.length; i++) {
            int before = it.freeGpus(job.nodes[i]);
            it.start(job.nodes[i], job.gpus[i], job.work);
            moved(job.nodes[i], before);
        }
    }

    void release(ActiveJob job) {
        for (int i = 0; i < job.nodes.length; i++) {
            int before = it.freeGpus(job.nodes[i]);
            it.end(job.nodes[i], job.gpus[i], job.work);
            moved(job.nodes[i], before);
        }
    }

    private void moved(int node, int freeBefore) {
        Model model = known(it.type(node).gpuModel());
        int free = it.freeGpus(node);
        model.withFree(freeBefore).clear(node);
        model.withFree(free).set(node);
        model.freeGpus += free - freeBefore;
    }

    int node(String name) {
        return it.nodeIndex(name);
    }

    /// GPUs of the model's smallest node.
    int nodeGpus(String model) {
        return known(model).leastNodeGpus;
    }

    /// Nodes that the gang fills where it finds them empty.
    int wholeNodes(Job gang) {
        int aNode = known(gang.gpuModel()).leastNodeGpus / gang.gpusPerReplica();
        return aNode == 0 ? gang.replicas() : (gang.replicas() + aNode - 1) / aNode;
    }

    /// Whether the gang would fit on the empty site.
    boolean couldFit(Job gang) {
        int slots = 0;
        for (int node = 0; node < it.nodes(); node++) {
            if (it.type(node).gpuModel().equals(gang.gpuModel())) {
                slots += it.type(node).gpus() / gang.gpusPerReplica();
            }
        }
        return slots >= gang.replicas();
    }

    /// How many of these nodes no job uses yet.
    int untouched(List<Assignment> assignments) {
        int untouched = 0;
        for (Assignment assignment : assignments) {
            untouched += it.allocatedGpus(it.nodeIndex(assignment.node())) == 0 ? 1 : 0;
        }
        return untouched;
    }

    /// When the nodes of a model will be wholly free if nothing else starts. Sleeping nodes are woken; a replica of a service
    /// is followed by another one.
    ///
    /// @param byEnd running jobs by expected end
    /// @return good until the next call for that model
    Outlook outlook(String model, NavigableSet<ActiveJob> byEnd, long now) {
        Model known = known(model);
        BitSet seen = known.seen;
        seen.clear();
        long[] releases = known.releases;
        int first = releases.length;
        for (ActiveJob job : byEnd.descendingSet()) {
            if (job.inference() && job.job.gpuModel().equals(model)) {
                first = release(job, Outlook.NEVER, seen, releases, first);
            }
        }
        int asleep = known.asleep.cardinality();
        for (ActiveJob job : byEnd.descendingSet()) {
            for (; asleep > 0 && job.endAt() < now + WAKE_MILLIS; asleep--) {
                releases[--first] = now + WAKE_MILLIS;
            }
            if (!job.inference() && job.job.gpuModel().equals(model)) {
                first = release(job, job.endAt(), seen, releases, first);
            }
        }
        for (; asleep > 0; asleep--) {
            releases[--first] = now + WAKE_MILLIS;
        }
        known.outlook.begin(now, first, releases, first);
        return known.outlook;
    }

    /// Notes the end of a job as the release of those of its nodes that no later job keeps.
    private static int release(ActiveJob job, long at, BitSet seen, long[] releases, int first) {
        int next = first;
        for (int node : job.nodes) {
            if (!seen.get(node)) {
                seen.set(node);
                releases[--next] = at;
            }
        }
        return next;
    }

    private Model known(String model) {
        return Objects.requireNonNull(models.get(model), model);
    }
}
