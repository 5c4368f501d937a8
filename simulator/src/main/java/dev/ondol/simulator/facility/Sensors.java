package dev.ondol.simulator.facility;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.AirHandlers;
import dev.ondol.facility.site.CoolantUnits;
import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.air.HallAir;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.liquid.FacilityWater;
import dev.ondol.simulator.liquid.TechnologyLoop;
import dev.ondol.simulator.plant.WaterPlant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/// What the facility's sensors show. Units of a kind share their state in the equations; where real ones would differ, each
/// shows it with a fixed deviation of at most 2 % that averages to nothing over the units. Power of a loss (UPS,
/// distribution) is the loss. Powers in kW, temperatures in Celsius, flows in L/s and m3/s, shares in percent.
final class Sensors {
    private static final double SPREAD = 0.02;
    private static final double PERCENT = 100;

    private final Site site;
    private final Facility facility;
    private final SplittableRandom random;
    private Map<PointId, DoubleSupplier> sensors = Map.of();

    Sensors(Site site, Facility facility, long seed) {
        this.site = site;
        this.facility = facility;
        random = new SplittableRandom(seed ^ 0x5EED);
    }

    void install(Map<PointId, DoubleSupplier> into) {
        sensors = into;
        int rack = 0;
        for (int h = 0; h < site.halls().size(); h++) {
            hall(h, site.halls().get(h));
            rack = racks(h, rack);
        }
        nodes();
        chilledWater();
        condenserWater();
        facility.facilityWater().ifPresent(this::facilityWater);
        electrical();
        String station = PointCatalog.WEATHER_STATION;
        put(station, Quantity.DRY_BULB_TEMPERATURE, () -> facility.air().dryBulbC());
        put(station, Quantity.WET_BULB_TEMPERATURE, () -> facility.air().wetBulbC());
        put(station, Quantity.RELATIVE_HUMIDITY, () -> PERCENT * facility.air().relativeHumidity());
        put(station, Quantity.WIND_SPEED, () -> facility.air().windMS());
    }

    private void hall(int h, Hall hall) {
        HallAir air = facility.hall(h);
        String name = hall.equipment();
        put(name, Quantity.SUPPLY_AIR_TEMPERATURE, air::supplyC);
        put(name, Quantity.RETURN_AIR_TEMPERATURE, air::returnC);
        put(name, Quantity.DIFFERENTIAL_PRESSURE, air::pressurePa);
        put(name, Quantity.AIRFLOW, air::airflowM3S);
        AirHandlers crah = hall.crah().orElseThrow();
        double[] spread = spread(crah.units());
        for (int n = 0; n < crah.units(); n++) {
            String unit = PointCatalog.unit("crah-" + hall.id(), n + 1);
            double factor = 1 + spread[n];
            double offsetK = 10 * spread[n];
            put(unit, Quantity.SUPPLY_AIR_TEMPERATURE, () -> air.supplyC() + offsetK);
            put(unit, Quantity.FAN_SPEED, () -> Math.min(PERCENT, PERCENT * air.fanSpeed() * factor));
            put(unit, Quantity.VALVE_POSITION, () -> Math.min(PERCENT, PERCENT * air.valve() * factor));
            put(unit, Quantity.ACTIVE_POWER, () -> kilo(air.fanW()) / crah.units() * factor);
        }
        if (hall.cdu().isPresent() && facility.loop(h).isPresent()) {
            coolant(hall, hall.cdu().get(), facility.loop(h).get());
        }
        String it = "it-" + hall.id();
        put(it, Quantity.ACTIVE_POWER, () -> kilo(facility.hallItW(h)));
        put(it, Quantity.GPUS_ALLOCATED, () -> allocated(h));
    }

    private double allocated(int h) {
        ItLoad it = facility.it();
        int sum = 0;
        for (int node = 0; node < it.nodes(); node++) {
            sum += it.hallOf(node) == h ? it.allocatedGpus(node) : 0;
        }
        return sum;
    }

