package dev.ondol.facility.point;

/// The operator's envelope of one set-point, all values in the point's unit.
///
/// @param min          lowest value that may be written
/// @param max          highest value that may be written
/// @param savingStep   largest change in the saving direction per [#SAVING_PERIOD_SECONDS] of plant time
/// @param safe         the direction in which the plant gets more cooling or more power: never slew-limited
/// @param deadband     changes smaller than this are not worth a command
public record SetpointLimits(double min, double max, double savingStep, SafeDirection safe, double deadband) {
    /// The plant time to which [#savingStep()] refers, in seconds.
    public static final int SAVING_PERIOD_SECONDS = 300;

    /// The direction towards more safety for the equipment.
    public enum SafeDirection {
        DOWN, UP
    }

    public SetpointLimits {
        if (!(min < max)) {
            throw new IllegalArgumentException("The minimum (%s) must be below the maximum (%s).".formatted(min, max));
        }
        if (!(savingStep > 0)) {
            throw new IllegalArgumentException("The saving step (%s) must be positive.".formatted(savingStep));
        }
        if (!(deadband >= 0)) {
            throw new IllegalArgumentException("The dead-band (%s) must not be negative.".formatted(deadband));
        }
    }

    /// The saving step with its direction: above 0 where a higher value saves.
    public double signedSavingStep() {
        return safe == SafeDirection.DOWN ? savingStep : -savingStep;
    }

    /// True if the value may be written; false for NaN and infinities.
    public boolean contains(double value) {
        return value >= min && value <= max;
    }
}
