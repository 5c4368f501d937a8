package dev.ondol.optimizer.solve;

import dev.ondol.optimizer.move.Insertion;
import dev.ondol.optimizer.move.Spot;
import dev.ondol.optimizer.move.Timetable;
import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.Slots;
import org.jspecify.annotations.Nullable;

/// Places waiting jobs one after the other at the earliest slot where they fit: the solution from which the solver starts. What the
/// plan before said is tried first.
final class FirstFit {
    private final Horizon horizon;
    private final Timetable timetable;
    private final Insertion insertion;

    FirstFit(Horizon horizon) {
        this.horizon = horizon;
        timetable = new Timetable(horizon);
        insertion = new Insertion(horizon);
    }

    QueuedJob place(Gang gang, PlanMemory.@Nullable Choice before) {
        Spot spot = again(gang, before);
        if (spot == null) {
            spot = insertion.soonest(timetable, gang, gang.profiles(), 0, 0, false);
        }
        if (spot == null) {
            return new QueuedJob(gang, null, gang.anchors().getFirst(), gang.profiles().getLast());
        }
        timetable.add(gang, spot);
        return new QueuedJob(gang, spot.slot(), spot.anchor(), spot.profile());
    }

    private @Nullable Spot again(Gang gang, PlanMemory.@Nullable Choice before) {
        if (before == null || !gang.anchors().contains(before.anchor()) || !gang.profiles().contains(before
                .profile())) {
            return null;
        }
        long minute = Math.ceilDiv(Math.max(0, before.startAt() - horizon.cycle()), 60_000L);
        int slot = Math.max(gang.earliestSlot(), Slots.notBefore(minute));
        Spot spot = new Spot(slot, before.anchor(), before.profile());
        return slot < Slots.COUNT && timetable.fits(gang, spot) ? spot : null;
    }
}
