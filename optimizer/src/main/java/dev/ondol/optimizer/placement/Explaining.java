package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.Placement;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.placement.PlacementExplanation.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts a choice into words.
final class Explaining {
    private static final int MOST_NODES = 10;
    private static final int MOST_OTHERS = 7;

    private Explaining() {}

    /// @param at plant time of the decision in milliseconds
    static PlacementExplanation of(Placement placement, Optional<FastPath.Choice> choice, Nodes nodes, long at) {
        List<Pricing.Offer> offers = choice.map(FastPath.Choice::offers).orElse(List.of());
        boolean placed = placement.state() == Placement.State.PLACED && !offers.isEmpty();
        double bestW = offers.isEmpty() ? 0 : offers.getFirst().facilityW();
        List<Place> others = new ArrayList<>();
        for (int i = placed ? 1 : 0; i < offers.size() && others.size() < MOST_OTHERS; i++) {
            others.add(place(offers.get(i), bestW, nodes));
        }
        String by = choice.isEmpty() ? "rule" : choice.get().ofPlan() ? "plan" : "fast path";
        return new PlacementExplanation(placement.placementId(), placement.jobId(), placement.generation(), at,
                placement.state(), by, placement.reasons(), placed ? place(offers.getFirst(), bestW, nodes) : null,
                others, choice.map(FastPath.Choice::passed).orElse(Map.of()));
    }

    private static Place place(Pricing.Offer offer, double bestW, Nodes nodes) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_NODES, offer.nodes().size()); i++) {
            names.add(nodes.name(offer.nodes().node(i)));
        }
        return new Place(names, offer.nodes().size(), offer.facilityW(), offer.facilityW() - bestW, offer.excess(),
                offer.energy().itWh(), offer.energy().coolingWh(), offer.energy().marginalPue());
    }
}
