package dev.ondol.facility.point;

import dev.ondol.facility.point.SetpointLimits.SafeDirection;
import dev.ondol.facility.site.CoolantUnits;
import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.Counters;
import dev.ondol.facility.site.Electrical;
import dev.ondol.facility.site.EnergyAssets;
import dev.ondol.facility.site.Envelope;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// All points of a site, derived from its equipment, grouped by the gateway source that publishes them:
/// `hall-h3` (units of the hall, 15 s), `it-h3` (racks and nodes, 60 s), `plant` (15 s), `electrical` (60 s; generation,
/// storage and heat recovery too, silent where they are not in use), `weather` (60 s). Immutable.
public final class PointCatalog {
    /// Equipment names that do not come from the site file.
    public static final String CHILLED_WATER = "chilled-water";
    public static final String CONDENSER_WATER = "condenser-water";
    public static final String FACILITY_WATER = "facility-water";
    public static final String WEATHER_STATION = "weather-station";
    public static final String FACILITY_METER = "meter-facility";
    public static final String IT_METER = "meter-it";
    public static final String COOLING_METER = "meter-cooling";
    public static final String WATER_METER = "meter-water";
    public static final String UPS = "ups";
    /// The network that ties GPU racks together.
    public static final String FABRIC = "fabric";
    /// Racks of processors and storage.
    public static final String SERVICE_RACKS = "service-racks";
    public static final String DISTRIBUTION = "distribution";
    /// The meter of the grid: what is drawn from it, below 0 what is fed in.
    public static final String GRID_METER = "meter-grid";
    public static final String PHOTOVOLTAICS = "photovoltaics";
    public static final String BATTERY = "battery";
    public static final String HEAT_PUMP = "heat-pump";

    /// Limits of the coolant flow / design flow. Half of the design flow is what cold plates and couplings of the published loops
    /// are still measured at (Open Compute Project, cold-plate loop of an accelerator module); the rest is a calibration.
    private static final double LEAST_COOLANT = 0.5;
    private static final double COOLANT_STEP = 0.05;
    private static final double COOLANT_DEADBAND = 0.005;

    private static final Duration FAST = Duration.ofSeconds(15);
    private static final Duration SLOW = Duration.ofSeconds(60);
    private static final Duration LATENCY = Duration.ofSeconds(5);

    private final Map<PointId, Point> points = new LinkedHashMap<>();
    private final Map<String, List<Point>> bySource = new LinkedHashMap<>();
    private final List<Point> writable = new ArrayList<>();
    private final Map<PointId, Double> counterModuli;

    private PointCatalog(Map<PointId, Double> counterModuli) {
        this.counterModuli = counterModuli;
    }

    public static PointCatalog of(Site site) {
        PointCatalog catalog = new PointCatalog(site.counters().map(PointCatalog::moduli).orElse(Map.of()));
        site.halls().forEach(hall -> catalog.hall(site, hall));
        catalog.plant(site);
        catalog.electrical(site);
        site.assets().ifPresent(catalog::energy);
        catalog.sensors("weather", SLOW, WEATHER_STATION, Quantity.DRY_BULB_TEMPERATURE, Quantity.WET_BULB_TEMPERATURE,
                Quantity.RELATIVE_HUMIDITY, Quantity.WIND_SPEED);
        return catalog;
    }

    /// Some points of a site, as one gateway of several has them.
    ///
    /// @throws IllegalArgumentException if a point stands twice
    public static PointCatalog of(Collection<Point> some) {
        PointCatalog catalog = new PointCatalog(Map.of());
        some.forEach(catalog::add);
        return catalog;
    }

    public Optional<Point> find(PointId id) {
        return Optional.ofNullable(points.get(id));
    }

    public Collection<Point> all() {
        return Collections.unmodifiableCollection(points.values());
    }

    public List<String> sources() {
        return List.copyOf(bySource.keySet());
    }

    /// Points that one source publishes, in a fixed order.
    public List<Point> ofSource(String source) {
        return List.copyOf(bySource.getOrDefault(source, List.of()));
    }

    public List<Point> writable() {
        return Collections.unmodifiableList(writable);
    }

