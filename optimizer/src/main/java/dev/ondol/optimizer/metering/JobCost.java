package dev.ondol.optimizer.metering;

/// What one job has taken so far, as GET /api/v1/jobs/{jobId}/cost tells it.
///
/// @param jobId   the scheduler's name of the job
/// @param from    plant time in milliseconds from which on it is metered
/// @param to      plant time in milliseconds until which
/// @param running false: it has ended, and this is what it took altogether
/// @param used    its share of what the site's meters counted
public record JobCost(String jobId, long from, long to, boolean running, Outlay used) {}
