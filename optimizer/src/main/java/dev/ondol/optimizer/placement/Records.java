package dev.ondol.optimizer.placement;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.workload.NodeRegistration;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Durable memory of answers and plans. Writes are kept in the order of the calls; no call blocks.
public interface Records {
    /// A request and its first answer.
    ///
    /// @return completes with true once it is durable, with false where that must wait for the database
    CompletableFuture<Boolean> saved(PlacementRequest request, Placement placement, Optional<String> idempotencyKey);

    /// A newer answer to a known request.
    void changed(Placement placement);

    /// What the scheduler reported.
    void happened(String placementId, PlacementEvent event);

    /// Why a placement is as it is. Comes after the placement.
    default void explained(PlacementExplanation explanation) {}

    /// What the scheduler says of a node.
    ///
    /// @return completes as that of [#saved]
    default CompletableFuture<Boolean> registered(String node, NodeRegistration registration) {
        return CompletableFuture.completedFuture(true);
    }

    /// A new plan.
    void planned(Plan plan);
}
