package dev.ondol.simulator.it;

import dev.ondol.facility.site.NodeType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntConsumer;

/// The states of all nodes and the commands that change them. Time is the plant's, told by [ItLoad#advance]. Not
/// thread-safe.
///
/// ```
/// BUSY <-- job --> IDLE <-- deepIdle, rouse --> DEEP_IDLE
///                   |  ^                           |
///                 park '--- wake time --- WAKING   | park
///                   v                        ^     v
///                   '------> PARKED -- wake -'<----'   (wake: 30 min after park at the earliest)
/// ```
public final class NodeStates {
    /// A node stays parked at least this long, seconds: suspend and resume wear, and a scheduler must not oscillate.
    public static final double LEAST_PARKED_SECONDS = 30 * 60;

    private final NodeState[] state;
    private final double[] sinceSeconds;
    private final double[] wakeSeconds;
    private final Map<NodeState, Tally> tallies = new EnumMap<>(NodeState.class);
    private final Tally[] allTallies;
    private final IntConsumer changed;
    private double nowSeconds;
    private long wakes;
    private long readinessChanges;

    private static final class Tally {
        final BitSet members = new BitSet();
        int nodes;
        double nodeSeconds;
    }

    /// @param changed told the node after each change
    NodeStates(NodeType[] types, IntConsumer changed) {
        state = new NodeState[types.length];
        Arrays.fill(state, NodeState.IDLE);
        for (NodeState each : NodeState.values()) {
            tallies.put(each, new Tally());
        }
        allTallies = tallies.values().toArray(Tally[]::new);
        tally(NodeState.IDLE).nodes = types.length;
        tally(NodeState.IDLE).members.set(0, types.length);
        sinceSeconds = new double[types.length];
        wakeSeconds = new double[types.length];
        for (int node = 0; node < types.length; node++) {
            wakeSeconds[node] = 60 * types[node].wakeMinutes();
        }
        this.changed = changed;
    }

    public NodeState of(int node) {
        return state[node];
    }

    /// Whether jobs can start on the node, as far as its state goes.
    public boolean takesJobs(int node) {
        return switch (state[node]) {
            case BUSY, IDLE, DEEP_IDLE -> true;
            case PARKED, WAKING -> false;
        };
    }

    /// Nodes in that state now.
    public int count(NodeState in) {
        return tally(in).nodes;
    }

    /// The first node in that state from a node on, itself included; -1 where there is none.
    public int first(NodeState in, int from) {
        return tally(in).members.nextSetBit(from);
    }

    /// The last node in that state up to a node, itself included; -1 where there is none.
    public int last(NodeState in, int upTo) {
        return tally(in).members.previousSetBit(upTo);
    }

    /// Fills a set with the nodes that take no jobs: parked and waking ones.
    public void fillUnready(BitSet into) {
        into.clear();
        into.or(tally(NodeState.PARKED).members);
        into.or(tally(NodeState.WAKING).members);
    }

    /// Time that nodes have spent in that state, node-hours since the start.
    public double nodeHours(NodeState in) {
        return tally(in).nodeSeconds / 3600;
    }

    /// How often a node was woken since the start.
    public long wakes() {
        return wakes;
    }

    /// How often a node became ready for jobs or ceased to be since the start: whoever has seen this many need not look again.
    public long readinessChanges() {
        return readinessChanges;
    }

    /// How long the node has been in its state, seconds.
    public double inStateSeconds(int node) {
        return nowSeconds - sinceSeconds[node];
    }

    /// Suspends an idle or deep-idle node.
    ///
    /// @return false where it is neither
    public boolean park(int node) {
        return move(node, state[node] == NodeState.DEEP_IDLE ? NodeState.DEEP_IDLE : NodeState.IDLE, NodeState.PARKED);
    }

    /// Begins to wake a parked node.
    ///
    /// @return false where it is not parked or not yet for 30 minutes
    public boolean wake(int node) {
        if (state[node] != NodeState.PARKED || inStateSeconds(node) < LEAST_PARKED_SECONDS) {
            return false;
        }
        wakes++;
        return move(node, NodeState.PARKED, NodeState.WAKING);
    }

    /// Takes an idle node's links and clocks down.
    ///
    /// @return false where it is not idle
    public boolean deepIdle(int node) {
        return move(node, NodeState.IDLE, NodeState.DEEP_IDLE);
    }

    /// Takes a deep-idle node's links and clocks up again.
    ///
    /// @return false where it is not deep-idle
    public boolean rouse(int node) {
        return move(node, NodeState.DEEP_IDLE, NodeState.IDLE);
    }

    /// Jobs hold GPUs of the node, or none does any more.
    void busy(int node, boolean busy) {
        if (busy != (state[node] == NodeState.BUSY)) {
            move(node, state[node], busy ? NodeState.BUSY : NodeState.IDLE);
        }
    }

    /// Lets time pass; nodes whose wake time is over become idle at the end of it.
    void advance(double seconds) {
        for (Tally tally : allTallies) {
            tally.nodeSeconds += tally.nodes * seconds;
        }
        nowSeconds += seconds;
        for (int node = first(NodeState.WAKING, 0); node >= 0; node = first(NodeState.WAKING, node + 1)) {
            if (inStateSeconds(node) >= wakeSeconds[node]) {
                move(node, NodeState.WAKING, NodeState.IDLE);
            }
        }
    }

    private boolean move(int node, NodeState from, NodeState to) {
        if (state[node] != from) {
            return false;
        }
        Tally left = tally(from);
        left.nodes--;
        left.members.clear(node);
        Tally entered = tally(to);
        entered.nodes++;
        entered.members.set(node);
        boolean before = takesJobs(node);
        state[node] = to;
        readinessChanges += before == takesJobs(node) ? 0 : 1;
        sinceSeconds[node] = nowSeconds;
        changed.accept(node);
        return true;
    }

    private Tally tally(NodeState of) {
        return java.util.Objects.requireNonNull(tallies.get(of));
    }
}
