package dev.ondol.controllers.watch;

import dev.ondol.controllers.alarm.Definitions;
import dev.ondol.controllers.alarm.Sign;
import dev.ondol.controllers.verify.Readings;
import dev.ondol.controllers.verify.Readings.Reading;
import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What telemetry tells: inlets, liquid, water and dew point, units that stand still, sources and sensors that are silent. One alarm a
/// hall and not one a rack: a hall has one operator. Owned by one thread.
final class PlantSigns {
    /// A unit below this while the others of its bank run above [#RUNNING_PERCENT] stands still, percent.
    private static final double STANDING_STILL_PERCENT = 1;
    private static final double RUNNING_PERCENT = 10;
    private static final Set<Quantity> NEEDED = Set.of(Quantity.INLET_AIR_TEMPERATURE, Quantity.SUPPLY_AIR_TEMPERATURE,
            Quantity.DIFFERENTIAL_PRESSURE, Quantity.SUPPLY_WATER_TEMPERATURE, Quantity.DRY_BULB_TEMPERATURE,
            Quantity.RELATIVE_HUMIDITY);

    /// Units that do the same.
    ///
    /// @param duty how many of them run when all is well: spares of pumps stand still, spare air handlers run
    private record Bank(List<PointId> speeds, int duty) {}

    private final Site site;
    private final PointCatalog catalog;
    private final Readings readings;
    private final Map<String, Long> heard = new HashMap<>();
    private final Map<String, Long> allowedSilenceMs = new HashMap<>();
    private final Map<String, List<PointId>> inlets = new HashMap<>();
    private final Map<String, Bank> banks = new HashMap<>();
    private final Limit recommended;
    private final Limit allowable;
    private final Limit coolant;
    private final Limit flow;
    private final Limit dew;
    private long began;

    PlantSigns(Site site, PointCatalog catalog, Definitions definitions) {
        this.site = site;
        this.catalog = catalog;
        this.readings = new Readings(catalog);
        recommended = Limit.high(definitions.of("inlet-high"));
        allowable = Limit.high(definitions.of("inlet-allowable"));
        coolant = Limit.high(definitions.of("liquid-warm"));
        flow = Limit.low(definitions.of("liquid-flow-low"));
        dew = Limit.low(definitions.of("condensation"));
        for (String source : catalog.sources()) {
            allowedSilenceMs.put(source, catalog.ofSource(source).stream().mapToLong(point -> point.staleAfter()
                    .toMillis()).max().orElse(0));
        }
        for (Hall hall : site.halls()) {
            inlets.put(hall.equipment(), inlets(hall));
            hall.crah().ifPresent(units -> bank("crah-" + hall.id(), units.units(), units.units(), Quantity.FAN_SPEED));
            hall.crac().ifPresent(units -> bank("crac-" + hall.id(), units.units(), units.units(), Quantity.FAN_SPEED));
            hall.cdu().ifPresent(units -> bank("cdu-" + hall.id(), units.units(), units.units() - units
                    .redundant(), Quantity.PUMP_SPEED));
        }
    }

    private static List<PointId> inlets(Hall hall) {
        List<PointId> points = new ArrayList<>();
        for (RackGroup group : hall.racks()) {
            for (int rack = 1; rack <= group.racks(); rack++) {
                points.add(PointId.of(group.rack(rack), Quantity.INLET_AIR_TEMPERATURE));
            }
        }
        return points;
    }

    private void bank(String kind, int units, int duty, Quantity speed) {
        List<PointId> speeds = new ArrayList<>();
        for (int n = 1; n <= units; n++) {
            speeds.add(PointId.of(PointCatalog.unit(kind, n), speed));
        }
        banks.put(kind, new Bank(List.copyOf(speeds), duty));
    }

    void accept(String source, Frame frame) {
        heard.merge(source, frame.time(), Math::max);
        readings.accept(frame);
    }

    /// The plant's clock began a new life.
    void clear() {
        readings.clear();
        heard.clear();
        began = 0;
    }

    /// @param now plant time in milliseconds
    List<Sign> look(long now) {
        began = began == 0 ? now : began;
        List<Sign> signs = new ArrayList<>();
        sources(now, signs);
        for (Hall hall : site.halls()) {
            air(hall, now, signs);
            if (hall.cdu().isPresent()) {
                liquid(hall, now, signs);
            }
        }
        banks.forEach((kind, bank) -> units(kind, bank, now, signs));
        supplies(now, signs);
        return signs;
    }

