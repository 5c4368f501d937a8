package dev.ondol.proof.loop;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.placement.Records;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Answers and plans of a proof are kept nowhere: it has no database, and a run that was stopped begins anew.
final class Unrecorded implements Records {
    @Override
    public CompletableFuture<Boolean> saved(PlacementRequest request, Placement placement,
            Optional<String> idempotencyKey) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public void changed(Placement placement) {
        // kept nowhere
    }

    @Override
    public void happened(String placementId, PlacementEvent event) {
        // kept nowhere
    }

    @Override
    public void planned(Plan plan) {
        // kept nowhere
    }
}
