package dev.ondol.optimizer.dispatch;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.EnergyAssets;
import dev.ondol.facility.site.EnergyAssets.HeatPump;
import dev.ondol.facility.site.Site;
import dev.ondol.optimizer.forecast.DailySeries;
import dev.ondol.optimizer.forecast.SunForecast;
import dev.ondol.optimizer.observe.Readings;
import java.util.Optional;
import java.util.OptionalDouble;

/// What telemetry says of the energy assets and of the power that they serve: load and sun to come, the month's peak, what the heat
/// pump gives for its power. One thread.
final class AssetWatch {
    private static final PointId FACILITY = PointId.of(PointCatalog.FACILITY_METER, Quantity.ACTIVE_POWER);
    private static final PointId GRID = PointId.of(PointCatalog.GRID_METER, Quantity.ACTIVE_POWER);
    private static final PointId SUN = PointId.of(PointCatalog.PHOTOVOLTAICS, Quantity.ACTIVE_POWER);
    private static final PointId CHARGE = PointId.of(PointCatalog.BATTERY, Quantity.STATE_OF_CHARGE);
    private static final PointId PUMP = PointId.of(PointCatalog.HEAT_PUMP, Quantity.ACTIVE_POWER);
    private static final PointId HEAT = PointId.of(PointCatalog.HEAT_PUMP, Quantity.THERMAL_POWER);
    private static final double LEARNING = 0.2;
    /// Share of the capacity from which on a coefficient of performance is believed.
    private static final double RUNS = 0.15;

    private final Readings readings;
    private final DailySeries loadKw;
    private final Optional<SunForecast> sun;
    private final Optional<HeatPump> pump;
    private final boolean battery;
    private final DemandPeak peak;
    private double cop;
    private double heatKw;
    private boolean running;

    AssetWatch(Site site, EnergyAssets assets, Readings readings, EnergyMarket market) {
        this.readings = readings;
        loadKw = new DailySeries(0, site.location().longitude());
        sun = assets.pv().map(spec -> new SunForecast(spec, site.location()));
        pump = assets.heatPump();
        battery = assets.battery().isPresent();
        peak = new DemandPeak(market);
        cop = pump.map(HeatPump::cop).orElse(1.0);
        heatKw = pump.map(spec -> spec.capacityW() / 1000).orElse(0.0);
    }

    /// Looks at the meters; false where one that is needed is silent.
    ///
    /// @param now plant time in milliseconds
    boolean look(long now) {
        OptionalDouble facility = readings.fresh(FACILITY, now);
        OptionalDouble grid = readings.fresh(GRID, now);
        OptionalDouble electric = readings.fresh(PUMP, now);
        OptionalDouble heat = readings.fresh(HEAT, now);
        if (facility.isEmpty() || grid.isEmpty() || pump.isPresent() && (electric.isEmpty() || heat.isEmpty())
                || battery && charge(now).isEmpty()) {
            return false;
        }
        peak.observe(now, grid.getAsDouble());
        loadKw.observe(now, facility.getAsDouble() - electric.orElse(0));
        sun.ifPresent(forecast -> readings.fresh(SUN, now).ifPresent(kw -> forecast.observe(now, kw)));
        running = pump.isPresent() && heat.getAsDouble() > RUNS * pump.get().capacityW() / 1000;
        if (running) {
            heatKw = heat.getAsDouble();
            cop += LEARNING * (Math.clamp(heatKw / Math.max(1, electric.getAsDouble()), 1.5, 10) - cop);
        }
        return true;
    }

    /// State of charge, 0 to 1; empty where it is not known.
    OptionalDouble charge(long now) {
        OptionalDouble percent = readings.fresh(CHARGE, now);
        return percent.isPresent() ? OptionalDouble.of(percent.getAsDouble() / 100) : percent;
    }

    /// Whether the heat pump runs.
    boolean running() {
        return running;
    }

    /// Highest quarter of an hour of the month so far, kW.
    double peakKw() {
        return peak.kw();
    }

    /// Chance that a new peak of now stays the month's, 0 to 1.
    double staying(long now) {
        return peak.staying(now);
    }

    /// Expected power of the facility without the heat pump, kW.
    double loadKw(long time) {
        return loadKw.at(time);
    }

    /// Expected power of the photovoltaics, kW.
    double sunKw(long time) {
        return sun.isPresent() ? sun.get().at(time) : 0;
    }

    /// Heat that the district takes when the heat pump runs, kW: what it took when it ran last.
    double heatKw() {
        return heatKw;
    }

    /// What the heat pump draws then, kW.
    double pumpKw() {
        return heatKw / cop;
    }
}
