package dev.ondol.optimizer.cluster;

import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PowerProfile;

/// One job that waits, is promised nodes, runs or is to leave.
///
/// @param request   what was asked for
/// @param placement the newest answer
/// @param profile   power profile it wishes for its nodes
/// @param phase     where it stands
/// @param arrival   plant time in milliseconds at which it was submitted
/// @param end       plant time in milliseconds at which it should end; meaningless while it waits
public record TrackedJob(PlacementRequest request, Placement placement, PowerProfile profile, Phase phase, long arrival,
        long end) {
    /// Where a job stands.
    public enum Phase {
        WAITING,
        /// It waits for others to leave its nodes, which nobody else gets meanwhile.
        CLAIMING, PROMISED, RUNNING,
        /// It runs still, and the scheduler is to stop it.
        EVICTING
    }

    /// GPUs that it has by one of its assignments, the part of one where it is shared.
    public double gpus(Placement.Assignment share) {
        return share.sharedGpu() == null ? share.gpus() : share.replicas() * request.perReplica().gpuPart();
    }

    /// True where it takes resources of nodes.
    public boolean holdsNodes() {
        return phase != Phase.WAITING;
    }
}
