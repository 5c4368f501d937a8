package dev.ondol.simulator.sweep;

import java.util.Map;

/// What the process that shares out the years is told, as one line of JSON on its input.
///
/// @param plan       the years that are to be made
/// @param folder     where their rows go
/// @param master     who has the machines: `local[*]`, `spark://host:7077`
/// @param listen     address at which this process may be reached
/// @param properties of the engine, by name; they win over those that Ondol sets
public record SweepOrder(SweepPlan plan, String folder, String master, String listen,
        Map<String, String> properties) {
    public SweepOrder {
        properties = Map.copyOf(properties);
    }
}
