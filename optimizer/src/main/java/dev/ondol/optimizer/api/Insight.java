package dev.ondol.optimizer.api;

import dev.ondol.facility.plan.Weights;
import dev.ondol.optimizer.explain.PlanAlternatives;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.optimizer.metering.JobCost;
import dev.ondol.optimizer.metering.Ledger;
import dev.ondol.optimizer.placement.PlacementExplanation;
import java.util.Optional;

/// What the server tells beside placements. Thread-safe; an answer may take a second.
public interface Insight {
    /// What a job has taken so far; empty where it was never metered.
    Optional<JobCost> cost(String jobId);

    /// Who took what.
    Ledger ledger();

    /// Why a placement landed where it did that is not in memory any more; empty where it was never written down.
    Optional<PlacementExplanation> placement(String placementId);

    /// Why the newest plan is as it is; empty before the first.
    Optional<PlanExplanation> explanation();

    /// What other weights would change about the newest plan; empty before the first.
    Optional<PlanAlternatives> alternatives() throws InterruptedException;

    /// What plans are to save.
    Weights weights();

    /// What plans are to save from the next one on.
    void weights(Weights chosen);
}
