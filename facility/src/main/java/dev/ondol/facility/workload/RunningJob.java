package dev.ondol.facility.workload;

import java.util.List;

/// One running job in the scheduler's full list, PUT /api/v1/jobs: the truth against which the optimizer reconciles.
///
/// @param jobId       the scheduler's name of the job
/// @param request     what it asked for
/// @param assignments where it runs
/// @param startedAt   plant time in milliseconds
public record RunningJob(String jobId, PlacementRequest request, List<Placement.Assignment> assignments,
        long startedAt) {
    public RunningJob {
        assignments = List.copyOf(assignments);
    }
}