    private void coolant(Hall hall, CoolantUnits cdu, TechnologyLoop loop) {
        String name = PointCatalog.technologyLoop(hall.id());
        put(name, Quantity.SUPPLY_WATER_TEMPERATURE, loop::supplyC);
        put(name, Quantity.RETURN_WATER_TEMPERATURE, loop::returnC);
        put(name, Quantity.WATER_FLOW, loop::flowLS);
        put(name, Quantity.THERMAL_POWER, () -> kilo(loop.heatW()));
        double[] spread = spread(cdu.units());
        for (int n = 0; n < cdu.units(); n++) {
            String unit = PointCatalog.unit("cdu-" + hall.id(), n + 1);
            boolean runs = n < loop.duty();
            double factor = 1 + spread[n];
            double offsetK = 10 * spread[n];
            put(unit, Quantity.SUPPLY_WATER_TEMPERATURE, () -> loop.supplyC() + (runs ? offsetK : 0));
            put(unit, Quantity.PUMP_SPEED, () -> runs ? PERCENT : 0);
            put(unit, Quantity.ACTIVE_POWER, () -> runs ? kilo(loop.pumpW()) / loop.duty() * factor : 0);
        }
    }

    private int racks(int hall, int first) {
        ItLoad it = facility.it();
        int rack = first;
        while (rack < it.racks() && it.hallOfRack(rack) == hall) {
            int r = rack;
            put(it.rackName(r), Quantity.INLET_AIR_TEMPERATURE, () -> it.inletC(r));
            put(it.rackName(r), Quantity.ACTIVE_POWER, () -> kilo(it.rackPowerW(r)));
            rack++;
        }
        return rack;
    }

    private void nodes() {
        ItLoad it = facility.it();
        for (int node = 0; node < it.nodes(); node++) {
            int n = node;
            put(it.nodeName(n), Quantity.ACTIVE_POWER, () -> kilo(it.nodePowerW(n)));
            put(it.nodeName(n), Quantity.GPUS_ALLOCATED, () -> it.allocatedGpus(n));
        }
    }

    private void chilledWater() {
        WaterPlant plant = facility.plant();
        String name = PointCatalog.CHILLED_WATER;
        put(name, Quantity.SUPPLY_WATER_TEMPERATURE, plant.chilled()::supplyC);
        put(name, Quantity.RETURN_WATER_TEMPERATURE, plant.chilled()::returnC);
        put(name, Quantity.WATER_FLOW, plant::chilledLS);
        put(name, Quantity.THERMAL_POWER, () -> kilo(plant.economizerW() + plant.chillerHeatW()));
        CoolingPlant cooling = site.cooling();
        int chillers = cooling.chillers().orElseThrow().units();
        double[] spread = spread(chillers);
        for (int n = 0; n < chillers; n++) {
            String unit = PointCatalog.unit("chiller", n + 1);
            int index = n;
            double factor = 1 + spread[n];
            put(unit, Quantity.RUN_STATUS, () -> index < plant.chillersRunning() ? 1 : 0);
            put(unit, Quantity.LOAD_RATIO,
                    () -> index < plant.chillersRunning() ? PERCENT * plant.chillerLoad() * factor : 0);
            put(unit, Quantity.SUPPLY_WATER_TEMPERATURE, plant.chilled()::supplyC);
            put(unit, Quantity.ACTIVE_POWER,
                    () -> index < plant.chillersRunning() ? kilo(plant.chillerW()) / plant.chillersRunning() : 0);
        }
        cooling.economizer().ifPresent(plates -> {
            for (int n = 1; n <= plates.units(); n++) {
                String unit = PointCatalog.unit("economizer", n);
                put(unit, Quantity.RUN_STATUS, () -> plant.economizing() ? 1 : 0);
                put(unit, Quantity.THERMAL_POWER, () -> kilo(plant.economizerW()) / plates.units());
            }
        });
        cooling.chilledPumps().ifPresent(
                pumps -> pumps("chilled-pump", pumps, plant::chilledPumpSpeed, plant::chilledPumpW));
    }

    private void condenserWater() {
        WaterPlant plant = facility.plant();
        String name = PointCatalog.CONDENSER_WATER;
        put(name, Quantity.SUPPLY_WATER_TEMPERATURE, plant.condenser()::supplyC);
        put(name, Quantity.RETURN_WATER_TEMPERATURE, plant.condenser()::returnC);
        put(name, Quantity.WATER_FLOW, plant::condenserLS);
        site.cooling().towers()
                .ifPresent(towers -> fans("tower", towers.units(), plant::towerFanSpeed, plant::towerFanW));
        put(PointCatalog.WATER_METER, Quantity.MAKEUP_WATER_VOLUME, () -> facility.meter().waterM3());
        site.cooling().condenserPumps().ifPresent(
                pumps -> pumps("condenser-pump", pumps, plant::condenserPumpSpeed, plant::condenserPumpW));
    }

