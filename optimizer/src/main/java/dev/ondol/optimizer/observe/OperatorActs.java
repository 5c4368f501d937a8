package dev.ondol.optimizer.observe;

import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.point.PointId;
import java.util.Set;
import java.util.stream.Collectors;

/// What operators do by hand and plans go around: set-points that they hold, units out of service. Thread-safe.
public final class OperatorActs {
    private volatile Set<PointId> held = Set.of();
    private volatile Set<String> out = Set.of();

    /// The gateway's list of what operators hold.
    public void overrides(Overrides told) {
        held = told.entries().stream().map(Overrides.Entry::point).collect(Collectors.toUnmodifiableSet());
    }

    /// Control's list of what is out of service.
    public void lockouts(Lockouts told) {
        out = told.entries().stream().map(Lockouts.Entry::unit).collect(Collectors.toUnmodifiableSet());
    }

    /// Whether an operator holds that set-point.
    boolean holds(PointId setpoint) {
        return held.contains(setpoint);
    }

    /// Whether that unit is out of service.
    boolean isOut(String unit) {
        return out.contains(unit);
    }

    /// Chillers that are out of service.
    int chillersOut() {
        return (int) out.stream().filter(unit -> unit.matches("chiller-\\d+")).count();
    }
}
