package dev.ondol.controllers.verify;

import dev.ondol.controllers.verify.Readings.Reading;
import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.util.List;
import java.util.Optional;

/// What a battery must not be told: to charge when it is full, to discharge when it is empty, to feed the grid. Its own management
/// would refuse the first two; a plan that wants them has lost sight of it.
final class StorageLimits {
    static final PointId SETPOINT = PointId.of(PointCatalog.BATTERY, Quantity.ACTIVE_POWER_SETPOINT);
    private static final PointId CHARGE = PointId.of(PointCatalog.BATTERY, Quantity.STATE_OF_CHARGE);
    private static final PointId POWER = PointId.of(PointCatalog.BATTERY, Quantity.ACTIVE_POWER);
    private static final PointId GRID = PointId.of(PointCatalog.GRID_METER, Quantity.ACTIVE_POWER);
    /// Readings without which nothing is written.
    static final List<PointId> INPUTS = List.of(CHARGE, POWER, GRID);
    /// Charge that is used, percent; the gauge may be off by as much as its margin.
    private static final double EMPTY = 10;
    private static final double FULL = 95;
    private static final double GAUGE = 1.5;

    private StorageLimits() {}

    /// @param valueKw wanted, positive: it discharges
    /// @param now     plant time in milliseconds; the inputs are fresh
    static Optional<Rejected> broken(double valueKw, Readings readings, long now) {
        double charge = fresh(readings, CHARGE, now);
        if (valueKw < 0 && charge > FULL + GAUGE || valueKw > 0 && charge < EMPTY - GAUGE) {
            return Optional.of(new Rejected(Reason.BATTERY_LIMITS, "%s = %s does not fit a charge of %.1f %%."
                    .formatted(SETPOINT, valueKw, charge)));
        }
        double withoutKw = fresh(readings, GRID, now) + fresh(readings, POWER, now);
        return valueKw > Math.max(0, withoutKw)
                ? Optional.of(new Rejected(Reason.FEEDS_GRID, "%s = %s is more than the %.1f kW that the site needs."
                        .formatted(SETPOINT, valueKw, withoutKw)))
                : Optional.empty();
    }

    private static double fresh(Readings readings, PointId point, long now) {
        return readings.fresh(point, now).map(Reading::value).orElseThrow();
    }
}