    private void facilityWater(FacilityWater water) {
        String name = PointCatalog.FACILITY_WATER;
        put(name, Quantity.SUPPLY_WATER_TEMPERATURE, water.loop()::supplyC);
        put(name, Quantity.RETURN_WATER_TEMPERATURE, water.loop()::returnC);
        put(name, Quantity.WATER_FLOW, water::flowLS);
        put(name, Quantity.THERMAL_POWER, () -> kilo(water.dryCoolerW() + water.tiedW()));
        site.cooling().dryCoolers()
                .ifPresent(coolers -> fans("dry-cooler", coolers.units(), water::fanSpeed, water::fanW));
        site.cooling().facilityPumps()
                .ifPresent(pumps -> pumps("facility-pump", pumps, water::pumpSpeed, water::pumpW));
    }

    private void fans(String kind, int units, DoubleSupplier speed, DoubleSupplier powerW) {
        double[] spread = spread(units);
        for (int n = 0; n < units; n++) {
            String unit = PointCatalog.unit(kind, n + 1);
            double factor = 1 + spread[n];
            put(unit, Quantity.FAN_SPEED, () -> Math.min(PERCENT, PERCENT * speed.getAsDouble() * factor));
            put(unit, Quantity.ACTIVE_POWER, () -> kilo(powerW.getAsDouble()) / units * factor);
        }
    }

    /// Duty pumps run, spares stand still.
    private void pumps(String kind, CoolingPlant.Pumps pumps, DoubleSupplier speed, DoubleSupplier powerW) {
        double[] spread = spread(pumps.duty());
        for (int n = 0; n < pumps.units(); n++) {
            String unit = PointCatalog.unit(kind, n + 1);
            boolean runs = n < pumps.duty();
            double factor = runs ? 1 + spread[n] : 0;
            put(unit, Quantity.PUMP_SPEED, () -> Math.min(110, PERCENT * speed.getAsDouble() * factor));
            put(unit, Quantity.ACTIVE_POWER, () -> kilo(powerW.getAsDouble()) / pumps.duty() * factor);
        }
    }

    private void electrical() {
        EnergyMeter meter = facility.meter();
        put(PointCatalog.FACILITY_METER, Quantity.ACTIVE_POWER, () -> kilo(meter.facilityW()));
        put(PointCatalog.FACILITY_METER, Quantity.ACTIVE_ENERGY, meter::facilityKwh);
        put(PointCatalog.IT_METER, Quantity.ACTIVE_POWER, () -> kilo(meter.powerW(Subsystem.IT)));
        put(PointCatalog.IT_METER, Quantity.ACTIVE_ENERGY, () -> meter.kwh(Subsystem.IT));
        put(PointCatalog.COOLING_METER, Quantity.ACTIVE_POWER, () -> kilo(meter.coolingW()));
        put(PointCatalog.COOLING_METER, Quantity.ACTIVE_ENERGY, meter::coolingKwh);
        int sides = site.electrical().ups().sides();
        for (int side = 0; side < sides; side++) {
            String unit = PointCatalog.UPS + "-" + (char) ('a' + side);
            put(unit, Quantity.LOAD_RATIO, () -> PERCENT * facility.power()
                    .upsLoad(meter.powerW(Subsystem.IT) + meter.powerW(Subsystem.DISTRIBUTION_LOSS)));
            put(unit, Quantity.ACTIVE_POWER, () -> kilo(meter.powerW(Subsystem.UPS_LOSS)) / sides);
        }
        put(PointCatalog.DISTRIBUTION, Quantity.ACTIVE_POWER,
                () -> kilo(meter.powerW(Subsystem.DISTRIBUTION_LOSS)));
    }

    /// Deviations of at most 2 % that add up to zero.
    private double[] spread(int units) {
        double[] spread = new double[units];
        double mean = 0;
        for (int i = 0; i < units; i++) {
            spread[i] = random.nextDouble(-SPREAD / 2, SPREAD / 2);
            mean += spread[i] / units;
        }
        for (int i = 0; i < units; i++) {
            spread[i] -= mean;
        }
        return spread;
    }

    private void put(String equipment, Quantity quantity, DoubleSupplier reading) {
        sensors.put(PointId.of(equipment, quantity), reading);
    }

    private static double kilo(double watts) {
        return watts / 1000;
    }
}
