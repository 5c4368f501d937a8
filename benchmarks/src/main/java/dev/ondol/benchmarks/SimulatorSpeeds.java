package dev.ondol.benchmarks;

import java.util.List;

/// How fast the simulator ran.
///
/// @param runs one for each site and number of scenarios in parallel
public record SimulatorSpeeds(List<Run> runs) {
    public SimulatorSpeeds {
        runs = List.copyOf(runs);
    }

    /// One measurement.
    ///
    /// @param site           id of the site
    /// @param racks          its racks
    /// @param threads        scenarios simulated at the same time, each on a thread of its own
    /// @param stepsPerSecond steps of all scenarios together, scheduler included, a wall second
    /// @param bytesPerStep   memory allocated, scheduler included, a step
    public record Run(String site, int racks, int threads, double stepsPerSecond, double bytesPerStep) {}
}
