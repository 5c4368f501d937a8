package dev.ondol.optimizer.solve;

import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.Outdoor;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What one planning cycle starts from.
///
/// @param cycle       plant time in milliseconds
/// @param weather     expected weather of each stage
/// @param inForce     set-points in force, one for each actuator; empty where the plant does not tell
/// @param held        actuators that the plan must leave alone, with the reason
/// @param calibration what telemetry says about the plant
public record CycleInput(long cycle, List<Outdoor> weather, List<OptionalDouble> inForce, Map<Integer, String> held,
        Calibration calibration) {
    public CycleInput {
        weather = List.copyOf(weather);
        inForce = List.copyOf(inForce);
        held = Map.copyOf(held);
    }
}
