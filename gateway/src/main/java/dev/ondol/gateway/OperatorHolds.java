package dev.ondol.gateway;

import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The set-points that an operator holds: priority 8 of the plant's array. Above it stand only the interlocks (1, 2), below it the
/// optimizer (12) and the local rules, which go on from the value in force when the operator lets go. Ends are counted by a clock that
/// never jumps; wall time counts only across a restart, and then never for longer than was asked. Confined to one thread.
final class OperatorHolds {
    /// The longest an override may hold by time, seconds of wall time; longer ones are held until released.
    static final long LONGEST_S = 7 * 86_400;
    /// An override that has been under way for longer is not what its operator looks at any more, wall milliseconds.
    static final long TOO_OLD_MS = 60_000;
    private static final int REMEMBERED = 1_000;

    private final PointCatalog catalog;
    private final Plant plant;
    private final InstantSource wall;
    private final Map<PointId, Held> held = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    /// @param endsMs by the clock that never jumps
    private record Held(Overrides.Entry entry, long endsMs) {}

    /// @param kept   of an earlier life; what has not ended meanwhile is in force again
    /// @param wallMs now, by the clock that never jumps
    OperatorHolds(PointCatalog catalog, Plant plant, InstantSource wall, List<Overrides.Entry> kept, long wallMs) {
        this.catalog = catalog;
        this.plant = plant;
        this.wall = wall;
        long now = wall.millis();
        for (Overrides.Entry entry : kept) {
            Long until = entry.until();
            long leftMs = until == null ? Long.MAX_VALUE : Math.min(until - now, until - entry.since());
            if (leftMs > 0 && plant.write(entry.point(), entry.value())) {
                held.put(entry.point(), new Held(entry, until == null ? Long.MAX_VALUE : wallMs + leftMs));
                remember(entry.id());
            }
        }
    }

    /// Whether an operator holds that set-point.
    boolean holds(PointId point) {
        return held.containsKey(point);
    }

    /// Carries out an override; the same one a second time changes nothing.
    ///
    /// @return "done", or why not
    String hold(Intervention asked, long wallMs) {
        Optional<Point> point = point(asked.target());
        Double value = asked.value();
        Long seconds = asked.seconds();
        if (known.contains(asked.id())) {
            return "done";
        }
        if (wall.millis() - asked.wall() > TOO_OLD_MS) {
            return "too-old";
        }
        if (point.isEmpty() || point.get().limits().isEmpty()) {
            return "not-writable";
        }
        if (value == null || !point.get().limits().get().contains(value)) {
            return "outside-envelope";
        }
        if (seconds != null && (seconds < 1 || seconds > LONGEST_S)) {
            return "bad-duration";
        }
        if (!plant.write(point.get().id(), value)) {
            return "refused";
        }
        remember(asked.id());
        put(asked, point.get().id(), value, seconds, wallMs);
        return "done";
    }

    private void put(Intervention asked, PointId point, double value, @Nullable Long seconds, long wallMs) {
        long now = wall.millis();
        held.put(point, new Held(new Overrides.Entry(asked.id(), point, value, asked.principal(), asked.reason(), now,
                seconds == null ? null : now + 1_000 * seconds),
                seconds == null
                        ? Long.MAX_VALUE
                        : wallMs + 1_000 * seconds));
    }

    /// Lets go of a set-point.
    ///
    /// @return "done", or "not-held"
    String release(Intervention asked) {
        Optional<PointId> point = point(asked.target()).map(Point::id).filter(held::containsKey);
        point.ifPresent(id -> {
            held.remove(id);
            plant.relinquish(id);
        });
        return point.isPresent() ? "done" : "not-held";
    }

    /// Lets go of what has run out.
    void expire(long wallMs) {
        for (Iterator<Held> all = held.values().iterator(); all.hasNext();) {
            Held one = all.next();
            if (one.endsMs() <= wallMs) {
                all.remove();
                plant.relinquish(one.entry().point());
            }
        }
    }

    /// Everything was given back to the local rules: what an operator holds is his all the same.
    void reassert() {
        held.values().forEach(one -> plant.write(one.entry().point(), one.entry().value()));
    }

    List<Overrides.Entry> entries() {
        List<Overrides.Entry> entries = new ArrayList<>();
        held.values().forEach(one -> entries.add(one.entry()));
        return entries;
    }

    private Optional<Point> point(String name) {
        try {
            return catalog.find(PointId.of(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void remember(String id) {
        known.add(id);
        if (known.size() > REMEMBERED) {
            known.remove(known.iterator().next());
        }
    }
}
