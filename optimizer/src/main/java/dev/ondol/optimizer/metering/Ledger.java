package dev.ondol.optimizer.metering;

import java.util.List;

/// Who took what since metering began. Jobs and what is idle together are the facility.
///
/// @param from     plant time in milliseconds of the first reading of the counters
/// @param to       plant time in milliseconds of the newest one
/// @param facility what the site's counters have counted
/// @param jobs     of that, by all jobs that run or ran
/// @param idle     of that, by nothing that was asked for: idle and sleeping nodes, free GPUs, service racks
/// @param running  each job that runs
public record Ledger(long from, long to, Outlay facility, Outlay jobs, Outlay idle, List<JobCost> running) {
    public Ledger {
        running = List.copyOf(running);
    }
}
