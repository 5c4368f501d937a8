package dev.ondol.facility.point;

import static dev.ondol.facility.point.Quantity.Kind.METER;
import static dev.ondol.facility.point.Quantity.Kind.SENSOR;
import static dev.ondol.facility.point.Quantity.Kind.SETPOINT;
import static dev.ondol.facility.point.Quantity.Kind.STATUS;

import java.util.Arrays;
import java.util.Optional;

/// A measurable or writable quantity: its Brick class, its UCUM unit and the range in which a reading is plausible.
/// Readings outside the range are rejected by ingest; the operator's envelope of a set-point is narrower and lies in
/// [SetpointLimits].
public enum Quantity {
    // air
    SUPPLY_AIR_TEMPERATURE("Supply_Air_Temperature_Sensor", "Cel", -20, 80, SENSOR), RETURN_AIR_TEMPERATURE(
            "Return_Air_Temperature_Sensor", "Cel", -20, 90,
            SENSOR), INLET_AIR_TEMPERATURE("Intake_Air_Temperature_Sensor", "Cel", -20, 90,
                    SENSOR), DIFFERENTIAL_PRESSURE("Differential_Pressure_Sensor", "Pa", -200, 500, SENSOR), AIRFLOW(
                            "Supply_Air_Flow_Sensor", "m3/s", 0, 5_000, SENSOR), FAN_SPEED("Fan_Speed_Sensor", "%", 0,
                                    110, SENSOR), VALVE_POSITION("Valve_Position_Sensor", "%", 0, 100, SENSOR),
    // water
    SUPPLY_WATER_TEMPERATURE("Supply_Water_Temperature_Sensor", "Cel", -20, 95, SENSOR), RETURN_WATER_TEMPERATURE(
            "Return_Water_Temperature_Sensor", "Cel", -20, 95,
            SENSOR), WATER_FLOW("Water_Flow_Sensor", "L/s", 0, 50_000, SENSOR), PUMP_SPEED("Speed_Sensor", "%", 0, 110,
                    SENSOR), THERMAL_POWER("Thermal_Power_Sensor", "kW", -1e6, 1e6, SENSOR), LOAD_RATIO("Load_Sensor",
                            "%", 0, 150, SENSOR), MAKEUP_WATER_VOLUME("Water_Meter", "m3", 0, 1e12, METER),
    // electrical and IT
    ACTIVE_POWER("Active_Power_Sensor", "kW", -1e6, 1e6, SENSOR), ACTIVE_ENERGY("Active_Energy_Sensor", "kW.h", 0, 1e15,
            METER), GPUS_ALLOCATED("Usage_Sensor", "{GPU}", 0, 1e6,
                    SENSOR), RUN_STATUS("Run_Status", "1", 0, 1, STATUS),
    /// Of a server node: 0 parked, 1 waking, 2 ready for jobs.
    POWER_STATE("Operating_Mode_Status", "1", 0, 2, STATUS),
    // weather
    DRY_BULB_TEMPERATURE("Outside_Air_Temperature_Sensor", "Cel", -60, 60, SENSOR), WET_BULB_TEMPERATURE(
            "Outside_Air_Wet_Bulb_Temperature_Sensor", "Cel", -60, 45,
            SENSOR), RELATIVE_HUMIDITY("Outside_Air_Humidity_Sensor", "%", 0, 100,
                    SENSOR), WIND_SPEED("Wind_Speed_Sensor", "m/s", 0, 100, SENSOR),
    // what a controller may write; the plant reports the value in force under the same name
    SUPPLY_AIR_TEMPERATURE_SETPOINT("Supply_Air_Temperature_Setpoint", "Cel", 5, 45,
            SETPOINT), DIFFERENTIAL_PRESSURE_SETPOINT("Differential_Pressure_Setpoint", "Pa", 0, 60,
                    SETPOINT), SUPPLY_WATER_TEMPERATURE_SETPOINT("Supply_Water_Temperature_Setpoint", "Cel", 0, 60,
                            SETPOINT), POWER_CAP_SETPOINT("Power_Setpoint", "%", 0, 100,
                                    SETPOINT), GPU_CLOCK_SETPOINT("Frequency_Setpoint", "%", 0, 100, SETPOINT),
    /// Of a server node, see [dev.ondol.facility.workload.NodePowerState].
    POWER_STATE_SETPOINT("Mode_Command", "1", 0, 2, SETPOINT),
    /// Modules that run on each side of the uninterruptible supplies, spares included.
    UPS_MODULES_SETPOINT("Setpoint", "1", 0, 1_000, SETPOINT),
    /// Of the uninterruptible supplies: 0 double conversion, 1 eco mode (static bypass, inverters ready).
    ECO_MODE_SETPOINT("Mode_Command", "1", 0, 1, SETPOINT),
    /// Of the fabric: 1 lets leaf switches and optics go on standby where all nodes under them are parked; 0 keeps all on.
    LEAF_STANDBY_SETPOINT("Mode_Command", "1", 0, 1, SETPOINT),
    /// Of the processors of service racks: percent of the clock at which they run by themselves.
    PROCESSOR_CLOCK_SETPOINT("Frequency_Setpoint", "%", 0, 100, SETPOINT),
    /// 1 where the equipment reports a fault of its own or of what feeds it.
    FAULT_STATUS("Fault_Status", "1", 0, 1, STATUS),
    // energy assets
    /// Of a battery: energy of its cells / that of full cells.
    STATE_OF_CHARGE("Level_Sensor", "%", 0, 100, SENSOR),
    /// Of a battery; positive: it discharges.
    ACTIVE_POWER_SETPOINT("Power_Setpoint", "kW", -1e6, 1e6, SETPOINT),
    /// Of a battery: power from the grid above which it helps, and up to which it may charge.
    IMPORT_LIMIT_SETPOINT("Max_Limit", "kW", 0, 1e6, SETPOINT),
    /// Of a heat pump: the load that it must not exceed / its capacity.
    LOAD_SETPOINT("Load_Setpoint", "%", 0, 100, SETPOINT),
    /// Of a technology loop: coolant that the pumps of its distribution units push through the racks.
    WATER_FLOW_SETPOINT("Water_Flow_Setpoint", "L/s", 0, 50_000, SETPOINT);

    /// What a point of this quantity is for.
    public enum Kind {
        SENSOR, METER, STATUS, SETPOINT
    }

    private final String id;
    private final String brickClass;
    private final String unit;
    private final double low;
    private final double high;
    private final Kind kind;

    Quantity(String brickClass, String unit, double low, double high, Kind kind) {
        this.id = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        this.brickClass = brickClass;
        this.unit = unit;
        this.low = low;
        this.high = high;
        this.kind = kind;
    }

    /// The quantity of that second part of a point name; empty where it is none of ours.
    public static Optional<Quantity> find(String id) {
        return Arrays.stream(values()).filter(quantity -> quantity.id.equals(id)).findFirst();
    }

    /// The second part of a point name, for example `supply-air-temperature`.
    public String id() {
        return id;
    }

    /// The class name in the Brick ontology 1.4, without its namespace.
    public String brickClass() {
        return brickClass;
    }

    /// The unit as a UCUM code.
    public String unit() {
        return unit;
    }

    /// Lowest plausible value, in [#unit()].
    public double low() {
        return low;
    }

    /// Highest plausible value, in [#unit()].
    public double high() {
        return high;
    }

    public Kind kind() {
        return kind;
    }
}
