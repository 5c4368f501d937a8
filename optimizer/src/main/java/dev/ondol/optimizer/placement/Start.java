package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.PowerProfile;
import java.util.List;

/// What a plan decided about one waiting job.
///
/// @param jobId   the scheduler's name of the job
/// @param startAt plant time in milliseconds
/// @param now     true: in this cycle; false: only its nodes are reserved from then on
/// @param profile power profile
/// @param shares  nodes and replicas
public record Start(String jobId, long startAt, boolean now, PowerProfile profile, List<Share> shares) {
    public record Share(int node, int replicas) {}

    public Start {
        shares = List.copyOf(shares);
    }
}
