package dev.ondol.benchmarks.safety;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One hall and the plant behind it, as its sensors show them: mostly in order, sometimes with one flaw or another. One thread.
final class Surroundings {
    static final PointId DRY_BULB = PointId.of(PointCatalog.WEATHER_STATION, Quantity.DRY_BULB_TEMPERATURE);
    static final PointId HUMIDITY = PointId.of(PointCatalog.WEATHER_STATION, Quantity.RELATIVE_HUMIDITY);
    static final PointId CHILLED = PointId.of(PointCatalog.CHILLED_WATER, Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);
    static final PointId TOWER = PointId.of(PointCatalog.CONDENSER_WATER, Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);
    static final PointId MODULES = PointId.of(PointCatalog.UPS, Quantity.UPS_MODULES_SETPOINT);

    /// What may be amiss, one at a time of each kind.
    enum Flaw {
        SILENT, GARBLED, STUCK, LYING, HOT_RACK, BUSY_FANS, BUSY_CHILLERS, BUSY_SUPPLIES, LOW_FLOW, HOT_RETURN
    }

    private static final List<Flaw> FLAWS = List.copyOf(EnumSet.allOf(Flaw.class));

    final PointId air;
    final PointId pressure;
    final PointId loopSetpoint;
    final PointId flowSetpoint;
    final PointId supplyAir;
    final PointId loopSupply;
    final PointId loopReturn;
    final PointId loopFlow;
    final List<PointId> inlets = new ArrayList<>();
    final List<PointId> fans;
    final List<PointId> chillers;
    final List<PointId> coolantUnits;
    final List<PointId> sides;
    final double designHeatW;
    final double designFlowLS;
    private final PointId aisle;
    private final PointCatalog catalog;
    private final Random random;
    private final List<PointId> setpoints;
    private final List<PointId> sensors = new ArrayList<>();
    private final Map<Flaw, Long> until = new EnumMap<>(Flaw.class);
    private final Map<PointId, Double> stuckAt = new HashMap<>();
    private final FrozenSensors frozen;
    private PointId victim;
    private double dryBulbC = 15;
    private double humidity = 60;

    Surroundings(Site site, PointCatalog catalog, Random random) {
        this.catalog = catalog;
        this.random = random;
        Hall hall = site.halls().getFirst();
        String name = hall.equipment();
        String loop = PointCatalog.technologyLoop(hall.id());
        air = PointId.of(name, Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT);
        pressure = PointId.of(name, Quantity.DIFFERENTIAL_PRESSURE_SETPOINT);
        supplyAir = PointId.of(name, Quantity.SUPPLY_AIR_TEMPERATURE);
        aisle = PointId.of(name, Quantity.DIFFERENTIAL_PRESSURE);
        loopSetpoint = PointId.of(loop, Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);
        flowSetpoint = PointId.of(loop, Quantity.WATER_FLOW_SETPOINT);
        loopSupply = PointId.of(loop, Quantity.SUPPLY_WATER_TEMPERATURE);
        loopReturn = PointId.of(loop, Quantity.RETURN_WATER_TEMPERATURE);
        loopFlow = PointId.of(loop, Quantity.WATER_FLOW);
        designHeatW = site.technologyHeatW(hall);
        designFlowLS = site.technologyFlowLS(hall);
        for (RackGroup group : hall.racks()) {
            IntStream.rangeClosed(1, group.racks()).forEach(rack -> inlets.add(PointId.of(group.rack(rack),
                    Quantity.INLET_AIR_TEMPERATURE)));
        }
        fans = units("crah-" + hall.id(), hall.crah().map(crah -> crah.units()).orElse(0), Quantity.FAN_SPEED);
        chillers = units("chiller", site.cooling().chillers().map(of -> of.units()).orElse(0), Quantity.LOAD_RATIO);
        coolantUnits = units("cdu-" + hall.id(), hall.cdu().map(cdu -> cdu.units()).orElse(0), Quantity.PUMP_SPEED);
        sides = Stream.of("ups-a", "ups-b").map(side -> PointId.of(side, Quantity.LOAD_RATIO)).filter(this::known)
                .toList();
        setpoints = Stream.of(air, pressure, loopSetpoint, flowSetpoint, CHILLED, TOWER, MODULES).filter(this::known)
                .toList();
        sensors.addAll(inlets);
        Stream.of(supplyAir, aisle, loopSupply, loopReturn, loopFlow, waterOf(CHILLED), waterOf(TOWER), DRY_BULB,
                HUMIDITY)
                .filter(this::known).forEach(sensors::add);
        victim = supplyAir;
        frozen = new FrozenSensors(this);
    }

