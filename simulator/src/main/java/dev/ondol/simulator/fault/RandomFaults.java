package dev.ondol.simulator.fault;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Draws faults of a site by a seed: the same seed gives the same faults. Starts are a Poisson process; units trip for one to
/// eight hours, valves stick for half an hour to four hours, dirt stays for one to four weeks, sensors are off for ten minutes
/// to a day. How often each kind comes is a choice of this project.
public final class RandomFaults {
    private static final double HOUR = 3_600_000;
    private static final double WEEK = 168 * HOUR;

    private final Site site;
    private final SplittableRandom random;
    private final List<String> units = new ArrayList<>();
    private final List<Point> sensors;

    private RandomFaults(Site site, long seed) {
        this.site = site;
        random = new SplittableRandom(seed);
        site.cooling().chillers().ifPresent(chillers -> units("chiller", chillers.units()));
        site.cooling().towers().ifPresent(towers -> units("tower", towers.units()));
        site.cooling().dryCoolers().ifPresent(coolers -> units("dry-cooler", coolers.units()));
        for (Hall hall : site.halls()) {
            hall.crah().ifPresent(crah -> units("crah-" + hall.id(), crah.units()));
            hall.crac().ifPresent(crac -> units("crac-" + hall.id(), crac.units()));
            hall.cdu().ifPresent(cdu -> units("cdu-" + hall.id(), cdu.units()));
        }
        sensors = PointCatalog.of(site).all().stream()
                .filter(point -> point.quantity().kind() == Quantity.Kind.SENSOR
                        && point.quantity().unit().equals("Cel"))
                .toList();
    }

    private void units(String kind, int count) {
        for (int n = 1; n <= count; n++) {
            units.add(PointCatalog.unit(kind, n));
        }
    }

    /// Faults that start between two instants, by their start.
    ///
    /// @param perWeek mean number of faults a week, above 0
    public static List<ScheduledFault> of(Site site, long fromMillis, long toMillis, double perWeek, long seed) {
        if (!(perWeek > 0)) {
            throw new IllegalArgumentException("The faults per week (%s) must be positive.".formatted(perWeek));
        }
        RandomFaults faults = new RandomFaults(site, seed);
        List<ScheduledFault> drawn = new ArrayList<>();
        double time = fromMillis;
        while (true) {
            time += -Math.log(1 - faults.random.nextDouble()) * WEEK / perWeek;
            if (time >= toMillis) {
                return List.copyOf(drawn);
            }
            drawn.add(faults.draw((long) time));
        }
    }

    private ScheduledFault draw(long start) {
        double kind = random.nextDouble();
        if (kind < 0.4) {
            return lasting(start, 1, 8, new Fault.UnitTrip(units.get(random.nextInt(units.size()))));
        }
        Hall hall = site.halls().get(random.nextInt(site.halls().size()));
        if (kind < 0.5 && hall.crah().isPresent()) {
            return lasting(start, 0.5, 4, new Fault.StuckValve(hall.equipment(), random.nextDouble(0.2, 1)));
        }
        if (kind < 0.6 && hall.crah().isPresent()) {
            return lasting(start, 168, 672, new Fault.Fouling(hall.equipment(), random.nextDouble(0.7, 0.95)));
        }
        Point point = sensors.get(random.nextInt(sensors.size()));
        return lasting(start, 0.17, 24, new Fault.Sensor(point.id(), sensorFault()));
    }

    private SensorFault sensorFault() {
        return switch (random.nextInt(4)) {
            case 0 -> new SensorFault.Bias(random.nextDouble(-1.5, 1.5));
            case 1 -> new SensorFault.Noise(random.nextDouble(0.2, 0.5));
            case 2 -> new SensorFault.Freeze();
            default -> new SensorFault.Dropout();
        };
    }

    private ScheduledFault lasting(long start, double leastHours, double mostHours, Fault fault) {
        return new ScheduledFault(start, start + (long) (random.nextDouble(leastHours, mostHours) * HOUR), fault);
    }
}
