package dev.ondol.optimizer.model;

import java.util.Arrays;

/// The numbers that a part of the model was last asked with: a search changes one set-point at a time, and the other parts need
/// not be reckoned again. One thread.
final class Asked {
    private final double[] last;
    private int at;
    private boolean changed;

    /// @param numbers how many there are
    Asked(int numbers) {
        last = new double[numbers];
        Arrays.fill(last, Double.NEGATIVE_INFINITY);
    }

    Asked anew() {
        at = 0;
        changed = false;
        return this;
    }

    Asked with(double number) {
        if (Double.doubleToRawLongBits(last[at]) != Double.doubleToRawLongBits(number)) {
            last[at] = number;
            changed = true;
        }
        at++;
        return this;
    }

    Asked with(double[] numbers) {
        for (double number : numbers) {
            with(number);
        }
        return this;
    }

    /// True where all numbers are those of the time before.
    boolean again() {
        return !changed;
    }
}
