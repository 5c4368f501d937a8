package dev.ondol.controllers.recommendation;

import dev.ondol.controllers.recommendation.Recommendations.Plant;
import dev.ondol.facility.operation.RecommendationView.Change;
import dev.ondol.facility.point.PointId;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Whether the plant has got where it was to go, and how long it may take.
final class ReadBack {
    /// Plant time that may pass beyond what ramps need.
    static final long LATE_MS = 600_000;
    private static final long STEP_MS = 300_000;
    private static final double LEAST_STEP = 1e-6;

    private ReadBack() {}

    /// How many of the values are in force.
    static int arrived(Map<PointId, Double> values, Plant plant) {
        return (int) values.entrySet().stream().filter(wanted -> {
            OptionalDouble inForce = plant.inForce(wanted.getKey());
            return inForce.isPresent() && Math.abs(inForce.getAsDouble() - wanted.getValue()) <= plant.tolerance(wanted
                    .getKey());
        }).count();
    }

    /// Plant time for which the changes may be under way, milliseconds.
    static long patienceMs(List<Change> changes, Plant plant) {
        double steps = changes.stream().mapToDouble(change -> Math.abs(change.to() - change.from()) / Math.max(plant
                .step(change.point()), LEAST_STEP)).max().orElse(0);
        return (long) Math.ceil(Math.min(steps, 1_000)) * STEP_MS + LATE_MS;
    }
}
