package dev.ondol.slurm.dispatch;

import dev.ondol.facility.workload.Placement;
import dev.ondol.slurm.queue.QueuedJob;
import org.jspecify.annotations.Nullable;

/// What the connector remembers of a job for which it has asked. Used by one thread.
final class FollowedJob {
    QueuedJob job;
    /// The newest answer.
    @Nullable
    Placement placement;
    /// How often an answer was given up and asked for anew.
    int attempt;
    /// Wall time in milliseconds of the newest news.
    long checkedMs;
    /// Wall time in milliseconds at which it was released to its nodes; 0 before.
    long boundMs;
    boolean started;
    /// Slurm was told to stop it and to put it back into the queue.
    boolean stopping;

    FollowedJob(QueuedJob job) {
        this.job = job;
    }

    boolean placed() {
        return placement != null && placement.state() == Placement.State.PLACED;
    }
}
