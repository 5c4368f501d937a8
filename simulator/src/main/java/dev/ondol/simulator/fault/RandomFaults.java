package dev.ondol.simulator.fault;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.facility.Upkeep;
import dev.ondol.simulator.fault.Fault.Kind;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Faults by chance, the same for a seed: each kind comes as a Poisson process. The rates are chosen so that a month has
/// some of everything (many times what a well-kept site sees), to try what sees or survives them, not to forecast them.
public final class RandomFaults {
    private static final double YEAR_MINUTES = 365 * 24 * 60.0;
    private static final double DAY_MINUTES = 24 * 60.0;

    private final Facility facility;
    private final LocalDateTime from;
    private final double minutes;
    private final SplittableRandom random;
    private final List<Fault> faults = new ArrayList<>();

    private RandomFaults(Facility facility, LocalDateTime from, int days, long seed) {
        this.facility = facility;
        this.from = from;
        minutes = days * DAY_MINUTES;
        random = new SplittableRandom(seed);
    }

    /// Faults of some days.
    ///
    /// @param facility tells what can break
    /// @param from     begin of the days, site-local
    public static FaultPlan of(Facility facility, LocalDateTime from, int days, long seed) {
        RandomFaults plan = new RandomFaults(facility, from, days, seed);
        plan.draw();
        return new FaultPlan(plan.faults);
    }

    private void draw() {
        Breakables breakables = new Breakables(facility);
        Upkeep upkeep = facility.upkeep();
        List<String> pumps = upkeep.units().stream().filter(name -> name.contains("-pump-")).toList();
        List<String> modules = upkeep.units().stream().filter(name -> name.startsWith(PointCatalog.UPS + "-"))
                .toList();
        List<String> units = upkeep.units().stream()
                .filter(name -> !pumps.contains(name) && !modules.contains(name)).toList();
        List<String> banks = List.copyOf(upkeep.conditions().keySet());
        List<String> sensors = facility.points().stream().filter(RandomFaults::temperature).map(PointId::toString)
                .toList();
        equipment(Kind.UNIT_TRIP, 60, units, 30, 480, 0, 0);
        equipment(Kind.FOULING, 12, banks, 10 * DAY_MINUTES, 60 * DAY_MINUTES, 10, 40);
        equipment(Kind.STUCK_VALVE, 15, breakables.valves(), 30, 240, 20, 100);
        equipment(Kind.LEAK, 12, breakables.loops(), 20, 240, 0.2, 3);
        site(Kind.UTILITY_DIP, 15, 3, 10);
        site(Kind.NETWORK_LOSS, 30, 2, 120);
        sensor(Kind.SENSOR_NOISE, 48, sensors, 0.2, 0.5);
        sensor(Kind.SENSOR_BIAS, 48, sensors, -2, 2);
        sensor(Kind.SENSOR_FREEZE, 48, sensors, 0, 0);
        sensor(Kind.SENSOR_DROPOUT, 48, sensors, 0, 0);
        sensor(Kind.SENSOR_DELAY, 48, sensors, 5, 30);
        equipment(Kind.UNIT_TRIP, 24, pumps, 30, 480, 0, 0);
        equipment(Kind.UNIT_TRIP, 24, modules, 30, 480, 0, 0);
    }

    private static boolean temperature(PointId point) {
        return point.quantity().endsWith("-temperature");
    }

    private void equipment(Kind kind, double aYear, List<String> names, double least, double most, double low,
            double high) {
        for (double at : instants(aYear)) {
            double lasting = random.nextDouble(least, most);
            Optional<Double> value = value(low, high);
            if (!names.isEmpty()) {
                add(kind, Optional.of(names.get(random.nextInt(names.size()))), Optional.empty(), at, lasting, value);
            }
        }
    }

    private void sensor(Kind kind, double aYear, List<String> names, double low, double high) {
        for (double at : instants(aYear)) {
            double lasting = random.nextDouble(30, DAY_MINUTES);
            Optional<Double> value = value(low, high);
            add(kind, Optional.empty(), Optional.of(names.get(random.nextInt(names.size()))), at, lasting, value);
        }
    }

    private void site(Kind kind, double aYear, double least, double most) {
        for (double at : instants(aYear)) {
            add(kind, Optional.empty(), Optional.empty(), at, random.nextDouble(least, most), Optional.empty());
        }
    }

    private Optional<Double> value(double low, double high) {
        return low < high ? Optional.of(Math.rint(random.nextDouble(low, high) * 100) / 100) : Optional.empty();
    }

    private void add(Kind kind, Optional<String> equipment, Optional<String> point, double atMinute, double lasting,
            Optional<Double> value) {
        faults.add(new Fault(kind, equipment, point, from.plusMinutes(Math.round(atMinute)).toString(),
                Math.max(1, Math.rint(lasting)), value));
    }

    /// Minutes at which a Poisson process of that rate strikes.
    private List<Double> instants(double aYear) {
        List<Double> instants = new ArrayList<>();
        double at = gap(aYear);
        while (at < minutes) {
            instants.add(at);
            at += gap(aYear);
        }
        return instants;
    }

    private double gap(double aYear) {
        return -Math.log(1 - random.nextDouble()) * YEAR_MINUTES / aYear;
    }
}
