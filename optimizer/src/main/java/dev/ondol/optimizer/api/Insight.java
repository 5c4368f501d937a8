package dev.ondol.optimizer.api;

import dev.ondol.optimizer.metering.JobCost;
import dev.ondol.optimizer.metering.Ledger;
import java.util.Optional;

/// What the server tells beside placements. Thread-safe; an answer may take a second.
public interface Insight {
    /// What a job has taken so far; empty where it was never metered.
    Optional<JobCost> cost(String jobId);

    /// Who took what.
    Ledger ledger();
}
