package dev.ondol.controllers.verify;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The newest good reading of each point. A reading with a quality code, outside the plausible range of its quantity, not
/// finite, or of an unknown point is left out, so that the point grows stale. Owned by one thread.
public final class Readings {
    private final PointCatalog catalog;
    private final Map<PointId, Reading> newest = new HashMap<>();

    /// @param time  plant time in milliseconds
    /// @param value in the unit of the point
    public record Reading(long time, double value) {}

    public Readings(PointCatalog catalog) {
        this.catalog = catalog;
    }

    public void accept(Frame frame) {
        frame.values().forEach((id, value) -> {
            if (value != null && !frame.quality().containsKey(id)) {
                catalog.find(id).ifPresent(point -> accept(point, frame.time(), value));
            }
        });
    }

    private void accept(Point point, long time, double value) {
        if (value >= point.quantity().low() && value <= point.quantity().high()) {
            newest.merge(point.id(), new Reading(time, value), (old, now) -> now.time() >= old.time() ? now : old);
        }
    }

    public Optional<Reading> of(PointId point) {
        return Optional.ofNullable(newest.get(point));
    }

    /// The reading, or empty where it is missing, older than 3 periods + latency, or more than a period and its latency
    /// ahead of the plant's clock.
    public Optional<Reading> fresh(PointId id, long now) {
        return catalog.find(id).flatMap(point -> of(id).filter(reading -> isFresh(point, reading.time(), now)));
    }

    static boolean isFresh(Point point, long time, long now) {
        long ahead = point.period().plus(point.latency()).toMillis();
        return time >= now - point.staleAfter().toMillis() && time <= now + ahead;
    }

    public void clear() {
        newest.clear();
    }
}
