package dev.ondol.simulator.cluster;

import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.workload.Job;
import java.util.Arrays;
import java.util.BitSet;

/// The nodes of one GPU model by their number of free GPUs, so that a place is found without a scan, and what runs on them.
/// Choosing allocates nothing.
final class ModelNodes {
    /// About how long a node takes from parked to ready.
    private static final long WAKE_MILLIS = 15 * 60_000L;

    private final ItLoad it;
    private final int number;
    private final int gpus;
    private final int leastNodeGpus;
    /// How many nodes have 0, 1, 2 ... GPUs.
    private final int[] nodesOfSize;
    /// The awake nodes with 0, 1, 2 ... free GPUs, and how many they are.
    private final BitSet[] free;
    private final int[] freeCount;
    /// Parked and waking nodes; they stand in no set of free ones.
    private final BitSet asleep = new BitSet();
    /// How many inference jobs each node runs, and the nodes that run any.
    private final int[] services;
    private final BitSet serving = new BitSet();
    /// Training and batch.
    private final RunningJobs gangs = new RunningJobs();
    private final Outlook outlook;
    private final long[] releases;
    private final BitSet seen = new BitSet();
    private int cursor;

    /// @param number of the model on the site, from 0
    /// @param own    its nodes, numbers of [ItLoad]; none where the site does not have the model
    ModelNodes(ItLoad it, int number, BitSet own) {
        this.it = it;
        this.number = number;
        gpus = own.stream().map(node -> it.type(node).gpus()).sum();
        leastNodeGpus = own.stream().map(node -> it.type(node).gpus()).min().orElse(1);
        int most = own.stream().map(node -> it.type(node).gpus()).max().orElse(0);
        nodesOfSize = new int[most + 1];
        own.stream().forEach(node -> nodesOfSize[it.type(node).gpus()]++);
        free = new BitSet[most + 1];
        Arrays.setAll(free, size -> new BitSet());
        freeCount = new int[most + 1];
        own.stream().forEach(node -> put(node, it.freeGpus(node)));
        services = new int[it.nodes()];
        int nodes = own.cardinality();
        outlook = new Outlook(nodes);
        releases = new long[nodes];
    }

    /// Number of the model on the site, from 0.
    int number() {
        return number;
    }

    /// All its GPUs.
    int gpus() {
        return gpus;
    }

    /// GPUs of the smallest node.
    int nodeGpus() {
        return leastNodeGpus;
    }

    private void put(int node, int freeGpus) {
        free[freeGpus].set(node);
        freeCount[freeGpus]++;
    }

    private void take(int node, int freeGpus) {
        free[freeGpus].clear(node);
        freeCount[freeGpus]--;
    }

    /// Tells that a node was parked, or has woken.
    void asleep(int node, boolean now) {
        asleep.set(node, now);
        if (now) {
            take(node, it.freeGpus(node));
        } else {
            put(node, it.freeGpus(node));
        }
    }

    /// How many replicas of that size could start now.
    private int slots(int gpusPerReplica) {
        return slots(freeCount, gpusPerReplica);
    }

    private static int slots(int[] nodesBySize, int gpusPerReplica) {
        int slots = 0;
        for (int size = gpusPerReplica; size < nodesBySize.length; size++) {
            slots += nodesBySize[size] * (size / gpusPerReplica);
        }
        return slots;
    }

    /// Whether the gang would fit if all its nodes were free.
    boolean couldFit(Job gang) {
        return slots(nodesOfSize, gang.gpusPerReplica()) >= gang.replicas();
    }

    /// Nodes that the gang fills where it finds them empty.
    int wholeNodes(Job gang) {
        int aNode = leastNodeGpus / gang.gpusPerReplica();
        return aNode == 0 ? gang.replicas() : (gang.replicas() + aNode - 1) / aNode;
    }

