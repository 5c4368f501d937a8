package dev.ondol.simulator.condition;

/// The state of repair of like units in parallel, but for units out of service: how clean their heat transfer is, and whether
/// their valves are stuck. Sound at first. Not thread-safe.
public final class Condition {
    private static final double LEAST_CLEANNESS = 0.1;

    private double cleanness = 1;
    private double stuckAt = Double.NaN;

    /// Heat transfer / that of clean surfaces, 0.1 to 1.
    public double cleanness() {
        return cleanness;
    }

    /// True while the valves do not follow their controller.
    public boolean stuck() {
        return !Double.isNaN(stuckAt);
    }

    /// Opening at which the valves are stuck, 0 to 1; NaN where they follow their controller.
    public double stuckAt() {
        return stuckAt;
    }

    /// @param transfer heat transfer / that of clean surfaces, 0.1 to 1
    public void foul(double transfer) {
        cleanness = Math.clamp(transfer, LEAST_CLEANNESS, 1);
    }

    /// @param opening 0 to 1; NaN frees the valves
    public void stick(double opening) {
        stuckAt = opening;
    }

    /// Cleans the surfaces and frees the valves.
    public void repair() {
        cleanness = 1;
        stuckAt = Double.NaN;
    }
}
