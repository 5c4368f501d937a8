package dev.ondol.controllers.recommendation;

import dev.ondol.facility.operation.RecommendationView.Change;
import dev.ondol.facility.point.PointId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where nothing is recommended for a while: zones in which an operator has rejected or something was rolled back, and points that an
/// operator has set otherwise. Owned by one thread.
final class LeftInPeace {
    /// Plant time for which a zone is left in peace.
    static final long QUIET_MS = 900_000;
    private static final long MINUTE_MS = 60_000;

    private final Map<String, Long> zones = new HashMap<>();
    private final Map<PointId, Long> points = new HashMap<>();

    /// @param now plant time in milliseconds
    void zone(String zone, long now) {
        zones.put(zone, now + QUIET_MS);
    }

    /// @param minutes wall time; 0: until ADVISE is left
    void point(PointId point, int minutes, long wall) {
        points.put(point, minutes == 0 ? Long.MAX_VALUE : wall + minutes * MINUTE_MS);
    }

    boolean isLeft(String zone, long now) {
        return now < zones.getOrDefault(zone, Long.MIN_VALUE);
    }

    /// The changes of points that are not left in peace.
    List<Change> others(List<Change> changes, long wall) {
        points.values().removeIf(until -> until <= wall);
        return changes.stream().filter(change -> !points.containsKey(change.point())).toList();
    }

    void forgetPoints() {
        points.clear();
    }
}
