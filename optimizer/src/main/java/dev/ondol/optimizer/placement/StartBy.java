package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.problem.Gang;

/// By when a job must start to keep its service level: training within fifteen minutes of its turn, batch work so that it ends
/// before its deadline.
record StartBy(Turns turns) {
    private static final long MINUTE_MS = 60_000;
    static final long TRAINING_MS = 15 * MINUTE_MS;
    /// What the start of batch work may take longer than thought: nodes that wake, an end that comes late, milliseconds.
    private static final long BATCH_MARGIN_MS = 90 * MINUTE_MS;
    /// How long a job that has lost its level lets others go first that can still keep theirs, milliseconds.
    private static final long YIELDING_MS = 180 * MINUTE_MS;
    /// What it takes the scheduler to stop a job and to start another in its place, milliseconds.
    static final long STOPPING_MS = 4 * MINUTE_MS;

    /// Plant time in milliseconds. Training whose turn has not come is taken for one whose turn comes now.
    long of(TrackedJob job, long now) {
        PlacementRequest request = job.request();
        return request.workload() == JobClass.BATCH
                ? batch(request, job.arrival())
                : Math.min(now, turns.turn(request.jobId())) + TRAINING_MS;
    }

    /// Plant time in milliseconds by which batch work must start to end before its deadline, with a margin.
    static long batch(PlacementRequest request, long arrival) {
        return Gang.deadline(request, arrival) - request.time().durationMs() - BATCH_MARGIN_MS;
    }

    /// Whether a job's level is lost whatever is done for it, and has not been for so long that it goes before all others.
    boolean lost(TrackedJob job, long now) {
        PlacementRequest request = job.request();
        long last = request.workload() == JobClass.BATCH
                ? Gang.deadline(request, job.arrival()) - request.time().durationMs()
                : of(job, now);
        return last < now && now - last < YIELDING_MS;
    }

    /// Whether a training job starts in time only if others are stopped for it now.
    boolean presses(TrackedJob job, long now) {
        long left = of(job, now) - now;
        return job.request().workload() == JobClass.TRAINING && left >= 0 && left <= STOPPING_MS;
    }
}
