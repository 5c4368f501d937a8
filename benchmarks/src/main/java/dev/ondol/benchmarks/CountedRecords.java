package dev.ondol.benchmarks;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.placement.PlacementExplanation;
import dev.ondol.optimizer.placement.Records;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what was not durable within the second for which an answer waits.
final class CountedRecords implements Records {
    private static final long PATIENCE_NS = 1_000_000_000;

    private final Records kept;
    final AtomicLong late = new AtomicLong();

    CountedRecords(Records kept) {
        this.kept = kept;
    }

    @Override
    public CompletableFuture<Boolean> saved(PlacementRequest request, Placement placement, Optional<String> key) {
        long asked = System.nanoTime();
        return kept.saved(request, placement, key).thenApply(durable -> {
            if (!durable || System.nanoTime() - asked > PATIENCE_NS) {
                late.incrementAndGet();
            }
            return durable;
        });
    }

    @Override
    public void changed(Placement placement) {
        kept.changed(placement);
    }

    @Override
    public void happened(String placementId, PlacementEvent event) {
        kept.happened(placementId, event);
    }

    @Override
    public void explained(PlacementExplanation explanation) {
        kept.explained(explanation);
    }

    @Override
    public void planned(Plan plan) {
        kept.planned(plan);
    }
}