    private static Map<PointId, Double> moduli(Counters counters) {
        Map<PointId, Double> moduli = new LinkedHashMap<>();
        counters.facilityKwh().ifPresent(
                kwh -> moduli.put(PointId.of(FACILITY_METER, Quantity.ACTIVE_ENERGY), kwh));
        counters.itKwh().ifPresent(kwh -> moduli.put(PointId.of(IT_METER, Quantity.ACTIVE_ENERGY), kwh));
        counters.coolingKwh().ifPresent(kwh -> moduli.put(PointId.of(COOLING_METER, Quantity.ACTIVE_ENERGY), kwh));
        counters.waterM3().ifPresent(m3 -> moduli.put(PointId.of(WATER_METER, Quantity.MAKEUP_WATER_VOLUME), m3));
        return moduli;
    }

    private void hall(Site site, Hall hall) {
        Envelope envelope = site.envelope();
        String source = hall.equipment();
        sensors(source, FAST, hall.equipment(), Quantity.SUPPLY_AIR_TEMPERATURE, Quantity.RETURN_AIR_TEMPERATURE,
                Quantity.DIFFERENTIAL_PRESSURE, Quantity.AIRFLOW);
        setpoint(source, hall.equipment(), Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT, limits(envelope.supplyAirC(), 0.5,
                SafeDirection.DOWN, 0.05));
        setpoint(source, hall.equipment(), Quantity.DIFFERENTIAL_PRESSURE_SETPOINT, limits(envelope.pressurePa(), 2,
                SafeDirection.UP, 0.2));
        hall.crah().ifPresent(crah -> units(crah.units(), "crah-" + hall.id(), unit -> sensors(source, FAST, unit,
                Quantity.SUPPLY_AIR_TEMPERATURE, Quantity.FAN_SPEED, Quantity.VALVE_POSITION, Quantity.ACTIVE_POWER)));
        hall.crac().ifPresent(crac -> units(crac.units(), "crac-" + hall.id(), unit -> sensors(source, FAST, unit,
                Quantity.SUPPLY_AIR_TEMPERATURE, Quantity.FAN_SPEED, Quantity.ACTIVE_POWER)));
        hall.cdu().ifPresent(cdu -> coolantUnits(site, source, hall, cdu));
        it(hall);
    }

    private void coolantUnits(Site site, String source, Hall hall, CoolantUnits cdu) {
        String loop = technologyLoop(hall.id());
        sensors(source, FAST, loop, Quantity.SUPPLY_WATER_TEMPERATURE, Quantity.RETURN_WATER_TEMPERATURE,
                Quantity.WATER_FLOW, Quantity.THERMAL_POWER);
        setpoint(source, loop, Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT, limits(site.envelope()
                .technologyLoopC(), 0.5, SafeDirection.DOWN, 0.05));
        setpoint(source, loop, Quantity.WATER_FLOW_SETPOINT, coolantFlow(site.technologyFlowLS(hall)));
        units(cdu.units(), "cdu-" + hall.id(), unit -> sensors(source, FAST, unit, Quantity.SUPPLY_WATER_TEMPERATURE,
                Quantity.PUMP_SPEED, Quantity.ACTIVE_POWER));
    }

    /// Pumps may slow down to half of the design flow, by a twentieth of it at a time.
    private static SetpointLimits coolantFlow(double designLS) {
        return new SetpointLimits(LEAST_COOLANT * designLS, designLS, COOLANT_STEP * designLS, SafeDirection.UP,
                COOLANT_DEADBAND * designLS);
    }

    private void it(Hall hall) {
        String source = "it-" + hall.id();
        sensors(source, SLOW, source, Quantity.ACTIVE_POWER, Quantity.GPUS_ALLOCATED);
        for (RackGroup group : hall.racks()) {
            for (int rack = 1; rack <= group.racks(); rack++) {
                sensors(source, SLOW, group.rack(rack), Quantity.INLET_AIR_TEMPERATURE, Quantity.ACTIVE_POWER);
                if (group.nodeType().isEmpty()) {
                    continue;
                }
                for (int node = 1; node <= group.nodesPerRack(); node++) {
                    String name = group.node(rack, node);
                    sensors(source, SLOW, name, Quantity.ACTIVE_POWER, Quantity.GPUS_ALLOCATED, Quantity.POWER_STATE);
                    setpoint(source, SLOW, name, Quantity.POWER_CAP_SETPOINT, CAP);
                    setpoint(source, SLOW, name, Quantity.GPU_CLOCK_SETPOINT, CAP);
                    setpoint(source, SLOW, name, Quantity.POWER_STATE_SETPOINT, REST);
                }
            }
        }
    }

