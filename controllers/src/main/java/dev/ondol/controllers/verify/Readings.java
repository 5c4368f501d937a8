package dev.ondol.controllers.verify;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The newest good reading of each point. A reading with a quality code, outside the plausible range of its quantity, not
/// finite, or of an unknown point is left out, so that the point grows stale. A reading that has not moved at all while what moves it
/// did is frozen, and is left out, too. Owned by one thread.
public final class Readings {
    /// A sensor that shows the same to the last digit for so long is looked at more closely, plant time in milliseconds.
    static final long STILL_MS = 900_000;
    /// So much moves a sensor that is alive, in the unit of the point.
    static final double MOVED = 1;

    private final Map<PointId, Newest> newest = new HashMap<>();
    private @Nullable Map<PointId, Optional<Reading>> asked;

    /// @param time  plant time in milliseconds
    /// @param value in the unit of the point
    public record Reading(long time, double value) {}

    /// The newest good reading of one point, overwritten in place: all points of a site report each few minutes.
    private static final class Newest {
        private final double low;
        private final double high;
        private final long staleMs;
        private final long aheadMs;
        private @Nullable Newest mover;
        private long sameSince;
        private double moverThen = Double.NaN;
        private boolean known;
        private long time;
        private double value;

        Newest(Point point) {
            low = point.quantity().low();
            high = point.quantity().high();
            staleMs = point.staleAfter().toMillis();
            aheadMs = point.period().plus(point.latency()).toMillis();
        }

        void accept(long at, double reported) {
            if (reported >= low && reported <= high && (!known || at >= time)) {
                if (!known || reported != value || at - time > staleMs) {
                    sameSince = at;
                    moverThen = Double.NaN;
                }
                known = true;
                time = at;
                value = reported;
            }
        }

        /// Where its mover stands while it begins to show the same.
        void holdAgainstMover() {
            if (mover != null && mover.known && Double.isNaN(moverThen)) {
                moverThen = mover.value;
            }
        }

        boolean isFresh(long now) {
            return known && time >= now - staleMs && time <= now + aheadMs && !isFrozen();
        }

        /// NaN, a mover that was unknown then, says no.
        private boolean isFrozen() {
            return mover != null && time - sameSince >= STILL_MS && Math.abs(mover.value - moverThen) >= MOVED;
        }
    }

    public Readings(PointCatalog catalog) {
        catalog.all().forEach(point -> newest.put(point.id(), new Newest(point)));
        catalog.all().forEach(point -> mover(point).map(newest::get).ifPresent(mover -> Objects.requireNonNull(newest
                .get(point.id())).mover = mover));
    }

    /// What moves a sensor: of air and water the set-point of its loop, of rack inlets the supply air of their hall. Pressure
    /// has none: with fans at their least speed it stays what it is, wherever its set-point goes.
    private static Optional<PointId> mover(Point point) {
        String equipment = point.id().equipment();
        return switch (point.quantity()) {
            case SUPPLY_AIR_TEMPERATURE -> Optional.of(PointId.of(equipment, Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT));
            case SUPPLY_WATER_TEMPERATURE ->
                Optional.of(PointId.of(equipment, Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT));
            case INLET_AIR_TEMPERATURE ->
                Optional.of(PointId.of("hall-" + hall(point), Quantity.SUPPLY_AIR_TEMPERATURE));
            default -> Optional.empty();
        };
    }

    /// Of a rack: the gateway of its hall is `it-H`.
    private static String hall(Point rack) {
        return rack.source().substring("it-".length());
    }

    /// All values of a frame are of one instant: which of them comes first changes nothing.
    public void accept(Frame frame) {
        List<Newest> told = new ArrayList<>();
        frame.values().forEach((id, value) -> {
            Newest point = newest.get(id);
            if (value != null && point != null && !frame.quality().containsKey(id)) {
                point.accept(frame.time(), value);
                told.add(point);
            }
        });
        told.forEach(Newest::holdAgainstMover);
    }

    private Optional<Reading> known(PointId point) {
        return Optional.ofNullable(newest.get(point)).filter(known -> known.known)
                .map(known -> new Reading(known.time, known.value));
    }

    /// The reading, or empty where it is missing, frozen, older than 3 periods + latency, or more than a period and its latency
    /// ahead of the plant's clock.
    public Optional<Reading> fresh(PointId id, long now) {
        note(id);
        Newest point = newest.get(id);
        return point != null && point.isFresh(now)
                ? Optional.of(new Reading(point.time, point.value))
                : Optional.empty();
    }

    /// Whether [#fresh] has a reading.
    boolean isFresh(PointId id, long now) {
        note(id);
        Newest point = newest.get(id);
        return point != null && point.isFresh(now);
    }

    /// What that work asks of these readings; empty where a point had none.
    Map<PointId, Optional<Reading>> askedBy(Runnable work) {
        Map<PointId, Optional<Reading>> noted = new LinkedHashMap<>();
        asked = noted;
        try {
            work.run();
        } finally {
            asked = null;
        }
        return noted;
    }

    private void note(PointId point) {
        Map<PointId, Optional<Reading>> noted = asked;
        if (noted != null) {
            noted.computeIfAbsent(point, this::known);
        }
    }

    /// Takes over a reading as it was.
    void restore(PointId point, Reading reading) {
        Newest kept = newest.get(point);
        if (kept != null) {
            kept.accept(reading.time(), reading.value());
        }
    }

    public void clear() {
        newest.values().forEach(point -> point.known = false);
    }
}
