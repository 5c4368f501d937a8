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
        Simulation simulation = new Simulation(scenario, asBuilt, placer);
        Facility facility = simulation.facility();
        facility.instruments(new SteadyReadings(new WornSensors(PointCatalog.of(scenario.site()), scenario.seed()),
                facility));
        return simulation;
    }
}
