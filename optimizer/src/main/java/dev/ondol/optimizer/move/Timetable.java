package dev.ondol.optimizer.move;

import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.problem.Draw;
import dev.ondol.optimizer.problem.Footprint;
import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.Occupancy;
import dev.ondol.optimizer.problem.Room;
import dev.ondol.optimizer.problem.Slots;
import java.util.ArrayList;
import java.util.List;

/// What queued jobs take of nodes and racks over the slots, beside what runs already: tells at once whether one more fits. One thread
/// at a time.
public final class Timetable {
    private final Horizon horizon;
    private final Occupancy base;
    /// What running jobs and the queue leave of each node at each slot; below 0 where they take more than there is.
    private final int[] leftGpus;
    private final long[] leftCpuMilli;
    private final long[] leftMemMiB;
    private final long[] rackW;
    /// One bit a slot in which the queue takes anything of the node.
    private final long[] inUse;
    private final List<String> models;
    private final int[] model;
    private final long[] idleGpus;

    public Timetable(Horizon horizon) {
        this.horizon = horizon;
        base = horizon.base();
        int places = horizon.nodes().count() * Slots.COUNT;
        leftGpus = new int[places];
        leftCpuMilli = new long[places];
        leftMemMiB = new long[places];
        rackW = new long[horizon.nodes().racks() * Slots.COUNT];
        inUse = new long[horizon.nodes().count()];
        models = List.copyOf(horizon.nodes().models());
        model = new int[horizon.nodes().count()];
        idleGpus = new long[models.size() * Slots.COUNT];
        for (int node = 0; node < model.length; node++) {
            model[node] = models.indexOf(horizon.nodes().type(node).gpuModel());
            for (int slot = 0; slot < Slots.COUNT; slot++) {
                leftGpus[node * Slots.COUNT + slot] = base.freeGpus(node, slot);
                leftCpuMilli[node * Slots.COUNT + slot] = base.freeCpuMilli(node, slot);
                leftMemMiB[node * Slots.COUNT + slot] = base.freeMemMiB(node, slot);
                idleGpus[model[node] * Slots.COUNT + slot] += idle(node, slot);
            }
        }
    }

    private int idle(int node, int slot) {
        return Math.max(0, leftGpus[node * Slots.COUNT + slot]);
    }

    /// Enters a gang.
    public void add(Gang gang, Spot spot) {
        change(gang, spot, 1);
    }

    /// Takes a gang out that was entered there.
    public void remove(Gang gang, Spot spot) {
        change(gang, spot, -1);
    }

    private void change(Gang gang, Spot spot, int sign) {
        Draw draw = gang.draw(spot.anchor(), spot.slot(), spot.profile());
        Footprint footprint = draw.footprint();
        PlacementRequest.Replica one = gang.request().perReplica();
        int end = spot.endSlot(gang);
        for (int i = 0; i < footprint.size(); i++) {
            int replicas = footprint.replicas(i) * sign;
            int node = footprint.node(i);
            int place = node * Slots.COUNT;
            int rack = horizon.nodes().rack(node) * Slots.COUNT;
            long watts = draw.nodeW(i) * sign;
            for (int slot = spot.slot(); slot < end; slot++) {
                int idle = idle(node, slot);
                leftGpus[place + slot] -= replicas * one.gpu();
                idleGpus[model[node] * Slots.COUNT + slot] += idle(node, slot) - idle;
                leftCpuMilli[place + slot] -= replicas * one.cpuMilli();
                leftMemMiB[place + slot] -= replicas * one.memMiB();
                rackW[rack + slot] += watts;
                boolean used = leftGpus[place + slot] != base.freeGpus(node, slot)
                        || leftCpuMilli[place + slot] != base.freeCpuMilli(node, slot)
                        || leftMemMiB[place + slot] != base.freeMemMiB(node, slot);
                inUse[node] = inUse[node] & ~(1L << slot) | (used ? 1L << slot : 0);
            }
        }
    }

    /// Whether the whole gang may run there beside all that was entered, and ends in time.
    public boolean fits(Gang gang, Spot spot) {
        if (spot.endMinute(gang) > gang.deadlineMinute()) {
            return false;
        }
        Footprint footprint = gang.footprint(spot.anchor(), spot.slot());
        return footprint.missing() == 0 && nodesFit(gang, footprint, spot) && racksFit(gang, footprint, spot);
    }