    /// Lower saves; a step down is limited only by what one change may do at once.
    private static final SetpointLimits CAP = new SetpointLimits(50, 100, 50, SafeDirection.UP, 0.5);

    /// Parked (0), deep idle (1) or on (2), at once: there is nothing between them.
    private static final SetpointLimits REST = new SetpointLimits(0, 2, 2, SafeDirection.UP, 0.5);

    private void plant(Site site) {
        CoolingPlant cooling = site.cooling();
        Envelope envelope = site.envelope();
        String source = "plant";
        cooling.chillers().ifPresent(chillers -> {
            sensors(source, FAST, CHILLED_WATER, Quantity.SUPPLY_WATER_TEMPERATURE, Quantity.RETURN_WATER_TEMPERATURE,
                    Quantity.WATER_FLOW, Quantity.THERMAL_POWER);
            setpoint(source, CHILLED_WATER, Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT,
                    limits(envelope.chilledWaterC(), 0.5, SafeDirection.DOWN, 0.05));
            units(chillers.units(), "chiller", unit -> sensors(source, FAST, unit, Quantity.RUN_STATUS,
                    Quantity.LOAD_RATIO, Quantity.SUPPLY_WATER_TEMPERATURE, Quantity.ACTIVE_POWER));
        });
        cooling.towers().ifPresent(towers -> {
            sensors(source, FAST, CONDENSER_WATER, Quantity.SUPPLY_WATER_TEMPERATURE,
                    Quantity.RETURN_WATER_TEMPERATURE, Quantity.WATER_FLOW);
            setpoint(source, CONDENSER_WATER, Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT,
                    limits(envelope.condenserWaterC(), 0.5, SafeDirection.DOWN, 0.05));
            units(towers.units(), "tower", unit -> sensors(source, FAST, unit, Quantity.FAN_SPEED,
                    Quantity.ACTIVE_POWER));
            sensors(source, FAST, WATER_METER, Quantity.MAKEUP_WATER_VOLUME);
        });
        cooling.economizer().ifPresent(plates -> units(plates.units(), "economizer",
                unit -> sensors(source, FAST, unit, Quantity.RUN_STATUS, Quantity.THERMAL_POWER)));
        cooling.chilledPumps().ifPresent(pumps -> pumps(source, "chilled-pump", pumps));
        cooling.condenserPumps().ifPresent(pumps -> pumps(source, "condenser-pump", pumps));
        cooling.facilityPumps().ifPresent(pumps -> pumps(source, "facility-pump", pumps));
        cooling.dryCoolers().ifPresent(coolers -> {
            sensors(source, FAST, FACILITY_WATER, Quantity.SUPPLY_WATER_TEMPERATURE,
                    Quantity.RETURN_WATER_TEMPERATURE, Quantity.WATER_FLOW, Quantity.THERMAL_POWER);
            units(coolers.units(), "dry-cooler", unit -> sensors(source, FAST, unit, Quantity.FAN_SPEED,
                    Quantity.ACTIVE_POWER));
        });
    }

    private void pumps(String source, String name, CoolingPlant.Pumps pumps) {
        units(pumps.units(), name, unit -> sensors(source, FAST, unit, Quantity.PUMP_SPEED, Quantity.ACTIVE_POWER));
    }

    private void electrical(Site site) {
        String source = "electrical";
        sensors(source, SLOW, FACILITY_METER, Quantity.ACTIVE_POWER, Quantity.ACTIVE_ENERGY);
        sensors(source, SLOW, IT_METER, Quantity.ACTIVE_POWER, Quantity.ACTIVE_ENERGY);
        sensors(source, SLOW, COOLING_METER, Quantity.ACTIVE_POWER, Quantity.ACTIVE_ENERGY);
        for (int side = 0; side < site.electrical().ups().sides(); side++) {
            sensors(source, SLOW, UPS + "-" + (char) ('a' + side), Quantity.LOAD_RATIO, Quantity.ACTIVE_POWER);
        }
        Electrical.Ups ups = site.electrical().ups();
        int least = 1 + ups.redundantModules();
        if (least < ups.modules()) {
            setpoint(source, SLOW, UPS, Quantity.UPS_MODULES_SETPOINT, new SetpointLimits(least, ups.modules(), 1,
                    SafeDirection.UP, 0.5));
        }
        if (site.upsEco()) {
            for (int side = 0; side < ups.sides(); side++) {
                sensors(source, SLOW, UPS + "-" + (char) ('a' + side), Quantity.FAULT_STATUS);
            }
            setpoint(source, SLOW, UPS, Quantity.ECO_MODE_SETPOINT, new SetpointLimits(0, 1, 1, SafeDirection.DOWN,
                    0.5));
        }
        if (site.knowsLeafSwitches()) {
            setpoint(source, SLOW, FABRIC, Quantity.LEAF_STANDBY_SETPOINT, new SetpointLimits(0, 1, 1,
                    SafeDirection.DOWN, 0.5));
        }
        site.envelope().processorClockPercent().ifPresent(clock -> setpoint(source, SLOW, SERVICE_RACKS,
                Quantity.PROCESSOR_CLOCK_SETPOINT, limits(clock, 5, SafeDirection.UP, 0.5)));
        sensors(source, SLOW, DISTRIBUTION, Quantity.ACTIVE_POWER);
    }

