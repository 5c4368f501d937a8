package dev.ondol.optimizer.metering;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.optimizer.observe.Readings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Which part of the cooling power serves the technology loops: coolant units, facility-water pumps and dry coolers. All the rest
/// takes away what goes into the air. Guarded by its owner.
final class CoolingSplit {
    private static final List<String> LIQUID = List.of("cdu-", "dry-cooler-", "facility-pump-");

    private final List<PointId> liquid = new ArrayList<>();
    private final PointId all = PointId.of(PointCatalog.COOLING_METER, Quantity.ACTIVE_POWER);
    private final Readings readings;
    private double share;

    CoolingSplit(PointCatalog catalog, Readings readings) {
        this.readings = readings;
        for (Point point : catalog.all()) {
            String equipment = point.id().equipment();
            if (point.quantity() == Quantity.ACTIVE_POWER && LIQUID.stream().anyMatch(equipment::startsWith)) {
                liquid.add(point.id());
            }
        }
    }

    /// Share of the cooling energy for the liquid, 0 to 1; what was seen last where a meter is silent.
    double liquidShare(long now) {
        OptionalDouble wholeKw = readings.fresh(all, now);
        double kw = 0;
        for (PointId part : liquid) {
            OptionalDouble fresh = readings.fresh(part, now);
            if (fresh.isEmpty()) {
                return share;
            }
            kw += fresh.getAsDouble();
        }
        if (wholeKw.isPresent() && wholeKw.getAsDouble() > 0) {
            share = Math.clamp(kw / wholeKw.getAsDouble(), 0, 1);
        }
        return share;
    }
}
