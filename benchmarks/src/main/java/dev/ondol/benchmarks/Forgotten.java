package dev.ondol.benchmarks;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.placement.Records;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Records that keep nothing.
public final class Forgotten implements Records {
    @Override
    public CompletableFuture<Boolean> saved(PlacementRequest request, Placement placement, Optional<String> key) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public void changed(Placement placement) {}

    @Override
    public void happened(String placementId, PlacementEvent event) {}

    @Override
    public void planned(Plan plan) {}
}
