package dev.ondol.controllers.command;

import dev.ondol.controllers.verify.Inlets;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.point.SetpointLimits.SafeDirection;
import java.util.OptionalDouble;

/// What a hall gets whatever the plan says (property P16): a step towards more cooling while a rack has been above the recommended range
/// for five minutes, full cooling while one is above the allowable range.
final class Relief {
    /// Plant time in milliseconds.
    static final long PATIENCE_MS = 300_000;

    private Relief() {}

    /// Whether that set-point brings more cold air to racks.
    static boolean relieves(PointId point) {
        return point.quantity().equals(Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT.id()) || point.quantity().equals(
                Quantity.DIFFERENTIAL_PRESSURE_SETPOINT.id());
    }

    /// The value that relieves, the plan's own where that cools more; empty where nothing is to be relieved.
    ///
    /// @param wanted by the plan
    /// @param base   what is in force, or on its way
    static OptionalDouble of(PointId point, SetpointLimits limits, double wanted, double base, Observations plant,
            long now) {
        if (!relieves(point)) {
            return OptionalDouble.empty();
        }
        boolean down = limits.safe() == SafeDirection.DOWN;
        double full = down ? limits.min() : limits.max();
        String hall = point.equipment();
        if (plant.inlets().warmestC(hall, now) > Inlets.ALLOWABLE_C) {
            return OptionalDouble.of(full);
        }
        if (plant.inlets().hotFor(hall, now) < PATIENCE_MS || Double.isNaN(base)) {
            return OptionalDouble.empty();
        }
        double step = Math.clamp(base + (down ? -1 : 1) * limits.savingStep(), limits.min(), limits.max());
        return OptionalDouble.of(down ? Math.min(wanted, step) : Math.max(wanted, step));
    }
}
