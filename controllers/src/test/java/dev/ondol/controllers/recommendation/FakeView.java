package dev.ondol.controllers.recommendation;

import dev.ondol.facility.operation.RecommendationView.Change;
import dev.ondol.facility.point.PointId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// A plant whose set-points are what the test says.
final class FakeView implements Recommendations.Plant {
    static final PointId AIR = PointId.of("hall-h1/supply-air-temperature-setpoint");
    static final PointId WATER = PointId.of("chilled-water/supply-water-temperature-setpoint");

    final Map<PointId, Double> inForce = new HashMap<>(Map.of(AIR, 22.0, WATER, 18.0));
    String breach = "";

    @Override
    public OptionalDouble inForce(PointId point) {
        Double value = inForce.get(point);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public double tolerance(PointId point) {
        return 0.05;
    }

    @Override
    public double step(PointId point) {
        return 0.5;
    }

    @Override
    public Optional<String> breach(String zone) {
        return breach.isEmpty() ? Optional.empty() : Optional.of(breach);
    }

    /// A plan that wants one set-point elsewhere.
    static Offer change(PointId point, double from, double to) {
        return new Offer("p", List.of(new Change(point, "Cel", from, to, 18, 27, 0.5, "energy")), null, 1.0);
    }
}
