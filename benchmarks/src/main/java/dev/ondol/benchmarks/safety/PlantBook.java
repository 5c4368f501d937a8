package dev.ondol.benchmarks.safety;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// What really happened at a plant, written down by the one who made it happen. Times are plant time in milliseconds. One thread.
final class PlantBook {
    final PointCatalog catalog;
    final Map<PointId, Long> told = new HashMap<>();
    final Map<PointId, Double> value = new HashMap<>();
    /// Sensors that show the same for a long time while what moves them has moved.
    final Set<PointId> frozen = new HashSet<>();
    /// Sensors that two others contradict.
    final Set<PointId> outvoted = new HashSet<>();
    final Set<PointId> overridden = new HashSet<>();
    final Set<String> out = new HashSet<>();
    private final Map<PointId, NavigableMap<Long, Double>> inForce = new HashMap<>();
    private final Map<PointId, Double> underWay = new HashMap<>();
    private final Map<PointId, Integer> direction = new HashMap<>();
    private final Map<PointId, TreeMap<Long, Integer>> turns = new HashMap<>();

    PlantBook(PointCatalog catalog) {
        this.catalog = catalog;
    }

    SetpointLimits limits(PointId point) {
        return catalog.find(point).flatMap(Point::limits).orElseThrow();
    }

    /// At most three periods and its latency old, and not from a future that is farther than one of each.
    boolean fresh(PointId point, long now) {
        Point of = catalog.find(point).orElseThrow();
        Long at = told.get(point);
        long period = of.period().toMillis();
        long latency = of.latency().toMillis();
        return at != null && now - at <= 3 * period + latency && at - now <= period + latency;
    }

    double of(PointId point) {
        return value.getOrDefault(point, Double.NaN);
    }

    double inForce(PointId point) {
        return past(point).lastEntry().getValue();
    }

    /// Grows as more is saved.
    double saving(PointId point, double v) {
        return limits(point).safe() == SetpointLimits.SafeDirection.DOWN ? v : -v;
    }

    /// A command has left.
    void issued(PointId point, double v) {
        underWay.merge(point, saving(point, v), Math::min);
    }

    /// Nothing is under way any more.
    void settled(PointId point) {
        underWay.remove(point);
    }

    /// As [#safest], with what may come to be.
    double safestAhead(PointId point, long spanMs, long now) {
        return Math.min(safest(point, spanMs, now), underWay.getOrDefault(point, Double.POSITIVE_INFINITY));
    }

    /// Whether that value would be a change of direction.
    boolean turns(PointId point, double v) {
        int turned = (int) Math.signum(saving(point, v) - saving(point, inForce(point)));
        int before = direction.getOrDefault(point, 0);
        return turned != 0 && before != 0 && before != turned;
    }

    void begins(PointId point, double v, long now) {
        past(point).put(now, v);
    }

    /// A write at the plant.
    void applied(PointId point, double v, long now) {
        int turned = (int) Math.signum(saving(point, v) - saving(point, inForce(point)));
        if (turns(point, v)) {
            turns.computeIfAbsent(point, ignored -> new TreeMap<>()).merge(now, 1, Integer::sum);
        }
        if (turned != 0) {
            direction.put(point, turned);
        }
        past(point).put(now, v);
    }

    /// The safest value in force in that time before now, now included.
    double safest(PointId point, long spanMs, long now) {
        NavigableMap<Long, Double> past = past(point);
        Long since = past.floorKey(now - spanMs);
        return past.tailMap(since == null ? Long.MIN_VALUE : since, true).values().stream().mapToDouble(v -> saving(
                point, v)).min().orElseThrow();
    }

    /// Changes of direction in the hour before now.
    int turns(PointId point, long now) {
        return turns.getOrDefault(point, new TreeMap<>()).tailMap(now - 3_600_000, false).values().stream().mapToInt(
                Integer::intValue).sum();
    }

    /// What was in force before, for lives that last for years; the value at that time stays.
    void forget(long before) {
        inForce.values().forEach(past -> {
            Long since = past.floorKey(before);
            if (since != null) {
                past.headMap(since, false).clear();
            }
        });
        turns.values().forEach(of -> of.headMap(before - 3_600_000, false).clear());
    }

    /// What was in force since, for messages.
    String past(PointId point, long since) {
        Long from = past(point).floorKey(since);
        return past(point).tailMap(from == null ? Long.MIN_VALUE : from, true).toString();
    }

    private NavigableMap<Long, Double> past(PointId point) {
        return inForce.computeIfAbsent(point, ignored -> new TreeMap<>());
    }
}
