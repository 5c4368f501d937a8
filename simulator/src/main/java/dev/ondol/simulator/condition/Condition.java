package dev.ondol.simulator.condition;

import java.util.Arrays;

/// The state of repair of like units in parallel: which of them are out of service, how clean their heat transfer is, and
/// whether their valves are stuck. Sound at first. Not thread-safe.
public final class Condition {
    /// What is left of a bank with every unit out: air and water still leak through, and the equations keep a flow.
    private static final double LEAST_SHARE = 0.01;

    private final boolean[] out;
    private final int duty;
    private double share = 1;
    private double cleanness = 1;
    private double stuckAt = Double.NaN;

    /// @param units all units
    /// @param duty  those that run at the same time; the others are spares
    public Condition(int units, int duty) {
        if (!(units >= 1 && duty >= 1 && duty <= units)) {
            throw new IllegalArgumentException("The duty units (%d) must be 1 to %d.".formatted(duty, units));
        }
        out = new boolean[units];
        this.duty = duty;
    }

    public int units() {
        return out.length;
    }

    /// Whether this unit (0 and up) is out of service.
    public boolean out(int unit) {
        return out[unit];
    }

    /// Units that can run / duty units, 0.01 to 1.
    public double share() {
        return share;
    }

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

    /// Takes a unit out of service or gives it back.
    public void trip(int unit, boolean trip) {
        out[unit] = trip;
        int ready = 0;
        for (boolean each : out) {
            ready += each ? 0 : 1;
        }
        share = Math.max(LEAST_SHARE, Math.min(1, (double) ready / duty));
    }

    /// @param transfer heat transfer / that of clean surfaces, 0.1 to 1
    public void foul(double transfer) {
        cleanness = Math.clamp(transfer, 0.1, 1);
    }

    /// @param opening 0 to 1; NaN frees the valves
    public void stick(double opening) {
        stuckAt = opening;
    }

    /// Repairs everything.
    public void repair() {
        Arrays.fill(out, false);
        share = 1;
        cleanness = 1;
        stuckAt = Double.NaN;
    }
}
