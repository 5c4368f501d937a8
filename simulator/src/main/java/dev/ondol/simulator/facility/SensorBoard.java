package dev.ondol.simulator.facility;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.CoolingPlant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/// Where sensors are plugged in. Units of a kind share their state in the equations; where real ones would differ, each shows
/// it with a fixed deviation of at most 2 % that averages to nothing over the units. Powers in kW, temperatures in Celsius,
/// flows in L/s and m3/s, shares in percent.
final class SensorBoard {
    static final double PERCENT = 100;
    private static final double SPREAD = 0.02;

    private final SplittableRandom random;
    private final OutOfService out;
    private final Map<PointId, DoubleSupplier> sensors = new LinkedHashMap<>();

    SensorBoard(long seed, OutOfService out) {
        this.out = out;
        random = new SplittableRandom(seed ^ 0x5EED);
    }

    Map<PointId, DoubleSupplier> sensors() {
        return sensors;
    }

    void put(String equipment, Quantity quantity, DoubleSupplier reading) {
        sensors.put(PointId.of(equipment, quantity), reading);
    }

    /// Speed and power of fans that all turn alike.
    void fans(String kind, int units, DoubleSupplier speed, DoubleSupplier powerW) {
        double[] spread = spread(units);
        for (int n = 0; n < units; n++) {
            share(kind, n, Quantity.FAN_SPEED, () -> PERCENT * speed.getAsDouble(), 1 + spread[n]);
            power(kind, n, units, powerW, 1 + spread[n]);
        }
    }

    /// A share in percent of one of several units, 0 while that unit is out of service.
    void share(String kind, int n, Quantity quantity, DoubleSupplier percent, double factor) {
        String unit = PointCatalog.unit(kind, n + 1);
        put(unit, quantity, () -> out.out(unit) ? 0 : Math.min(PERCENT, percent.getAsDouble() * factor));
    }

    /// The power of one of several units, 0 while that unit is out of service.
    void power(String kind, int n, int units, DoubleSupplier allW, double factor) {
        String unit = PointCatalog.unit(kind, n + 1);
        put(unit, Quantity.ACTIVE_POWER,
                () -> out.out(unit) ? 0 : kilo(allW.getAsDouble()) / out.running(kind, units) * factor);
    }

    /// Whether one of several units runs: the first in service are on duty, the others are spares.
    boolean onDuty(String kind, int n, int duty) {
        int before = 0;
        for (int i = 0; i < n; i++) {
            before += out.out(PointCatalog.unit(kind, i + 1)) ? 0 : 1;
        }
        return before < duty && !out.out(PointCatalog.unit(kind, n + 1));
    }

    /// Duty pumps run, standbys stand still until one of those has tripped.
    void pumps(String kind, CoolingPlant.Pumps pumps, DoubleSupplier speed, DoubleSupplier powerW) {
        double[] spread = spread(pumps.duty());
        for (int n = 0; n < pumps.units(); n++) {
            String unit = PointCatalog.unit(kind, n + 1);
            int number = n;
            double factor = n < pumps.duty() ? 1 + spread[n] : 1;
            put(unit, Quantity.PUMP_SPEED, () -> onDuty(kind, number, pumps.duty())
                    ? Math.min(110, PERCENT * speed.getAsDouble() * pumps.duty() / dutyRunning(kind, pumps) * factor)
                    : 0);
            put(unit, Quantity.ACTIVE_POWER, () -> onDuty(kind, number, pumps.duty())
                    ? kilo(powerW.getAsDouble()) / dutyRunning(kind, pumps) * factor
                    : 0);
        }
    }

    private int dutyRunning(String kind, CoolingPlant.Pumps pumps) {
        return Math.min(pumps.duty(), out.running(kind, pumps.units()));
    }

    /// Deviations of at most 2 % that add up to zero.
    double[] spread(int units) {
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

    static double kilo(double watts) {
        return watts / 1000;
    }
}
