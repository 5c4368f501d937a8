package dev.ondol.simulator.run;

import dev.ondol.simulator.cluster.Cluster;
import dev.ondol.simulator.cluster.Placer;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.fault.Fault;
import dev.ondol.simulator.fault.FaultsInForce;
import java.util.List;

/// A scenario in motion: plant and scheduler, advanced together. The scheduler ticks every minute of plant time, before the
/// physics of that minute. Not thread-safe; simulations share nothing that changes, so each thread may have its own.
public final class Simulation {
    private static final long MINUTE_MILLIS = 60_000L;

    private final int stepSeconds;
    private final Facility facility;
    private final Cluster cluster;
    private final FaultsInForce faults;

    /// The scenario at its first instant.
    ///
    /// @throws IllegalArgumentException if the site has equipment that is not simulated, the policy has to be tuned and is not,
    ///                                  or a fault does not fit the site
    public Simulation(Scenario scenario) {
        this(scenario, RealPlant.AS_DESCRIBED);
    }

    /// The same on a plant that is not quite as the site describes it.
    ///
    /// @param asBuilt the real plant, given its description
    public Simulation(Scenario scenario, RealPlant asBuilt) {
        this(scenario, asBuilt, scenario.policy().placer());
    }

    /// The same with jobs placed by somebody else than the scenario's policy.
    public Simulation(Scenario scenario, RealPlant asBuilt, Placer placer) {
        stepSeconds = scenario.stepSeconds();
        if (scenario.policy().tuned() && scenario.tuned().isEmpty()) {
            throw new IllegalArgumentException("The policy %s needs tuned set-points of %s."
                    .formatted(scenario.policy().id(), scenario.site().id()));
        }
        facility = new Facility(asBuilt.site(scenario.policy().plant(scenario.site())),
                scenario.policy().control(scenario.tuned()),
                scenario.weather(), scenario.fromMillis(), scenario.seed(), scenario.assets());
        facility.it().profileErrors(asBuilt.profiles());
        facility.it().efficiencyProfile(asBuilt.profiles().real(scenario.policy().profile()));
        cluster = new Cluster(facility.it(), scenario.trace(), placer,
                scenario.policy().suspension(facility.it()));
        faults = new FaultsInForce(scenario.faults(), facility, scenario.seed());
    }

    /// Advances by one step of the scenario.
    public void step() {
        schedule();
        advance();
    }

    /// The first half of a step: each minute jobs end, come and start.
    public void schedule() {
        long now = facility.time();
        if (now % MINUTE_MILLIS == 0) {
            cluster.tick(now);
        }
    }

    /// The second half of a step: time passes in the plant.
    public void advance() {
        faults.advance();
        facility.step(stepSeconds);
    }

    /// Plant time, milliseconds since 1970-01-01T00:00Z.
    public long time() {
        return facility.time();
    }

    public Facility facility() {
        return facility;
    }

    /// What is broken now.
    public List<Fault> broken() {
        return faults.inForce();
    }

    public Cluster cluster() {
        return cluster;
    }

    /// What breaks, for whoever advances the facility instead of [#step].
    public FaultsInForce faults() {
        return faults;
    }
}
