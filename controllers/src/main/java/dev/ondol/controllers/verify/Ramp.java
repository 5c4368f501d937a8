package dev.ondol.controllers.verify;

import dev.ondol.facility.point.SetpointLimits;

/// The way from the value in force to the wanted one: towards safety at once, in the saving direction by the steps that
/// the slew limit permits now. Each step is a new [Proposal] for the [Verifier]; the ramp itself decides nothing.
public final class Ramp {
    private Ramp() {}

    /// The next value to propose.
    public sealed interface Next {
        /// @param value in the unit of the point
        record Step(double value) implements Next {}

        /// The wanted value is in force, on its way, or nearer than the dead-band.
        record Arrived() implements Next {}

        /// The slew limit leaves no step that is worth a command yet.
        record Waiting() implements Next {}

        /// The plant has not said what is in force.
        record Unknown() implements Next {}
    }

    /// @param target an accepted target, in the unit of the point
    /// @param now    plant time in milliseconds
    public static Next next(double target, SetpointLimits limits, Trajectory trajectory, long now) {
        trajectory.forget(now);
        double base = trajectory.base();
        if (Double.isNaN(base)) {
            return new Next.Unknown();
        }
        double distance = trajectory.saving(target) - trajectory.saving(base);
        if (Math.abs(distance) < Math.max(limits.deadband(), StepLimits.ROUNDING)) {
            return new Next.Arrived();
        }
        if (distance < 0) {
            return new Next.Step(target);
        }
        double farthest = trajectory.farthest(now);
        if (trajectory.saving(target) <= trajectory.saving(farthest)) {
            return new Next.Step(target);
        }
        double room = trajectory.saving(farthest) - trajectory.saving(base);
        return room >= Math.max(limits.deadband(), StepLimits.ROUNDING) ? new Next.Step(farthest) : new Next.Waiting();
    }
}
