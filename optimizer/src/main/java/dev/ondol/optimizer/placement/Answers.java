package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.Placement.Energy;
import dev.ondol.facility.workload.Placement.Reason;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.Account;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is said of a request: placements in their states.
final class Answers {
    private Answers() {}

    static Placement rejected(String id, String jobId, List<Reason> reasons) {
        return new Placement(id, jobId, State.REJECTED, List.of(), null, null, 1, "", null, reasons);
    }

    static Placement deferred(String id, String jobId, long generation, Reason reason) {
        return new Placement(id, jobId, State.DEFERRED, List.of(), null, null, generation, "", null, List.of(reason));
    }

    /// A lease from the start on.
    ///
    /// @param start plant time in milliseconds
    static Placement placed(Account account, String id, PlacementRequest request, long generation, long start,
            PowerProfile profile, NodeSet set, Energy energy, List<Reason> reasons) {
        List<Assignment> assignments = set.assignments(account, request.perReplica());
        return new Placement(id, request.jobId(), State.PLACED, assignments, start, start + PlacementDesk.LEASE_MS,
                generation, profile.id(), energy, reasons);
    }

    /// The scheduler has taken it: a lease no longer.
    static Placement kept(Placement of, @Nullable Long startAt) {
        return next(of, State.PLACED, startAt, of.reasons());
    }

    /// It waits until others have left these nodes.
    static Placement claiming(Placement of, List<Assignment> assignments, Reason reason) {
        return new Placement(of.placementId(), of.jobId(), State.DEFERRED, assignments, null, null, of.generation() + 1,
                "", null, List.of(reason));
    }

    /// The scheduler is to stop it.
    ///
    /// @param until plant time in milliseconds
    static Placement evicting(Placement of, long until, Reason reason) {
        return new Placement(of.placementId(), of.jobId(), State.EVICTING, of.assignments(), of.startAt(), until, of
                .generation() + 1, of.powerProfile(), of.energy(), List.of(reason));
    }

    static Placement released(Placement of, Reason reason) {
        return next(of, State.RELEASED, of.startAt(), List.of(reason));
    }

    private static Placement next(Placement of, State state, @Nullable Long startAt, List<Reason> reasons) {
        return new Placement(of.placementId(), of.jobId(), state, of.assignments(), startAt, null, of.generation() + 1,
                of.powerProfile(), of.energy(), reasons);
    }
}
