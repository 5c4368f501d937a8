package dev.ondol.optimizer.solve;

import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.problem.Footprint;
import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.Occupancy;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.Slots;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Places waiting jobs one after the other at the earliest slot where a footprint is free: the solution from which the
/// solver starts. What the plan before said is tried first.
final class FirstFit {
    /// Anchors tried a slot, spread evenly.
    private static final int ANCHORS = 24;

    private final Horizon horizon;
    private final int[] taken;

    FirstFit(Horizon horizon) {
        this.horizon = horizon;
        taken = new int[horizon.nodes().count() * Slots.COUNT];
    }

    QueuedJob place(Gang gang, PowerProfile profile, PlanMemory.@Nullable Choice before) {
        List<Integer> anchors = gang.anchors();
        if (before != null && gang.anchors().contains(before.anchor()) && gang.profiles().contains(before.profile())) {
            long minute = Math.ceilDiv(Math.max(0, before.startAt() - horizon.cycle()), 60_000L);
            int slot = Math.max(gang.earliestSlot(), Slots.notBefore(minute));
            if (slot < Slots.COUNT && free(gang, before.anchor(), slot, before.profile())) {
                return take(gang, before.anchor(), slot, before.profile());
            }
        }
        int stride = Math.max(1, anchors.size() / ANCHORS);
        for (int slot = gang.earliestSlot(); slot < Slots.COUNT; slot++) {
            for (int i = 0; i < anchors.size(); i += stride) {
                if (free(gang, anchors.get(i), slot, profile)) {
                    return take(gang, anchors.get(i), slot, profile);
                }
            }
        }
        return new QueuedJob(gang, null, anchors.getFirst(), profile);
    }

    private boolean free(Gang gang, int anchor, int slot, PowerProfile profile) {
        Footprint footprint = gang.footprint(anchor, slot);
        if (footprint.missing() > 0 || Slots.start(slot) + gang.minutes(profile) > gang.deadlineMinute()) {
            return false;
        }
        Occupancy base = horizon.base();
        int end = end(gang, slot, profile);
        for (int i = 0; i < footprint.size(); i++) {
            int node = footprint.node(i);
            int gpus = Math.max(1, footprint.replicas(i) * gang.request().perReplica().gpu());
            for (int at = slot; at < end; at++) {
                if (taken[node * Slots.COUNT + at] + gpus > Math.max(1, base.freeGpus(node, at))) {
                    return false;
                }
            }
        }
        return true;
    }

    private QueuedJob take(Gang gang, int anchor, int slot, PowerProfile profile) {
        Footprint footprint = gang.footprint(anchor, slot);
        int end = end(gang, slot, profile);
        for (int i = 0; i < footprint.size(); i++) {
            for (int at = slot; at < end; at++) {
                taken[footprint.node(i) * Slots.COUNT + at] += footprint.replicas(i)
                        * gang.request().perReplica().gpu();
            }
        }
        return new QueuedJob(gang, slot, anchor, profile);
    }

    private static int end(Gang gang, int slot, PowerProfile profile) {
        return Math.max(slot + 1, Slots.notBefore((long) Slots.start(slot) + gang.minutes(profile)));
    }
}
