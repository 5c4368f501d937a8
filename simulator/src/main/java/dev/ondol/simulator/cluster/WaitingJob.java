package dev.ondol.simulator.cluster;

import dev.ondol.simulator.workload.Job;

/// A job from its arrival until it starts, with what the scheduler has to remember of it.
public final class WaitingJob {
    final Job job;
    /// The nodes of its GPU model.
    final ModelNodes nodes;
    /// When it would have started in the first-come-first-served queue, plant time in milliseconds; not known at first.
    long turn = Long.MAX_VALUE;
    boolean missed;
    /// It was started, refused or withdrawn, and waits no more.
    boolean left;

    WaitingJob(Job job, ModelNodes nodes) {
        this.job = job;
        this.nodes = nodes;
    }

    /// What waits.
    public Job job() {
        return job;
    }

    boolean inference() {
        return ActiveJob.isInference(job);
    }
}
