package dev.ondol.controllers.recommendation;

import dev.ondol.facility.operation.RecommendationView.Change;
import dev.ondol.facility.operation.RecommendationView.WorstInlet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a plan wants to change in a zone now; the verifier has let its targets through.
///
/// @param changes the largest first; may be empty
/// @param worst   of the zone; null where it has no inlets
/// @param savesKw the plan's estimate for the site; null where it has none
public record Offer(String planId, List<Change> changes, @Nullable WorstInlet worst, @Nullable Double savesKw) {
    public Offer {
        changes = List.copyOf(changes);
    }
}
