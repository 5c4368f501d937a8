package dev.ondol.simulator.air;

/// The air that comes back to the units of a hall in one step; reused.
final class ReturnAir {
    /// Fan speed, 0 to 1.
    double speed;
    /// Airflow, kg/s.
    double kgS;
    /// Hot aisle, Celsius.
    double hotC;
    /// Share b of the supply air that comes back unused, below 1: T_return = (1 - b) T_hot + b T_supply.
    double bypassed;
    /// Moisture, kg/kg.
    double humidityRatio;
}
