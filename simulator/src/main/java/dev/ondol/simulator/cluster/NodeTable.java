package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.workload.Job;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Free GPUs of all nodes, by GPU model and by number of free GPUs, so that a place is found without a scan. Nodes are
/// the numbers of [ItLoad]. Read by placers; changed by the cluster only.
public final class NodeTable {
    private final ItLoad it;
    private final Map<String, Model> models = new LinkedHashMap<>();

    private static final class Model {
        /// byFree.get(f) holds the nodes with f free GPUs.
        final List<BitSet> byFree = new ArrayList<>();
        int gpus;
        int freeGpus;
        int cursor;

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
            model.gpus += it.type(node).gpus();
            model.freeGpus += it.freeGpus(node);
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
                    || it.freeGpus(node) < assignment.gpus()) {
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
        Model model = java.util.Objects.requireNonNull(models.get(it.type(node).gpuModel()));
        int free = it.freeGpus(node);
        model.withFree(freeBefore).clear(node);
        model.withFree(free).set(node);
        model.freeGpus += free - freeBefore;
    }

    int node(String name) {
        return it.nodeIndex(name);
    }

    /// When the gang would fit if nothing else started: the running jobs are taken away in order of their ends.
    ///
    /// @return what is kept for it, or null where it never fits
    @Nullable
    Reservation reserve(Job gang, Iterable<ActiveJob> byEnd) {
        String model = gang.gpuModel();
        int gpusPerReplica = gang.gpusPerReplica();
        Map<Integer, Integer> more = new LinkedHashMap<>();
        int slots = slots(model, gpusPerReplica);
        int freeGpus = freeGpus(model);
        for (ActiveJob job : byEnd) {
            if (!job.job.gpuModel().equals(model)) {
                continue;
            }
            for (int i = 0; i < job.nodes.length; i++) {
                int node = job.nodes[i];
                int before = it.freeGpus(node) + more.getOrDefault(node, 0);
                more.merge(node, job.gpus[i], Integer::sum);
                slots += (before + job.gpus[i]) / gpusPerReplica - before / gpusPerReplica;
                freeGpus += job.gpus[i];
            }
            if (slots >= gang.replicas()) {
                return new Reservation(gang.id(), job.endAt(), freeGpus - gang.gpus());
            }
        }
        return null;
    }

    /// What is kept for the first job of a queue.
    static final class Reservation {
        final String gang;
        /// Plant time at which it is expected to fit, milliseconds.
        final long at;
        /// GPUs that are left over then, for jobs that run longer.
        int spareGpus;

        Reservation(String gang, long at, int spareGpus) {
            this.gang = gang;
            this.at = at;
            this.spareGpus = spareGpus;
        }
    }
}