    private boolean nodesFit(Gang gang, Footprint footprint, Spot spot) {
        int end = spot.endSlot(gang);
        for (int i = 0; i < footprint.size(); i++) {
            if (!free(footprint.node(i), footprint.replicas(i), gang.request().perReplica(), spot.slot(), end)) {
                return false;
            }
        }
        return true;
    }

    /// Whether a node that has room for replicas at one slot, as far as jobs that run already go, has it beside the queue until
    /// another: what runs only ends.
    private boolean free(int node, int replicas, PlacementRequest.Replica one, int from, int end) {
        int byGpus = replicas * one.gpu();
        long byCpu = replicas * one.cpuMilli();
        long byMem = replicas * one.memMiB();
        long used = inUse[node] & -1L << from & (1L << end) - 1;
        for (; used != 0; used &= used - 1) {
            int place = node * Slots.COUNT + Long.numberOfTrailingZeros(used);
            if (leftGpus[place] < byGpus || leftCpuMilli[place] < byCpu || leftMemMiB[place] < byMem) {
                return false;
            }
        }
        return true;
    }

    /// Whether a GPU model that the gang accepts has enough idle GPUs for its whole run; quickly told, and often enough to say no.
    boolean enough(Gang gang, int slot, PowerProfile profile) {
        int end = new Spot(slot, 0, profile).endSlot(gang);
        for (int i = 0; i < models.size(); i++) {
            if (gang.accepts(models.get(i)) && enough(gang, i, slot, end)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a GPU model has enough idle GPUs from one slot to another, wherever they are.
    private boolean enough(Gang gang, int of, int from, int end) {
        int wanted = gang.request().gpus();
        for (int slot = from; slot < end; slot++) {
            if (idleGpus[of * Slots.COUNT + slot] < wanted) {
                return false;
            }
        }
        return true;
    }

    /// Anchors from which a gang finds room on every node that it takes, in ring order; power of racks is not looked at. A node on which
    /// the gang takes less than would fit must have room for all that would fit. Not for gangs that must lie in one rack.
    ///
    /// @param phase where on each ring the search begins, 0 to 1
    /// @param most  so many of each GPU model are enough
    List<Integer> anchors(Gang gang, int slot, PowerProfile profile, double phase, int most) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            int[] ring = horizon.nodes().ofModel(models.get(i));
            int end = new Spot(slot, ring[0], profile).endSlot(gang);
            if (gang.accepts(models.get(i)) && enough(gang, i, slot, end)) {
                found.addAll(runs(gang, gang.room(models.get(i), slot), (int) (phase * ring.length), slot, end, most));
            }
        }
        return found;
    }

    private List<Integer> runs(Gang gang, Room room, int from, int slot, int end, int most) {
        List<Integer> found = new ArrayList<>(most);
        int wanted = gang.request().gang().replicas();
        int start = room.from(from);
        // A run of nodes that are free; `first` is where it began, `held` what it takes.
        int first = 0;
        int held = 0;
        for (int at = 0; first < room.size() && at - first < room.size() && found.size() < most; at++) {
            int last = (start + at) % room.size();
            int fits = Math.min(wanted, room.fits(last));
            if (!free(room.node(last), fits, gang.request().perReplica(), slot, end)) {
                first = at + 1;
                held = 0;
                continue;
            }
            held += fits;
            while (held >= wanted && first <= at && first < room.size() && found.size() < most) {
                int begin = (start + first) % room.size();
                found.add(room.node(begin));
                held -= Math.min(wanted, room.fits(begin));
                first++;
            }
        }
        return found;
    }

    /// Nodes of one rack follow each other in a footprint, except that one which went round may end in the rack where it began.
    private boolean racksFit(Gang gang, Footprint footprint, Spot spot) {
        Draw draw = gang.draw(spot.anchor(), spot.slot(), spot.profile());
        int size = footprint.size();
        int first = horizon.nodes().rack(footprint.node(0));
        int tail = size;
        long around = 0;
        while (tail > 1 && horizon.nodes().rack(footprint.node(tail - 1)) == first) {
            tail--;
            around += draw.nodeW(tail);
        }
        for (int i = 0; i < tail;) {
            int rack = horizon.nodes().rack(footprint.node(i));
            long watts = i == 0 ? around : 0;
            for (; i < tail && horizon.nodes().rack(footprint.node(i)) == rack; i++) {
                watts += draw.nodeW(i);
            }
            for (int slot = spot.slot(); slot < spot.endSlot(gang); slot++) {
                if (rackW[rack * Slots.COUNT + slot] + watts > base.rackHeadroomW(rack, slot)) {
                    return false;
                }
            }
        }
        return true;
    }
}
