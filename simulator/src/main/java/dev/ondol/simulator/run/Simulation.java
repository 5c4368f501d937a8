package dev.ondol.simulator.run;

import dev.ondol.simulator.cluster.Cluster;
import dev.ondol.simulator.facility.Facility;

/// A scenario in motion: plant and scheduler, advanced together. The scheduler ticks every minute of plant time, before the
/// physics of that minute. Not thread-safe; simulations share nothing that changes, so each thread may have its own.
public final class Simulation {
    private static final long MINUTE_MILLIS = 60_000L;

    private final int stepSeconds;
    private final Facility facility;
    private final Cluster cluster;

    /// The scenario at its first instant.
    ///
    /// @throws IllegalArgumentException if the site has equipment that is not simulated, or the policy has to be tuned and is
    ///                                  not
    public Simulation(Scenario scenario) {
        stepSeconds = scenario.stepSeconds();
        if (scenario.policy().tuned() && scenario.tuned().isEmpty()) {
            throw new IllegalArgumentException("The policy %s needs tuned set-points of %s."
                    .formatted(scenario.policy().id(), scenario.site().id()));
        }
        facility = new Facility(scenario.policy().plant(scenario.site()), scenario.policy().control(scenario.tuned()),
                scenario.weather(), scenario.fromMillis(), scenario.seed(), scenario.assets());
        cluster = new Cluster(facility.it(), scenario.trace(), scenario.policy().placer());
    }

    /// Advances by one step of the scenario.
    public void step() {
        long now = facility.time();
        if (now % MINUTE_MILLIS == 0) {
            cluster.tick(now);
        }
        facility.step(stepSeconds);
    }

    /// Plant time, milliseconds since 1970-01-01T00:00Z.
    public long time() {
        return facility.time();
    }

    public Facility facility() {
        return facility;
    }

    public Cluster cluster() {
        return cluster;
    }
}
