package dev.ondol.simulator.cluster;

import dev.ondol.simulator.workload.Job;

/// A job from its arrival until it starts, with what the service levels have to remember of it.
final class WaitingJob {
    final Job job;
    /// When it would have started in the first-come-first-served queue, plant time in milliseconds; not known at first.
    long turn = Long.MAX_VALUE;
    boolean missed;

    WaitingJob(Job job) {
        this.job = job;
    }
}
