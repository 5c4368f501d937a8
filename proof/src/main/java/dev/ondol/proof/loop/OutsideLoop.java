package dev.ondol.proof.loop;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.simulator.cluster.Placer;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;

/// The plant of a [ClosedLoop] without the loop: the same real plant and the same worn sensors, for somebody else to turn its clock
/// and to control it.
public final class OutsideLoop {
    private OutsideLoop() {}

    /// @param scenario of policy good-practice
    /// @param asBuilt  the real plant
    /// @param placer   of its scheduler
    public static Simulation plant(Scenario scenario, AsBuilt asBuilt, Placer placer) {
        return worn(new Simulation(scenario, asBuilt, placer), scenario);
    }

    /// A scenario on a plant that is off its description, read by worn sensors.
    ///
    /// @param percent by how much each coefficient is off, 0 to 50
    public static Simulation perturbed(Scenario scenario, double percent) {
        return worn(new Simulation(scenario, AsBuilt.by(percent, scenario.seed())), scenario);
    }

    private static Simulation worn(Simulation simulation, Scenario scenario) {
        Facility facility = simulation.facility();
        facility.instruments(new SteadyReadings(new WornSensors(PointCatalog.of(scenario.site()), scenario.seed()),
                facility));
        return simulation;
    }
}
