package dev.ondol.controllers.intervention;

import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The units that operators have taken out of service. Owned by one thread.
public final class OutOfService {
    private final Set<String> units;
    private final Map<String, Lockouts.Entry> out = new LinkedHashMap<>();

    /// @param catalog whose equipment may be taken out: units that have readings of their own
    public OutOfService(PointCatalog catalog) {
        Set<String> known = new HashSet<>();
        for (Point point : catalog.all()) {
            known.add(point.id().equipment());
        }
        for (Point point : catalog.writable()) {
            if (!isNode(point.id().equipment())) {
                known.remove(point.id().equipment()); // a hall or a loop is no unit
            }
        }
        units = Set.copyOf(known);
    }

    private static boolean isNode(String equipment) {
        return equipment.startsWith("node-");
    }

    /// Carries out a lockout or a return; the same one a second time changes nothing.
    ///
    /// @param wall wall time in milliseconds
    /// @return "done", or why not
    public String decide(Intervention asked, long wall) {
        return switch (asked.action()) {
            case LOCK_OUT -> {
                if (!units.contains(asked.target())) {
                    yield "no-such-unit";
                }
                out.putIfAbsent(asked.target(), new Lockouts.Entry(asked.id(), asked.target(), asked.principal(), asked
                        .reason(), wall));
                yield "done";
            }
            case RETURN -> out.remove(asked.target()) == null ? "not-locked-out" : "done";
            case OVERRIDE, RELEASE -> throw new IllegalArgumentException("The action (%s) must be control's."
                    .formatted(asked.action()));
        };
    }

    /// Takes up what is remembered of an earlier life. Where two memories differ a unit counts as out: that is the safe side, and an
    /// operator sees it.
    public void restore(Collection<Lockouts.Entry> remembered) {
        for (Lockouts.Entry entry : remembered) {
            if (units.contains(entry.unit())) {
                out.putIfAbsent(entry.unit(), entry);
            }
        }
    }

    public Lockouts lockouts() {
        return new Lockouts(new ArrayList<>(out.values()));
    }

    /// Names of the units.
    public Set<String> units() {
        return Set.copyOf(out.keySet());
    }
}
