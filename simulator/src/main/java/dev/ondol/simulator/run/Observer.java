package dev.ondol.simulator.run;

/// Looks at a simulation while it runs.
@FunctionalInterface
public interface Observer {
    /// Called after every whole minute of plant time. Must not change the simulation.
    void minute(Simulation simulation);
}
