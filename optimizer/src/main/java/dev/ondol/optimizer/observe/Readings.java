package dev.ondol.optimizer.observe;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The newest good reading of each point of the site, and what operators do by hand. Thread-safe.
public final class Readings {
    private final Map<PointId, Gauge> gauges = new HashMap<>();
    private final OperatorActs operators = new OperatorActs();

    private record Reading(long time, double value) {}

    /// The newest good reading of one point, for who asks for it often.
    public static final class Gauge {
        private final double low;
        private final double high;
        private final long staleMs;
        private volatile @Nullable Reading newest;

        private Gauge(Point point) {
            low = point.quantity().low();
            high = point.quantity().high();
            staleMs = point.staleAfter().toMillis();
        }

        private void accept(long time, double value) {
            Reading known = newest;
            if (value >= low && value <= high && (known == null || time >= known.time())) {
                newest = new Reading(time, value);
            }
        }

        /// The value where it is not stale.
        ///
        /// @param now plant time in milliseconds
        public OptionalDouble fresh(long now) {
            Reading reading = newest;
            return reading == null || now - reading.time() > staleMs
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(reading.value());
        }
    }

    public Readings(PointCatalog catalog) {
        catalog.all().forEach(point -> gauges.put(point.id(), new Gauge(point)));
    }

    /// Takes over the good and plausible values of a frame; older ones than those known change nothing.
    public synchronized void frame(Frame frame) {
        frame.values().forEach((id, value) -> {
            Gauge gauge = gauges.get(id);
            if (gauge != null && !frame.quality().containsKey(id)) {
                gauge.accept(frame.time(), value);
            }
        });
    }

    /// What operators do by hand.
    public OperatorActs operators() {
        return operators;
    }

    /// The value where it is not stale.
    ///
    /// @param now plant time in milliseconds
    public OptionalDouble fresh(PointId id, long now) {
        Gauge gauge = gauges.get(id);
        return gauge == null ? OptionalDouble.empty() : gauge.fresh(now);
    }

    /// The readings of one point of the site.
    public Gauge gauge(PointId id) {
        Gauge gauge = gauges.get(id);
        if (gauge == null) {
            throw new IllegalArgumentException("The point (%s) must be one of the site.".formatted(id));
        }
        return gauge;
    }

    /// Forgets everything: the clock has started a new life.
    public synchronized void clear() {
        gauges.values().forEach(gauge -> gauge.newest = null);
    }
}
