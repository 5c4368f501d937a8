package dev.ondol.optimizer.move;

import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.Slots;
import org.jspecify.annotations.Nullable;

/// Start, first node and power profile of a gang.
///
/// @param slot   start slot
/// @param anchor number of the node from which it is filled
public record Spot(int slot, int anchor, PowerProfile profile) {
    /// Where a job is now; null where it has no place.
    public static @Nullable Spot of(QueuedJob job) {
        Integer slot = job.getSlot();
        return slot == null ? null : new Spot(slot, job.getAnchor(), job.getProfile());
    }

    /// End, minutes after the planning cycle.
    long endMinute(Gang gang) {
        return (long) Slots.start(slot) + gang.minutes(profile);
    }

    /// The first slot that is free of it again.
    int endSlot(Gang gang) {
        return Math.max(slot + 1, Slots.notBefore(endMinute(gang)));
    }
}
