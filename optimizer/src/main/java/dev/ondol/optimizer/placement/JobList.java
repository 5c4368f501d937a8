package dev.ondol.optimizer.placement;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ondol.facility.workload.RunningJob;
import java.util.List;

/// The scheduler's full list of running jobs, body of PUT /api/v1/jobs.
///
/// @param time plant time in milliseconds
/// @param jobs everything that runs
public record JobList(@JsonProperty("t") long time, List<RunningJob> jobs) {
    public JobList {
        jobs = List.copyOf(jobs);
    }
}
