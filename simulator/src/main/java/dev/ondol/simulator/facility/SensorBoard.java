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
    private final Map<PointId, DoubleSupplier> sensors = new LinkedHashMap<>();

    SensorBoard(long seed) {
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
            String unit = PointCatalog.unit(kind, n + 1);
            double factor = 1 + spread[n];
            put(unit, Quantity.FAN_SPEED, () -> Math.min(PERCENT, PERCENT * speed.getAsDouble() * factor));
            put(unit, Quantity.ACTIVE_POWER, () -> kilo(powerW.getAsDouble()) / units * factor);
        }
    }

    /// Duty pumps run, spares stand still.
    void pumps(String kind, CoolingPlant.Pumps pumps, DoubleSupplier speed, DoubleSupplier powerW) {
        double[] spread = spread(pumps.duty());
        for (int n = 0; n < pumps.units(); n++) {
            String unit = PointCatalog.unit(kind, n + 1);
            boolean runs = n < pumps.duty();
            double factor = runs ? 1 + spread[n] : 0;
            put(unit, Quantity.PUMP_SPEED, () -> Math.min(110, PERCENT * speed.getAsDouble() * factor));
            put(unit, Quantity.ACTIVE_POWER, () -> kilo(powerW.getAsDouble()) / pumps.duty() * factor);
        }
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
