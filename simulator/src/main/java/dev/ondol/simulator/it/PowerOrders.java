package dev.ondol.simulator.it;

import dev.ondol.facility.workload.NodePowerState;
import java.util.Arrays;
import java.util.BitSet;

/// What a controller has ordered of the nodes' power states, and the node's own interlocks around it: a node with a job is
/// never parked, a parked one is not woken before its 30 minutes are over. An order that cannot be obeyed yet is obeyed as
/// soon as it can. Nodes of which nothing was ordered are left to whoever else parks and wakes them. Not thread-safe.
final class PowerOrders {
    private final NodeStates states;
    private final NodePowerState[] ordered;
    /// Nodes whose order is not yet obeyed.
    private final BitSet open = new BitSet();

    PowerOrders(NodeStates states, int nodes) {
        this.states = states;
        ordered = new NodePowerState[nodes];
        Arrays.fill(ordered, NodePowerState.ON);
    }

    NodePowerState of(int node) {
        return ordered[node];
    }

    /// @return false where the node refuses: it has a job, or is on its way to be ready for one
    boolean order(int node, NodePowerState state) {
        if (state == NodePowerState.PARKED && ordered[node] != NodePowerState.PARKED && !states.park(node)
                && states.of(node) != NodeState.PARKED) {
            return false;
        }
        ordered[node] = state;
        open.set(node);
        obey(node);
        return true;
    }

    /// A node has come to rest or left it; where it is on deep idle it follows with the next step.
    void stateChanged(int node) {
        if (ordered[node] == NodePowerState.DEEP_IDLE && states.of(node) == NodeState.IDLE) {
            open.set(node);
        }
    }

    /// Tries again what was not possible before.
    void advance() {
        for (int node = open.nextSetBit(0); node >= 0; node = open.nextSetBit(node + 1)) {
            obey(node);
        }
    }

    private void obey(int node) {
        boolean done = switch (ordered[node]) {
            case PARKED -> true;
            case DEEP_IDLE -> awake(node) && rests(node);
            case ON -> awake(node) && roused(node);
        };
        open.set(node, !done);
    }

    private boolean awake(int node) {
        return states.of(node) != NodeState.PARKED || states.wake(node);
    }

    /// A waking node goes to rest when it has become idle, a busy one when its work has ended.
    private boolean rests(int node) {
        return states.of(node) != NodeState.IDLE || states.deepIdle(node);
    }

    private boolean roused(int node) {
        return states.of(node) != NodeState.DEEP_IDLE || states.rouse(node);
    }
}
