package dev.ondol.simulator.workload;

import java.util.List;

/// Jobs by time of arrival. The same interval gives the same jobs, however it is cut into pieces.
public interface JobTrace {
    /// Jobs that arrive in the interval, ordered by arrival, then by id.
    ///
    /// @param fromInclusive plant time in milliseconds
    /// @param toExclusive   plant time in milliseconds
    List<Job> arrivals(long fromInclusive, long toExclusive);

    /// Longest duration that a job can have, milliseconds: so far back lie jobs that still run when a simulation
    /// begins. 0 where nothing ran before.
    default long longestMillis() {
        return 0;
    }
}
