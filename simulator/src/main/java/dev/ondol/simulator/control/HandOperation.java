package dev.ondol.simulator.control;

/// What people have switched by hand instead of leaving it to the plant's own loops. Only local control sets it; a plant
/// starts with everything automatic.
public final class HandOperation {
    /// Position of the water-side economizer's change-over valves.
    public enum ChangeOver {
        /// The plant changes over by itself.
        AUTOMATIC,
        /// Water passes the plates.
        OPEN,
        /// Water passes by.
        SHUT
    }

    private double fanSpeed = Double.NaN;
    private ChangeOver economizer = ChangeOver.AUTOMATIC;
    private boolean liquidOnChilledWater;

    /// Speed of all air handlers, 0 to 1; NaN where their fans hold the pressure.
    public double fanSpeed() {
        return fanSpeed;
    }

    void fanSpeed(double speed) {
        fanSpeed = speed;
    }

    public ChangeOver economizer() {
        return economizer;
    }

    void economizer(ChangeOver position) {
        economizer = position;
    }

    /// True where the facility water is cooled by chilled water through the tie exchanger, and the dry coolers stand still.
    public boolean liquidOnChilledWater() {
        return liquidOnChilledWater;
    }

    void liquidOnChilledWater(boolean on) {
        liquidOnChilledWater = on;
    }
}