    /// Seats the gang on the fullest nodes that still have room, then in site order.
    ///
    /// @return false where it does not fit
    boolean packed(Job gang, Seats seats) {
        seats.clear();
        int each = gang.gpusPerReplica();
        if (slots(each) < gang.replicas()) {
            return false;
        }
        int left = gang.replicas();
        for (int size = each; left > 0; size++) {
            BitSet nodes = free[size];
            for (int node = nodes.nextSetBit(0); node >= 0 && left > 0; node = nodes.nextSetBit(node + 1)) {
                int here = Math.min(left, size / each);
                seats.add(node, here, here * each);
                left -= here;
            }
        }
        return true;
    }

    /// Seats the gang on the emptiest nodes, going round the site, one replica a node as long as there are nodes.
    ///
    /// @return false where it does not fit
    boolean spread(Job gang, Seats seats) {
        seats.clear();
        int each = gang.gpusPerReplica();
        if (slots(each) < gang.replicas()) {
            return false;
        }
        for (int size = free.length - 1; size >= each && seats.count() < gang.replicas(); size--) {
            int begin = cursor;
            oneEach(free[size], begin, Integer.MAX_VALUE, gang, seats);
            oneEach(free[size], 0, begin, gang, seats);
        }
        return seats.count() == gang.replicas() || packed(gang, seats);
    }

    private void oneEach(BitSet nodes, int from, int to, Job gang, Seats seats) {
        for (int node = nodes.nextSetBit(from); node >= 0 && node < to && seats.count() < gang.replicas();) {
            seats.add(node, 1, gang.gpusPerReplica());
            cursor = node + 1;
            node = nodes.nextSetBit(node + 1);
        }
    }

    /// How many of these nodes no job uses yet.
    int untouched(Seats seats) {
        int untouched = 0;
        for (int i = 0; i < seats.count(); i++) {
            untouched += it.allocatedGpus(seats.node(i)) == 0 ? 1 : 0;
        }
        return untouched;
    }

    /// The job takes its GPUs.
    void start(ActiveJob job) {
        for (int i = 0; i < job.nodes.length; i++) {
            int node = job.nodes[i];
            take(node, it.freeGpus(node));
            it.start(node, job.gpus[i], job.work);
            put(node, it.freeGpus(node));
            if (job.inference() && services[node]++ == 0) {
                serving.set(node);
            }
        }
    }

    /// The job gives its GPUs back.
    void end(ActiveJob job) {
        for (int i = 0; i < job.nodes.length; i++) {
            int node = job.nodes[i];
            take(node, it.freeGpus(node));
            it.end(node, job.gpus[i], job.work);
            put(node, it.freeGpus(node));
            if (job.inference() && --services[node] == 0) {
                serving.clear(node);
            }
        }
    }

    /// The end of the job is known from now on, until [#endUnknown].
    void endKnown(ActiveJob job) {
        if (!job.inference()) {
            gangs.add(job);
        }
    }

    /// The end of the job is about to change, or it has ended.
    void endUnknown(ActiveJob job) {
        if (!job.inference()) {
            gangs.remove(job);
        }
    }

    /// When the nodes will be wholly free if nothing else starts. Sleeping nodes are woken; a replica of a service is followed
    /// by another one.
    ///
    /// @return good until the next call
    Outlook outlook(long now) {
        seen.clear();
        seen.or(serving);
        int first = releases.length - serving.cardinality();
        Arrays.fill(releases, first, releases.length, Outlook.NEVER);
        int sleeping = asleep.cardinality();
        for (int i = 0; i < gangs.size(); i++) {
            ActiveJob gang = gangs.fromLast(i);
            for (; sleeping > 0 && gang.endAt() < now + WAKE_MILLIS; sleeping--) {
                releases[--first] = now + WAKE_MILLIS;
            }
            for (int node : gang.nodes) {
                if (!seen.get(node)) { // no later job keeps it
                    seen.set(node);
                    releases[--first] = gang.endAt();
                }
            }
        }
        for (; sleeping > 0; sleeping--) {
            releases[--first] = now + WAKE_MILLIS;
        }
        outlook.begin(now, first, releases, first);
        return outlook;
    }
}