    private void sources(long now, List<Sign> signs) {
        for (String source : catalog.sources()) {
            long silence = now - heard.getOrDefault(source, began);
            boolean silent = silence > allowedSilenceMs.getOrDefault(source, 0L);
            signs.add(new Sign("source-silent", source, scope(source), silent, silence / 1_000.0, Map.of()));
            if (!silent && heard.containsKey(source) && now - began > allowedSilenceMs.getOrDefault(source, 0L)) {
                List<PointId> lost = catalog.ofSource(source).stream()
                        .filter(point -> NEEDED.contains(point.quantity()))
                        .map(Point::id).filter(id -> readings.fresh(id, now).isEmpty()).toList();
                signs.add(new Sign("sensor-lost", source, scope(source), !lost.isEmpty(), (double) lost.size(), lost
                        .isEmpty() ? Map.of() : Map.of("point", lost.getFirst().toString())));
            }
        }
    }

    private String scope(String source) {
        return site.halls().stream().filter(hall -> source.equals(hall.equipment()) || source.equals("it-" + hall.id()))
                .map(Hall::equipment).findFirst().orElse(Sign.SITE);
    }

    private void air(Hall hall, long now, List<Sign> signs) {
        PointId hottest = null;
        double hottestC = Double.NEGATIVE_INFINITY;
        for (PointId inlet : inlets.getOrDefault(hall.equipment(), List.of())) {
            Optional<Reading> reading = readings.fresh(inlet, now);
            if (reading.isPresent() && reading.get().value() > hottestC) {
                hottest = inlet;
                hottestC = reading.get().value();
            }
        }
        if (hottest == null) {
            return;
        }
        Map<String, String> where = Map.of("rack", hottest.equipment());
        String source = hall.equipment();
        signs.add(new Sign("inlet-high", source, source, recommended.passed(source, hottestC), hottestC, where));
        signs.add(new Sign("inlet-allowable", source, source, allowable.passed(source, hottestC), hottestC, where));
    }

    private void liquid(Hall hall, long now, List<Sign> signs) {
        String loop = PointCatalog.technologyLoop(hall.id());
        String scope = hall.equipment();
        Optional<Double> supplyC = value(PointId.of(loop, Quantity.SUPPLY_WATER_TEMPERATURE), now);
        supplyC.ifPresent(celsius -> signs.add(new Sign("liquid-warm", loop, scope, coolant.passed(loop, celsius),
                celsius, Map.of())));
        value(PointId.of(loop, Quantity.WATER_FLOW), now).ifPresent(litres -> {
            double percent = 100 * litres / site.technologyFlowLS(hall);
            signs.add(new Sign("liquid-flow-low", loop, scope, flow.passed(loop, percent), percent, Map.of("flow",
                    "%.1f".formatted(litres))));
        });
        dewPointC(now).ifPresent(dewC -> supplyC.ifPresent(celsius -> signs.add(new Sign("condensation", loop, scope,
                dew.passed(loop, celsius - dewC), celsius - dewC, Map.of()))));
    }

    /// As if the room were open: outdoor air at sea level's pressure, which moves the dew point by less than 0.1 K.
    private Optional<Double> dewPointC(long now) {
        Optional<Double> dryBulbC = value(PointId.of(PointCatalog.WEATHER_STATION, Quantity.DRY_BULB_TEMPERATURE), now);
        Optional<Double> humidity = value(PointId.of(PointCatalog.WEATHER_STATION, Quantity.RELATIVE_HUMIDITY), now);
        return dryBulbC.flatMap(celsius -> humidity.map(percent -> MoistAir.dewPointOf(celsius, percent / 100, MoistAir
                .standardPressure(0))));
    }

    private void units(String kind, Bank bank, long now, List<Sign> signs) {
        List<PointId> speeds = bank.speeds();
        List<Optional<Double>> values = speeds.stream().map(speed -> value(speed, now)).toList();
        long running = values.stream().filter(value -> value.filter(percent -> percent > RUNNING_PERCENT).isPresent())
                .count();
        String hall = "hall-" + kind.substring(kind.indexOf('-') + 1);
        for (int i = 0; i < speeds.size(); i++) {
            String unit = speeds.get(i).equipment();
            Optional<Double> percent = values.get(i);
            percent.ifPresent(value -> signs.add(new Sign("unit-tripped", unit, hall, value < STANDING_STILL_PERCENT
                    && running > 0 && running < bank.duty() && running >= bank.duty() - 1 - (long) speeds.size() / 3,
                    value,
                    Map.of("bank", kind
                            .toLowerCase(Locale.ROOT)))));
        }
    }

    private void supplies(long now, List<Sign> signs) {
        for (int side = 0; side < site.electrical().ups().sides(); side++) {
            String supply = PointCatalog.UPS + "-" + (char) ('a' + side);
            value(PointId.of(supply, Quantity.FAULT_STATUS), now).ifPresent(fault -> signs.add(Sign.of("ups-fault",
                    supply, Sign.SITE, fault >= 1)));
        }
    }

    private Optional<Double> value(PointId point, long now) {
        return readings.fresh(point, now).map(Reading::value);
    }
}