    private void energy(EnergyAssets assets) {
        String source = "electrical";
        sensors(source, SLOW, GRID_METER, Quantity.ACTIVE_POWER);
        assets.pv().ifPresent(pv -> sensors(source, SLOW, PHOTOVOLTAICS, Quantity.ACTIVE_POWER));
        assets.battery().ifPresent(battery -> {
            double powerKw = battery.powerW() / 1000;
            sensors(source, SLOW, BATTERY, Quantity.ACTIVE_POWER, Quantity.STATE_OF_CHARGE);
            setpoint(source, SLOW, BATTERY, Quantity.ACTIVE_POWER_SETPOINT, new SetpointLimits(-powerKw, powerKw,
                    2 * powerKw, SafeDirection.UP, DEADBAND * powerKw));
            setpoint(source, SLOW, BATTERY, Quantity.IMPORT_LIMIT_SETPOINT, new SetpointLimits(0, UNLIMITED_KW,
                    UNLIMITED_KW, SafeDirection.UP, DEADBAND * powerKw));
        });
        assets.heatPump().ifPresent(pump -> {
            sensors(source, SLOW, HEAT_PUMP, Quantity.ACTIVE_POWER, Quantity.THERMAL_POWER);
            setpoint(source, SLOW, HEAT_PUMP, Quantity.LOAD_SETPOINT, new SetpointLimits(0, 100, 100,
                    SafeDirection.DOWN, 1));
        });
    }

    /// Of a battery's power / its rated power.
    private static final double DEADBAND = 0.01;

    /// An import limit that limits nothing.
    public static final double UNLIMITED_KW = 1e6;

    /// Name of the technology loop of a hall as equipment: `technology-loop-h1`.
    public static String technologyLoop(String hall) {
        return "technology-loop-" + hall;
    }

    /// Name of the n-th unit, n from 1: `crah-h3-07`.
    public static String unit(String kind, int n) {
        return "%s-%02d".formatted(kind, n);
    }

    private static void units(int count, String kind, java.util.function.Consumer<String> each) {
        for (int n = 1; n <= count; n++) {
            each.accept(unit(kind, n));
        }
    }

    private static SetpointLimits limits(Envelope.Range range, double savingStep, SafeDirection safe, double deadband) {
        return new SetpointLimits(range.min(), range.max(), savingStep, safe, deadband);
    }

    private void sensors(String source, Duration period, String equipment, Quantity... quantities) {
        for (Quantity quantity : quantities) {
            PointId id = PointId.of(equipment, quantity);
            Double modulus = counterModuli.get(id);
            add(new Point(id, quantity, source, period, LATENCY, Optional.empty(),
                    modulus == null ? OptionalDouble.empty() : OptionalDouble.of(modulus)));
        }
    }

    private void setpoint(String source, String equipment, Quantity quantity, SetpointLimits limits) {
        setpoint(source, FAST, equipment, quantity, limits);
    }

    private void setpoint(String source, Duration period, String equipment, Quantity quantity, SetpointLimits limits) {
        add(new Point(PointId.of(equipment, quantity), quantity, source, period, LATENCY, Optional.of(limits)));
    }

    private void add(Point point) {
        if (points.put(point.id(), point) != null) {
            throw new IllegalArgumentException("The point %s stands twice.".formatted(point.id()));
        }
        if (point.writable()) {
            writable.add(point);
        }
        bySource.computeIfAbsent(point.source(), ignored -> new ArrayList<>()).add(point);
    }
}
