package dev.ondol.optimizer.dispatch;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.market.MarketData;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.EnergyAssets;
import dev.ondol.facility.site.EnergyAssets.Battery;
import dev.ondol.facility.site.Site;
import dev.ondol.optimizer.dispatch.Courses.Worth;
import dev.ondol.optimizer.observe.Readings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/// Dispatches battery and heat pump of a site over the next 24 hours, anew at each planning cycle: the battery by price, demand
/// charge and CO2; the heat pump where what its heat brings is more than its power costs. What telemetry does not tell is left
/// alone: then the plant's own rules work. One thread.
public final class AssetDispatch {
    private static final PointId BATTERY = PointId.of(PointCatalog.BATTERY, Quantity.ACTIVE_POWER_SETPOINT);
    private static final PointId LIMIT = PointId.of(PointCatalog.BATTERY, Quantity.IMPORT_LIMIT_SETPOINT);
    private static final PointId HEAT_PUMP = PointId.of(PointCatalog.HEAT_PUMP, Quantity.LOAD_SETPOINT);
    private static final long QUARTER = 900_000;
    private static final int QUARTERS = 96;
    private static final double HOUR = 3_600_000;
    /// A start of the heat pump counts as so many hours of its power.
    private static final double START_HOURS = 0.1;
    /// What a kWh held ready for an hour is worth / the demand charge of a kW. A choice: 0.5 won at 8,320 won/kW, enough to fill a
    /// battery before hours that count where that costs nothing else, too little to miss a dear hour.
    private static final double READY = 6e-5;
    private static final double ON = 100;

    private final EnergyAssets assets;
    private final EnergyMarket market;
    private final AssetWatch watch;
    private final BatteryModel battery;

    private AssetDispatch(Site site, EnergyAssets assets, Readings readings, EnergyMarket market) {
        this.assets = assets;
        this.market = market;
        watch = new AssetWatch(site, assets, readings, market);
        battery = assets.battery().map(BatteryModel::of).orElseGet(BatteryModel::none);
    }

    /// @param assets of the site
    public static AssetDispatch of(Site site, EnergyAssets assets, Readings readings, EnergyMarket market) {
        return new AssetDispatch(site, assets, readings, market);
    }

    /// The set-points of the assets; none where a meter is silent or the assets are not in use.
    ///
    /// @param cycle plant time of the planning cycle in milliseconds
    /// @param now   newest plant time in milliseconds
    public List<SetpointSteps> plan(long cycle, long now) {
        if (!watch.look(now)) {
            return List.of();
        }
        OptionalDouble charge = watch.charge(now);
        List<Slot> slots = slots(cycle);
        MarketData data = market.data();
        Worth worth = new Worth(data.wearPerKwh(), START_HOURS * watch.pumpKw() * market.pricePerKwh(cycle), READY
                * data.demandPerKwMonth());
        Course course = new Courses(slots, battery, worth).cheapest(battery.position(charge.orElse(0)), watch.running(),
                watch.peakKw(),
                data.demandPerKwMonth() * watch.staying(now));
        List<SetpointSteps> setpoints = new ArrayList<>();
        if (assets.battery().isPresent()) {
            double mostKw = assets.battery().map(Battery::powerW).orElse(0.0) / 1000;
            setpoints.add(new SetpointSteps(BATTERY, steps(slots, slot -> Math.clamp(Math.rint(course.batteryKw().get(
                    slot)), -mostKw, mostKw)), course.peakKw() > watch.peakKw() ? "Demand charge" : "Energy price"));
        }
        if (assets.battery().isPresent()) {
            double limitKw = Math.ceil(Math.max(course.peakKw(), watch.peakKw()));
            setpoints.add(new SetpointSteps(LIMIT, steps(slots, slot -> slots.get(slot).demandCounts()
                    ? limitKw
                    : PointCatalog.UNLIMITED_KW), "Demand charge"));
        }
        if (assets.heatPump().isPresent()) {
            setpoints.add(new SetpointSteps(HEAT_PUMP, steps(slots, slot -> course.heatPump().get(slot) ? ON : 0),
                    course.heatPump().getFirst() ? "Heat price" : "Energy price"));
        }
        return setpoints;
    }

    private List<Slot> slots(long cycle) {
        List<Slot> slots = new ArrayList<>();
        long at = cycle;
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            long end = (Math.floorDiv(at, QUARTER) + 1) * QUARTER;
            slots.add(slot(at, end));
            at = end;
        }
        return slots;
    }

    private Slot slot(long at, long end) {
        MarketData data = market.data();
        long middle = (at + end) / 2;
        double price = market.pricePerKwh(middle) + data.carbonPerKg() * market.carbonKgPerKwh(middle);
        double heatPerHour = watch.heatKw() * (data.heatPerKwh() + data.carbonPerKg() * data.heatSparesKgPerKwh());
        return new Slot(at, (end - at) / HOUR, price, market.demandCounts(middle), watch.loadKw(middle), watch.sunKw(
                middle), assets.heatPump().isPresent() ? watch.pumpKw() : 0, heatPerHour);
    }

    /// One step for each change.
    private static List<Step> steps(List<Slot> slots, IntToDoubleFunction value) {
        List<Step> steps = new ArrayList<>();
        for (int slot = 0; slot < slots.size(); slot++) {
            double wanted = value.applyAsDouble(slot);
            if (steps.isEmpty() || steps.getLast().value() != wanted) {
                steps.add(new Step(slots.get(slot).at(), wanted));
            }
        }
        return steps;
    }
}