    private boolean known(PointId point) {
        return catalog.find(point).isPresent();
    }

    private static List<PointId> units(String kind, int count, Quantity quantity) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> PointId.of(PointCatalog.unit(kind, n), quantity)).toList();
    }

    static PointId waterOf(PointId setpoint) {
        return PointId.of(setpoint.equipment(), Quantity.SUPPLY_WATER_TEMPERATURE);
    }

    List<PointId> setpoints() {
        return setpoints;
    }

    List<PointId> sensors() {
        return sensors;
    }

    String someUnit() {
        List<PointId> of = random.nextBoolean() ? fans : chillers;
        return of.get(random.nextInt(of.size())).equipment();
    }

    /// What must be known of the plant before that set-point is written, its own report included.
    List<PointId> inputs(PointId setpoint) {
        Stream<PointId> own = Stream.of(setpoint);
        if (setpoint.equals(air)) {
            return Stream.concat(own, Stream.concat(inlets.stream(), Stream.of(supplyAir))).toList();
        }
        if (setpoint.equals(pressure)) {
            return Stream.concat(own, Stream.concat(inlets.stream(), Stream.of(supplyAir, aisle))).toList();
        }
        if (setpoint.equals(loopSetpoint)) {
            return Stream.concat(own, Stream.of(loopSupply, DRY_BULB, HUMIDITY)).toList();
        }
        if (setpoint.equals(flowSetpoint)) {
            return Stream.concat(own, Stream.of(loopSupply, loopReturn, loopFlow)).toList();
        }
        if (setpoint.equals(CHILLED)) {
            return List.of(setpoint, waterOf(setpoint), DRY_BULB, HUMIDITY); // it must not drip: P15 needs the dew point
        }
        return setpoint.equals(MODULES) ? List.of(setpoint) : List.of(setpoint, waterOf(setpoint));
    }

    /// Whether it is so now.
    boolean is(Flaw flaw, long now) {
        return until.getOrDefault(flaw, Long.MIN_VALUE) > now;
    }

    /// Flaws come and go, the weather changes.
    void change(long now, PlantBook book) {
        if (random.nextInt(25) == 0) {
            Flaw flaw = FLAWS.get(random.nextInt(FLAWS.size()));
            until.clear();
            stuckAt.clear();
            until.put(flaw, now + 60_000 + random.nextInt(flaw == Flaw.STUCK ? 3_600_000 : 600_000));
            victim = sensors.get(random.nextInt(sensors.size()));
            if (flaw == Flaw.STUCK) {
                stuckAt.put(victim, book.of(victim));
            }
        }
        if (random.nextInt(60) == 0) {
            dryBulbC = -10 + 48 * random.nextDouble();
            humidity = 100 * random.nextDouble();
        }
    }

    void forget(PlantBook book) {
        frozen.clear();
        book.frozen.clear();
    }

    /// What the sensors show.
    Map<PointId, Double> readings(long now, PlantBook book) {
        Map<PointId, Double> all = new HashMap<>();
        double supplyC = book.inForce(air);
        all.put(supplyAir, supplyC + noise());
        all.put(aisle, book.inForce(pressure) + noise());
        inlets.forEach(inlet -> all.put(inlet, Math.min(supplyC + 1.5, 26.3) + noise()));
        if (is(Flaw.HOT_RACK, now)) {
            all.put(inlets.get((int) (now / 600_000 % inlets.size())), 26.5 + 6 * random.nextDouble());
        }
        water(now, book, all);
        units(now, all, supplyC);
        all.put(DRY_BULB, dryBulbC + noise());
        all.put(HUMIDITY, Math.clamp(humidity + noise(), 0, 100));
        if (is(Flaw.LYING, now)) {
            Stream.of(supplyAir, loopSupply, waterOf(CHILLED)).forEach(sensor -> all.computeIfPresent(sensor, (point,
                    v) -> v + 5));
        }
        if (is(Flaw.STUCK, now)) {
            stuckAt.forEach((point, v) -> {
                if (!Double.isNaN(v)) {
                    all.put(point, v);
                }
            });
        }
        all.keySet().removeIf(point -> !known(point));
        return all;
    }

    private void water(long now, PlantBook book, Map<PointId, Double> all) {
        for (PointId setpoint : List.of(CHILLED, TOWER, loopSetpoint)) {
            if (known(setpoint)) {
                all.put(waterOf(setpoint), book.inForce(setpoint) + noise());
            }
        }
        if (!known(flowSetpoint)) {
            return;
        }
        double flowLS = book.inForce(flowSetpoint) * (is(Flaw.LOW_FLOW, now) ? 0.5 : 1);
        double heatW = designHeatW * (is(Flaw.HOT_RETURN, now) ? 1 : 0.3);
        all.put(loopFlow, flowLS);
        all.put(loopReturn, all.getOrDefault(loopSupply, 36.0) + heatW / (flowLS * OracleRules.COOLANT_J_LK));
    }

    private void units(long now, Map<PointId, Double> all, double supplyC) {
        for (PointId fan : fans) {
            all.put(fan, is(Flaw.BUSY_FANS, now) ? 92 + 8 * random.nextDouble() : 45);
            all.put(PointId.of(fan.equipment(), Quantity.SUPPLY_AIR_TEMPERATURE), supplyC + noise());
        }
        for (PointId chiller : chillers) {
            all.put(chiller, is(Flaw.BUSY_CHILLERS, now) ? 90 + 10 * random.nextDouble() : 30);
            all.put(PointId.of(chiller.equipment(), Quantity.RUN_STATUS), 1.0);
            Double water = all.get(waterOf(CHILLED));
            if (water != null) {
                all.put(PointId.of(chiller.equipment(), Quantity.SUPPLY_WATER_TEMPERATURE), water);
            }
        }
        sides.forEach(side -> all.put(side, is(Flaw.BUSY_SUPPLIES, now) ? 85 : 25.0));
        for (int n = 1; known(PointId.of(cdu(n), Quantity.PUMP_SPEED)); n++) {
            all.put(PointId.of(cdu(n), Quantity.PUMP_SPEED), 60.0);
            all.put(PointId.of(cdu(n), Quantity.SUPPLY_WATER_TEMPERATURE), all.getOrDefault(loopSupply, 36.0));
        }
    }

    private static String cdu(int n) {
        return PointCatalog.unit("cdu-h1", n);
    }

    /// Takes away or garbles what does not come through.
    void flaws(Map<PointId, Double> told, Map<PointId, String> quality, long now) {
        if (is(Flaw.SILENT, now)) {
            told.remove(victim);
        }
        if (is(Flaw.GARBLED, now)) {
            switch (random.nextInt(3)) {
                case 0 -> told.computeIfPresent(victim, (point, v) -> Double.NaN);
                case 1 -> told.computeIfPresent(victim, (point, v) -> 1e9);
                default -> quality.put(victim, "bad");
            }
        }
    }

    /// Writes down which sensors do not live.
    void watch(long now, PlantBook book) {
        frozen.watch(now, book);
    }

    private double noise() {
        return 0.05 * random.nextGaussian();
    }

    /// What moves that sensor; null for those that nothing moves.
    @Nullable
    PointId moverOf(PointId sensor) {
        if (inlets.contains(sensor)) {
            return supplyAir;
        }
        if (sensor.equals(supplyAir)) {
            return air;
        }
        PointId setpoint = PointId.of(sensor.equipment(), Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);
        return sensor.quantity().equals(Quantity.SUPPLY_WATER_TEMPERATURE.id()) && known(setpoint) ? setpoint : null;
    }

    /// Period of that point, milliseconds.
    long staleMs(PointId point) {
        return catalog.find(point).map(Point::staleAfter).orElseThrow().toMillis();
    }
}
