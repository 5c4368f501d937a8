package dev.ondol.optimizer.score;

import dev.ondol.optimizer.problem.SetpointStep;

/// The way of one set-point over the stages: how far it goes, and how far beyond its slew limit. Reckoned when it is asked for, once
/// for each time that a step has moved.
final class Journey {
    private final SetpointStep[] steps;
    private boolean dirty;
    private long tooFast;
    private long distance;

    /// @param steps one a stage; the owner fills and changes them, and says so
    Journey(SetpointStep[] steps) {
        this.steps = steps;
    }

    /// One of the steps is another one or has another value.
    void moved() {
        dirty = true;
    }

    /// Beyond the slew limit, tenths of the unit of the point; 0 where no step has a place.
    long tooFast() {
        follow();
        return tooFast;
    }

    /// Steps of the actuator's grid that it goes.
    long distance() {
        follow();
        return distance;
    }

    private void follow() {
        if (!dirty) {
            return;
        }
        dirty = false;
        tooFast = 0;
        distance = 0;
        double before = steps[0] == null ? 0 : steps[0].inForce();
        for (SetpointStep step : steps) {
            tooFast += step.excessSlew(before);
            distance += step.distance(before);
            before = step.value();
        }
    }
}
