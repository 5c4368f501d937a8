package dev.ondol.optimizer.problem;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.workload.PowerProfile;

/// Power that a gang adds: on each node of its footprint, and as heat into air and technology loop of each hall. Whole watts, so
/// that sums do not depend on their order. Immutable.
public final class Draw {
    private final Footprint footprint;
    private final long[] nodeW;
    private final long[] hallW;
    private final long totalW;

    Draw(Gang gang, Footprint footprint, int slot, PowerProfile profile) {
        Horizon horizon = gang.horizon();
        this.footprint = footprint;
        nodeW = new long[footprint.size()];
        hallW = new long[2 * horizon.halls()];
        long total = 0;
        for (int i = 0; i < nodeW.length; i++) {
            int node = footprint.node(i);
            NodeType type = horizon.nodes().type(node);
            nodeW[i] = Math.round(Gang.addedW(type, gang.request(), footprint.replicas(i), profile, horizon.base().wish(
                    node, slot), horizon.base().gpuPartW(node)));
            long liquidW = Math.round(nodeW[i] * type.liquidFraction());
            int hall = horizon.nodes().hall(node);
            hallW[2 * hall] += nodeW[i] - liquidW;
            hallW[2 * hall + 1] += liquidW;
            total += nodeW[i];
        }
        totalW = total;
    }

    /// The nodes on which it is drawn.
    public Footprint footprint() {
        return footprint;
    }

    /// On the i-th node of the footprint, W.
    public long nodeW(int i) {
        return nodeW[i];
    }

    /// Adds heat over some minutes to a vector of the form of [Horizon#estimate].
    public void addHeat(long[] wattMinutes, long minutes) {
        for (int i = 0; i < hallW.length; i++) {
            wattMinutes[i] += hallW[i] * minutes;
        }
    }

    /// On all nodes, W.
    public long totalW() {
        return totalW;
    }
}
