package dev.ondol.optimizer.metering;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.price.Tariff;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The site's counters of energy and water, read one after the other. While one of them is silent nothing is counted, and what
/// they counted meanwhile comes with the next reading; one that has gone back begins anew. Guarded by its owner.
final class SiteCounters {
    private static final double LITRES_PER_M3 = 1000;
    private static final double MOST_GRID = 10;
    private static final PointId FACILITY = energy(PointCatalog.FACILITY_METER);
    private static final PointId IT = energy(PointCatalog.IT_METER);
    private static final PointId COOLING = energy(PointCatalog.COOLING_METER);
    private static final PointId WATER = PointId.of(PointCatalog.WATER_METER, Quantity.MAKEUP_WATER_VOLUME);
    private static final PointId GRID_KW = PointId.of(PointCatalog.GRID_METER, Quantity.ACTIVE_POWER);
    private static final PointId FACILITY_KW = PointId.of(PointCatalog.FACILITY_METER, Quantity.ACTIVE_POWER);

    private record Stand(long time, double facilityKwh, double itKwh, double coolingKwh, double waterM3) {}

    private final Readings readings;
    private final Tariff tariff;
    private final boolean water;
    private @Nullable Stand last;

    SiteCounters(PointCatalog catalog, Readings readings, Tariff tariff) {
        this.readings = readings;
        this.tariff = tariff;
        water = catalog.find(WATER).isPresent();
    }

    private static PointId energy(String meter) {
        return PointId.of(meter, Quantity.ACTIVE_ENERGY);
    }

    /// Time of the newest reading; empty before the first.
    Optional<Long> time() {
        return Optional.ofNullable(last).map(Stand::time);
    }

    /// Reads the counters.
    ///
    /// @param now plant time in milliseconds
    /// @return what they have counted since the reading before; empty where there is none or one is silent
    Optional<Counted> read(long now) {
        OptionalDouble facility = readings.fresh(FACILITY, now);
        OptionalDouble it = readings.fresh(IT, now);
        OptionalDouble cooling = readings.fresh(COOLING, now);
        OptionalDouble litres = water ? readings.fresh(WATER, now) : OptionalDouble.of(0);
        Stand before = last;
        if (facility.isEmpty() || it.isEmpty() || cooling.isEmpty() || litres.isEmpty()
                || before != null && now <= before.time()) {
            return Optional.empty();
        }
        Stand stand = new Stand(now, facility.getAsDouble(), it.getAsDouble(), cooling.getAsDouble(), litres
                .getAsDouble());
        last = stand;
        return before == null || wentBack(before, stand) ? Optional.empty() : Optional.of(between(before, stand));
    }

    private static boolean wentBack(Stand before, Stand now) {
        return now.facilityKwh() < before.facilityKwh() || now.itKwh() < before.itKwh()
                || now.coolingKwh() < before.coolingKwh() || now.waterM3() < before.waterM3();
    }

    private Counted between(Stand before, Stand now) {
        double itKwh = now.itKwh() - before.itKwh();
        double coolingKwh = now.coolingKwh() - before.coolingKwh();
        double grid = fromGrid(now.time());
        return new Counted(itKwh, coolingKwh, now.facilityKwh() - before.facilityKwh() - itKwh - coolingKwh,
                LITRES_PER_M3 * (now.waterM3() - before.waterM3()),
                grid * tariff.carbonKgPerKwh(before.time(), now.time()),
                grid * tariff.pricePerKwh(before.time(), now.time()));
    }

    /// kWh from the grid for each kWh behind the meter: less than 1 while sun or battery help, more while the battery is charged.
    private double fromGrid(long now) {
        OptionalDouble grid = readings.fresh(GRID_KW, now);
        OptionalDouble facility = readings.fresh(FACILITY_KW, now);
        return grid.isPresent() && facility.isPresent() && facility.getAsDouble() > 0
                ? Math.clamp(grid.getAsDouble() / facility.getAsDouble(), 0, MOST_GRID)
                : 1;
    }
}
