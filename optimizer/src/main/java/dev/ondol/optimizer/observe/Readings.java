package dev.ondol.optimizer.observe;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/// The newest good reading of each point of the site. Thread-safe.
public final class Readings {
    private record Reading(long time, double value) {}

    private final PointCatalog catalog;
    private final Map<PointId, Reading> newest = new ConcurrentHashMap<>();

    public Readings(PointCatalog catalog) {
        this.catalog = catalog;
    }

    /// Takes over the good and plausible values of a frame; older ones than those known change nothing.
    public void frame(Frame frame) {
        frame.values().forEach((id, value) -> {
            Point point = catalog.find(id).orElse(null);
            if (point != null && value >= point.quantity().low() && value <= point.quantity().high()
                    && !frame.quality().containsKey(id)) {
                newest.merge(id, new Reading(frame.time(), value), (old, fresh) -> fresh.time() >= old.time()
                        ? fresh
                        : old);
            }
        });
    }

    /// The value where it is not stale.
    ///
    /// @param now plant time in milliseconds
    public OptionalDouble fresh(PointId id, long now) {
        Reading reading = newest.get(id);
        Point point = catalog.find(id).orElse(null);
        return reading == null || point == null || now - reading.time() > point.staleAfter().toMillis()
                ? OptionalDouble.empty()
                : OptionalDouble.of(reading.value());
    }

    /// Forgets everything: the clock has started a new life.
    public void clear() {
        newest.clear();
    }
}
