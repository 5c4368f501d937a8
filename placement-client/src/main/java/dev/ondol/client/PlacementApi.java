package dev.ondol.client;

import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import java.util.List;
import java.util.Optional;

/// The placement API as a scheduler sees it: over HTTP, or in the same process where a proof runs both. Called by one thread, one call
/// after the other.
public interface PlacementApi extends AutoCloseable {
    /// What is said of a request.
    sealed interface Reply {
        record Answered(Placement placement) implements Reply {}

        /// It is refused as wrong, and asking again does not help.
        record Refused(Problem why) implements Reply {}
    }

    /// What a scheduler is to do now.
    ///
    /// @param starts    placements that have nodes and have not started
    /// @param evictions placements that run and that it is to stop and put back into its queue
    record Orders(List<Placement> starts, List<Placement> evictions) {
        public Orders {
            starts = List.copyOf(starts);
            evictions = List.copyOf(evictions);
        }
    }

    /// Plant time of the site in milliseconds; 0 before its first clock tick.
    long plantMillis() throws OndolUnavailable;

    /// @param idempotencyKey the same key gets the same answer
    Reply place(PlacementRequest request, String idempotencyKey) throws OndolUnavailable;

    /// The newest state of a placement; empty where the API does not know it (any more).
    Optional<Placement> find(String placementId) throws OndolUnavailable;

    /// What is to be done now.
    Orders orders() throws OndolUnavailable;

    /// Reports what happened to a placement; one that the API does not know (any more) is no matter.
    void report(String placementId, PlacementEvent event) throws OndolUnavailable;

    /// Hands over the full list of running jobs.
    ///
    /// @param plantMillis plant time in milliseconds
    void reconcile(long plantMillis, List<RunningJob> jobs) throws OndolUnavailable;

    /// Tells how fast running jobs work.
    void progress(List<JobProgress> jobs) throws OndolUnavailable;

    @Override
    void close();
}
