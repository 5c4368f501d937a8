package dev.ondol.proof.loop;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.simulator.control.Setpoints;
import dev.ondol.simulator.control.Signals;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.facility.Instruments;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Sensors as a plant has them after some years, between the plant and the optimizer: noise of 0.2 to 0.5 K, a bias of at most
/// 0.3 K, a delay of up to 30 s, and now and then ten minutes without a reading (of each sensor one in 30 days). Flows and
/// powers have 0.5 % noise and up to 1 % bias, pressures 0.1 Pa and up to 0.2 Pa. Set-points are read back exactly: they are
/// numbers in a controller. The plant's own sequences see the truth, under every policy: that is in favour of the baselines.
/// Follows from truth, time and seed. One thread.
final class WornSensors implements Instruments {
    private static final long MINUTE = 60_000;
    private static final long SLOT = 10 * MINUTE;
    private static final double SLOTS_IN_30_DAYS = 30 * 24 * 6.0;

    private final Map<PointId, Sensor> sensors = new HashMap<>();

    /// One sensor. Noise (standard deviation) and bias are in the unit of the point or, where relative, a share of the value;
    /// the delay is a share of a minute.
    private static final class Sensor {
        private final PointId point;
        private final long key;
        private final boolean relative;
        private final boolean humidity;
        private final double noise;
        private final double bias;
        private final double delayShare;
        private double minuteAgo = Double.NaN;

        Sensor(PointId point, Kind kind, long key) {
            this.point = point;
            this.key = key;
            SplittableRandom random = new SplittableRandom(key);
            relative = kind == Kind.RELATIVE;
            humidity = point.quantity().equals(Quantity.RELATIVE_HUMIDITY.id());
            noise = switch (kind) {
                case TEMPERATURE -> 0.2 + 0.3 * random.nextDouble();
                case PRESSURE -> 0.1;
                case RELATIVE -> 0.005;
            };
            bias = (2 * random.nextDouble() - 1) * switch (kind) {
                case TEMPERATURE -> 0.3;
                case PRESSURE -> 0.2;
                case RELATIVE -> 0.01;
            };
            delayShare = 0.5 * random.nextDouble();
        }

        double shown(double truth, long time) {
            if (random(Math.floorDiv(time, SLOT), 0x51).nextDouble() * SLOTS_IN_30_DAYS < 1) {
                return Double.NaN;
            }
            double seen = Double.isNaN(minuteAgo) ? truth : truth + delayShare * (minuteAgo - truth);
            double error = bias + noise * random(time, 0x52).nextGaussian();
            double value = relative ? seen * (1 + error) : seen + error;
            return humidity ? Math.clamp(value, 0, 100) : value;
        }

        private SplittableRandom random(long number, long purpose) {
            return new SplittableRandom(key + number * 0xD1B54A32D192ED03L + purpose * 0x9E3779B97F4A7C15L);
        }
    }

    private enum Kind {
        TEMPERATURE, PRESSURE, RELATIVE
    }

    WornSensors(PointCatalog catalog, long seed) {
        for (Point point : catalog.all()) {
            Kind kind = kind(point);
            if (kind != null) {
                sensors.put(point.id(), new Sensor(point.id(), kind, seed * 0x632BE59BD9B4E019L + point.id().toString()
                        .hashCode() * 0x9E3779B97F4A7C15L));
            }
        }
    }

    /// What kind of sensor it is; null for set-points, counters and states, which are numbers of a controller.
    private static @Nullable Kind kind(Point point) {
        return switch (point.quantity()) {
            case SUPPLY_AIR_TEMPERATURE, RETURN_AIR_TEMPERATURE, INLET_AIR_TEMPERATURE, SUPPLY_WATER_TEMPERATURE,
                    RETURN_WATER_TEMPERATURE, DRY_BULB_TEMPERATURE, WET_BULB_TEMPERATURE ->
                Kind.TEMPERATURE;
            case DIFFERENTIAL_PRESSURE -> Kind.PRESSURE;
            case AIRFLOW, WATER_FLOW, THERMAL_POWER, ACTIVE_POWER, RELATIVE_HUMIDITY, WIND_SPEED, STATE_OF_CHARGE ->
                Kind.RELATIVE;
            case FAN_SPEED, VALVE_POSITION, PUMP_SPEED, LOAD_RATIO, MAKEUP_WATER_VOLUME, ACTIVE_ENERGY, GPUS_ALLOCATED,
                    RUN_STATUS, POWER_STATE, SUPPLY_AIR_TEMPERATURE_SETPOINT, DIFFERENTIAL_PRESSURE_SETPOINT,
                    SUPPLY_WATER_TEMPERATURE_SETPOINT, POWER_CAP_SETPOINT, GPU_CLOCK_SETPOINT,
                    POWER_STATE_SETPOINT, UPS_MODULES_SETPOINT, ECO_MODE_SETPOINT, LEAF_STANDBY_SETPOINT,
                    PROCESSOR_CLOCK_SETPOINT, FAULT_STATUS,
                    ACTIVE_POWER_SETPOINT,
                    IMPORT_LIMIT_SETPOINT,
                    LOAD_SETPOINT, WATER_FLOW_SETPOINT ->
                null;
        };
    }

    /// Remembers the truth of an instant one minute before the next reading.
    void remember(Facility facility) {
        for (Sensor sensor : sensors.values()) {
            sensor.minuteAgo = facility.truth(sensor.point);
        }
    }

    /// The same of what other instruments made of the truth.
    void remember(Facility facility, Instruments beneath) {
        for (Sensor sensor : sensors.values()) {
            sensor.minuteAgo = beneath.shown(sensor.point, facility.truth(sensor.point), facility.time());
        }
    }

    @Override
    public double shown(PointId point, double truth, long timeMillis) {
        Sensor sensor = sensors.get(point);
        return sensor == null || Double.isNaN(truth) ? truth : sensor.shown(truth, timeMillis);
    }

    @Override
    public void mislead(Signals signals, Setpoints setpoints, long timeMillis) {
        // the plant's own sequences see the truth
    }
}
