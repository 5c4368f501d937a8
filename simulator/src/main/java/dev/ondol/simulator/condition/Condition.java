package dev.ondol.simulator.condition;

import java.util.function.DoubleConsumer;

/// The state of repair of like units in parallel, but for units out of service: how clean their heat transfer is, and whether
/// their valves are stuck. Sound at first. Not thread-safe.
public final class Condition {
    private static final double LEAST_CLEANNESS = 0.1;

    private final DoubleConsumer foul;
    private final DoubleConsumer stick;
    private double cleanness = 1;
    private double stuckAt = Double.NaN;

    /// Units that ask for their state.
    public Condition() {
        this(ignored -> {}, ignored -> {});
    }

    /// Units that are told of their state when it changes.
    ///
    /// @param foul  hears [#cleanness]
    /// @param stick hears [#stuckAt]
    public Condition(DoubleConsumer foul, DoubleConsumer stick) {
        this.foul = foul;
        this.stick = stick;
    }

    /// Heat transfer / that of clean surfaces, 0.1 to 1.
    public double cleanness() {
        return cleanness;
    }

    /// Opening at which the valves are stuck, 0 to 1; NaN where they follow their controller.
    public double stuckAt() {
        return stuckAt;
    }

    /// @param transfer heat transfer / that of clean surfaces, 0.1 to 1
    public void foul(double transfer) {
        double next = Math.clamp(transfer, LEAST_CLEANNESS, 1);
        if (next != cleanness) {
            cleanness = next;
            foul.accept(next);
        }
    }

    /// @param opening 0 to 1; NaN frees the valves
    public void stick(double opening) {
        if (Double.compare(opening, stuckAt) != 0) {
            stuckAt = opening;
            stick.accept(opening);
        }
    }

    /// Cleans the surfaces and frees the valves.
    public void repair() {
        foul(1);
        stick(Double.NaN);
    }
}
