package dev.ondol.optimizer.placement;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.cluster.TrackedJob.Phase;
import dev.ondol.optimizer.problem.Gang;
import org.jspecify.annotations.Nullable;

/// What a job may expect by its class, and whether it gets it. Times are plant time in milliseconds.
///
/// @param placementId of its newest answer
/// @param jobId       the scheduler's name of it
/// @param workload    its class
/// @param state       how it stands
/// @param startBy     by when it is to start, or had to; absent for batch work, and before its turn has come
/// @param endBy       by when it is to end; absent where nothing says so
/// @param end         when it should end, as it runs; absent while it waits
/// @param throughput  expected of its power profile, relative to uncapped; absent while it waits
/// @param least       lowest throughput of its class
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceLevel(String placementId, String jobId, JobClass workload, State state, @Nullable Long startBy,
        @Nullable Long endBy, @Nullable Long end, @Nullable Double throughput, double least) {
    private static final long MINUTE_MS = 60_000;
    /// Training starts so long after its turn at the latest, a replica of a service so long after it was asked for.
    private static final long TRAINING_MS = 15 * MINUTE_MS;
    private static final long SERVICE_MS = 2 * MINUTE_MS;
    private static final double ROUNDING = 1e-9;

    /// How a job stands.
    public enum State {
        /// It waits, and there is time left.
        WAITS,
        /// It runs as it may expect.
        KEPT,
        /// It runs slower than it may expect.
        SLOW,
        /// It has not started in time, or will not end in time.
        LATE
    }

    /// @param turn plant time at which it was the job's turn; [Long#MAX_VALUE] before
    static ServiceLevel of(TrackedJob job, long turn, long now) {
        PlacementRequest request = job.request();
        boolean runs = job.phase() == Phase.RUNNING || job.phase() == Phase.EVICTING;
        Long startBy = startBy(request.workload(), job.arrival(), turn);
        long deadline = Gang.deadline(request, job.arrival());
        Long endBy = deadline == Long.MAX_VALUE ? null : Long.valueOf(deadline);
        Long startAt = job.placement().startAt();
        long started = runs && startAt != null ? startAt : now;
        long end = runs ? job.end() : now + request.time().durationMs();
        double least = least(request.workload());
        boolean late = startBy != null && started > startBy || endBy != null && end > endBy;
        boolean slow = runs && job.profile().throughput() < least - ROUNDING;
        State state = late ? State.LATE : !runs ? State.WAITS : slow ? State.SLOW : State.KEPT;
        return new ServiceLevel(job.placement().placementId(), request.jobId(), request.workload(), state, startBy,
                endBy, runs ? Long.valueOf(end) : null, runs ? Double.valueOf(job.profile().throughput()) : null,
                least);
    }

    private static @Nullable Long startBy(JobClass workload, long arrival, long turn) {
        return switch (workload) {
            case TRAINING -> turn == Long.MAX_VALUE ? null : Long.valueOf(turn + TRAINING_MS);
            case PREFILL, DECODE -> Long.valueOf(arrival + SERVICE_MS);
            case BATCH -> null;
        };
    }

    private static double least(JobClass workload) {
        return switch (workload) {
            case TRAINING -> 1 / 1.1;
            case PREFILL -> 0.99;
            case DECODE -> 0.97;
            case BATCH -> 0;
        };
    }
}
