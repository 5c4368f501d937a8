package dev.ondol.facility.workload;

/// How fast a running job works now, as its framework tells its scheduler.
///
/// @param jobId          the scheduler's name of the job
/// @param stepsPerSecond in any unit of the job's own that does not change while it runs; above 0
public record JobProgress(String jobId, double stepsPerSecond) {}
