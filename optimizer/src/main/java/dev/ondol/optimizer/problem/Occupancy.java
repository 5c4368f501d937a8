package dev.ondol.optimizer.problem;

import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.model.NodePower;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What running and promised jobs leave free on each node over the slots. Filled once before a solve, then only read.
public final class Occupancy {
    private final Nodes nodes;
    private final int[] gpus;
    private final long[] cpuMilli;
    private final long[] memMiB;
    private final double[] rackW;
    private final @Nullable PowerProfile[] wish;
    private final double[] gpuPartW;
    private final long[] wakingWh;

    /// Every node empty and idle.
    public Occupancy(Nodes nodes) {
        this.nodes = nodes;
        gpus = new int[nodes.count() * Slots.COUNT];
        cpuMilli = new long[gpus.length];
        memMiB = new long[gpus.length];
        rackW = new double[nodes.racks() * Slots.COUNT];
        wish = new PowerProfile[nodes.count()];
        gpuPartW = new double[nodes.count()];
        wakingWh = new long[nodes.count()];
        for (int node = 0; node < nodes.count(); node++) {
            int from = node * Slots.COUNT;
            Arrays.fill(gpus, from, from + Slots.COUNT, nodes.type(node).gpus());
            Arrays.fill(cpuMilli, from, from + Slots.COUNT, nodes.type(node).cpuMilli());
            Arrays.fill(memMiB, from, from + Slots.COUNT, nodes.type(node).memMiB());
            for (int slot = 0; slot < Slots.COUNT; slot++) {
                rackW[nodes.rack(node) * Slots.COUNT + slot] += NodePower.idleW(nodes.type(node));
            }
        }
    }

    /// Takes resources of a node from the first slot to the end of a running job.
    ///
    /// @param watts       power that the job adds there, W
    /// @param untilMinute end of the job after the planning cycle
    public void take(int node, int byGpus, long byCpuMilli, long byMemMiB, double watts, long untilMinute) {
        int end = Math.max(1, Slots.notBefore(untilMinute));
        for (int slot = 0; slot < end; slot++) {
            gpus[node * Slots.COUNT + slot] -= byGpus;
            cpuMilli[node * Slots.COUNT + slot] -= byCpuMilli;
            memMiB[node * Slots.COUNT + slot] -= byMemMiB;
            rackW[nodes.rack(node) * Slots.COUNT + slot] += watts;
        }
    }

    /// A node sleeps and takes no jobs before it is awake. What its idle power is above its rest is nobody's cost: whichever node a
    /// job takes, and whenever, one node fewer sleeps, and a plan that saw it only on nodes that sleep now would wait for others.
    ///
    /// @param readyMinute minute after the planning cycle from which it takes jobs
    public void sleeps(int node, long readyMinute) {
        wakingWh[node] = Math.round(NodePower.idleW(nodes.type(node)) * nodes.type(node).wakeMinutes() / 60);
        int end = Math.max(1, Slots.notBefore(readyMinute));
        for (int slot = 0; slot < end; slot++) {
            gpus[node * Slots.COUNT + slot] = 0;
            cpuMilli[node * Slots.COUNT + slot] = 0;
            memMiB[node * Slots.COUNT + slot] = 0;
        }
    }

    /// A node takes no further jobs.
    public void closed(int node) {
        int from = node * Slots.COUNT;
        Arrays.fill(gpus, from, from + Slots.COUNT, 0);
        Arrays.fill(cpuMilli, from, from + Slots.COUNT, 0);
        Arrays.fill(memMiB, from, from + Slots.COUNT, 0);
    }

    /// Energy that a sleeping node draws while it wakes, Wh; 0 where it is awake.
    public long wakingWh(int node) {
        return wakingWh[node];
    }

    /// Notes the wish of the jobs on a node.
    ///
    /// @param partW   of their power the part that follows the GPUs, uncapped, W
    /// @param profile the profile in force for them
    public void wish(int node, double partW, PowerProfile profile) {
        gpuPartW[node] = partW;
        wish[node] = profile;
    }

    public int freeGpus(int node, int slot) {
        return gpus[node * Slots.COUNT + slot];
    }

    public long freeCpuMilli(int node, int slot) {
        return cpuMilli[node * Slots.COUNT + slot];
    }

    public long freeMemMiB(int node, int slot) {
        return memMiB[node * Slots.COUNT + slot];
    }

    /// Power that a rack may still add in a slot, W.
    public long rackHeadroomW(int rack, int slot) {
        return Math.max(0, (long) Math.floor(nodes.rackNameplateW(rack) - rackW[rack * Slots.COUNT + slot]));
    }

    /// The profile of the jobs that run on a node in a slot; null where it is idle then.
    public @Nullable PowerProfile wish(int node, int slot) {
        return freeGpus(node, slot) < nodes.type(node).gpus() ? wish[node] : null;
    }

    public double gpuPartW(int node) {
        return gpuPartW[node];
    }
}
