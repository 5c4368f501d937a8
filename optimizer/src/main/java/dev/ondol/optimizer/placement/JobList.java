package dev.ondol.optimizer.placement;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.workload.RunningJob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The scheduler's full list of running jobs, body of PUT /api/v1/jobs.
///
/// @param time plant time in milliseconds
/// @param generation grows with each list of the scheduler; absent: the lists come in order
/// @param jobs everything that runs
public record JobList(@JsonProperty("t") long time, @JsonSetter(nulls = Nulls.SET) @Nullable Long generation,
        List<RunningJob> jobs) {
    /// Without a generation.
    public JobList(long time, List<RunningJob> jobs) {
        this(time, null, jobs);
    }

    public JobList {
        jobs = List.copyOf(jobs);
    }
}
