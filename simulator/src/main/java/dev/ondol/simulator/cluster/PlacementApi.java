package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import java.util.List;
import java.util.Optional;

/// The optimizer's placement API as a scheduler sees it: over HTTP, or in the same process where a proof runs both. Called
/// by one thread, one call after the other.
public interface PlacementApi extends AutoCloseable {
    /// The answer, or empty where the API refuses the request as wrong.
    ///
    /// @param idempotencyKey the same key gets the same answer
    Optional<Placement> place(PlacementRequest request, String idempotencyKey) throws ApiUnavailable;

    /// The newest state of a placement; empty where the API does not know it (any more).
    Optional<Placement> find(String placementId) throws ApiUnavailable;

    /// Placements that have nodes and have not started.
    List<Placement> starts() throws ApiUnavailable;

    /// Reports what happened to a placement; one that the API does not know (any more) is no matter.
    void report(String placementId, PlacementEvent event) throws ApiUnavailable;

    /// Hands over the full list of running jobs.
    ///
    /// @param plantMillis plant time in milliseconds
    void reconcile(long plantMillis, List<RunningJob> jobs) throws ApiUnavailable;

    /// Tells how fast running jobs work.
    void progress(List<JobProgress> jobs) throws ApiUnavailable;

    @Override
    void close();
}
