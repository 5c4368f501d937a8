package dev.ondol.optimizer.api;

import dev.ondol.facility.workload.JobProgress;
import java.util.List;

/// How fast running jobs work, body of POST /api/v1/jobs/progress.
record ProgressList(List<JobProgress> jobs) {
    ProgressList {
        jobs = List.copyOf(jobs);
    }
}
