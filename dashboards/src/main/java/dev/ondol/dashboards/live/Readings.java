package dev.ondol.dashboards.live;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The newest reading of every point, turned into figures that carry their age. Not thread-safe.
final class Readings {
    private static final int PERIODS_TO_GONE = 10;

    /// How the feed stands at the instant for which figures are wanted.
    ///
    /// @param plant    plant time now, in milliseconds
    /// @param silentMs wall milliseconds since the clock was heard
    /// @param state    of the feed as a whole: no figure is better than it
    record Instant(long plant, long silentMs, Figure.State state) {}

    private final PointCatalog catalog;
    private final Map<PointId, Reading> newest = new HashMap<>();

    Readings(PointCatalog catalog) {
        this.catalog = catalog;
    }

    void accept(Frame frame) {
        frame.values().forEach((id, value) -> {
            Reading before = newest.get(id);
            if (before == null || before.time() <= frame.time()) {
                newest.put(id, new Reading(frame.time(), value, frame.quality().get(id)));
            }
        });
    }

    /// Forgets everything: the plant's clock was set back.
    void clear() {
        newest.clear();
    }

    @Nullable
    Reading reading(PointId id) {
        return newest.get(id);
    }

    Figure figure(String equipment, Quantity quantity, Instant now) {
        return catalog.find(PointId.of(equipment, quantity)).map(point -> figure(point, now)).orElse(Figure.MISSING);
    }

    Figure figure(Point point, Instant now) {
        Reading reading = newest.get(point.id());
        if (reading == null) {
            return Figure.MISSING;
        }
        long plantAge = Math.max(0, now.plant() - reading.time());
        Figure.State state = state(point, reading, plantAge);
        boolean feedIsWorse = now.state().compareTo(state) > 0;
        Figure.State shown = feedIsWorse ? now.state() : state;
        long age = feedIsWorse ? now.silentMs() : plantAge;
        boolean usable = shown.compareTo(Figure.State.GONE) < 0 && Double.isFinite(reading.value());
        return new Figure(usable ? Double.valueOf(reading.value()) : null, shown, reading.time(), age);
    }

    private static Figure.State state(Point point, Reading reading, long plantAge) {
        Duration gone = point.period().multipliedBy(PERIODS_TO_GONE).plus(point.latency());
        if (plantAge > gone.toMillis()) {
            return Figure.State.GONE;
        }
        if (plantAge > point.staleAfter().toMillis()) {
            return Figure.State.STALE;
        }
        return reading.quality() == null ? Figure.State.GOOD : Figure.State.SUSPECT;
    }
}
