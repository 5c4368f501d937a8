package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.Placement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The newest answers, the ended ones too, so that a repeated question gets the same answer. Bounded; guarded by its owner.
final class Archive {
    private static final int KEPT = 20_000;
    private final Map<String, Placement> byId = bounded();
    private final Map<String, String> idByKey = bounded();

    void keep(Placement placement, Optional<String> key) {
        byId.put(placement.placementId(), placement);
        key.ifPresent(of -> idByKey.put(of, placement.placementId()));
    }

    Optional<Placement> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Placement> byKey(String key) {
        return Optional.ofNullable(idByKey.get(key)).flatMap(this::byId);
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
