package dev.ondol.slurm.placement;

import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import java.util.List;
import java.util.Optional;

/// The placement API as this connector sees it. Called by one thread, one call after the other.
public interface PlacementApi extends AutoCloseable {
    /// Plant time of the site in milliseconds; 0 before its first clock tick.
    long plantMillis() throws OndolUnavailable;

    /// What is said of a request.
    sealed interface Reply {
        record Answered(Placement placement) implements Reply {}

        /// It is refused as wrong, and asking again does not help.
        record Refused(String why) implements Reply {}
    }

    /// @param idempotencyKey the same key gets the same answer
    Reply place(PlacementRequest request, String idempotencyKey) throws OndolUnavailable;

    /// The newest state of a placement; empty where the API does not know it (any more).
    Optional<Placement> find(String placementId) throws OndolUnavailable;

    /// Placements that have nodes and have not started.
    List<Placement> starts() throws OndolUnavailable;

    /// Reports what happened to a placement; one that the API does not know (any more) is no matter.
    void report(String placementId, PlacementEvent event) throws OndolUnavailable;

    /// Hands over the full list of running jobs.
    ///
    /// @param plantMillis plant time in milliseconds
    void reconcile(long plantMillis, List<RunningJob> jobs) throws OndolUnavailable;

    @Override
    void close();
}
