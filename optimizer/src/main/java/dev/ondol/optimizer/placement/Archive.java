package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The newest answers, the ended ones too, so that a repeated question gets the same answer. Bounded; guarded by its owner.
final class Archive {
    private static final int KEPT = 20_000;
    private final Map<String, Placement> byId = bounded();
    private final Map<String, Keyed> byKey = bounded();
    private final Map<String, PlacementExplanation> explanations = bounded();

    /// What a key was used for.
    private record Keyed(PlacementRequest request, String placementId) {}

    void keep(Placement placement) {
        byId.put(placement.placementId(), placement);
    }

    void keep(PlacementRequest request, Placement placement, Optional<String> key) {
        keep(placement);
        key.ifPresent(of -> byKey.put(of, new Keyed(request, placement.placementId())));
    }

    Optional<Placement> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Placement> byKey(String key) {
        return Optional.ofNullable(byKey.get(key)).flatMap(used -> byId(used.placementId()));
    }

    void recall(PlacementRequest request, Placement placement, String key) {
        byKey.put(key, new Keyed(request, placement.placementId()));
    }

    void keep(PlacementExplanation explanation) {
        explanations.put(explanation.placementId(), explanation);
    }

    Optional<PlacementExplanation> explanation(String id) {
        return Optional.ofNullable(explanations.get(id));
    }

    /// The request that came with a key.
    Optional<PlacementRequest> requestOf(String key) {
        return Optional.ofNullable(byKey.get(key)).map(Keyed::request);
    }

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > KEPT;
            }
        };
    }
}
