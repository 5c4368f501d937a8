package dev.ondol.simulator.run;

import java.time.LocalDate;
import java.util.List;

/// One run of a scenario, as fast as it goes. The same scenario gives the same figures, bit for bit, whoever looks on and
/// whatever else runs beside it.
public final class SimulationRun {
    private static final long MINUTE_MILLIS = 60_000L;

    private SimulationRun() {}

    /// Runs and returns the summary.
    ///
    /// @throws IllegalArgumentException if the scenario does not fit its site, see [Simulation]
    public static Summary run(Scenario scenario, Progress progress) {
        return run(new Simulation(scenario), scenario, List.of(), progress);
    }

    /// Runs a simulation from its first instant while observers look on.
    public static Summary run(Simulation simulation, Scenario scenario, List<Observer> observers, Progress progress) {
        LocalDate date = scenario.from();
        for (int day = 0; day < scenario.days(); day++) {
            progress.reached(day, scenario.days());
            date = date.plusDays(1);
            long end = date.atStartOfDay(scenario.site().location().zone()).toInstant().toEpochMilli();
            while (simulation.time() < end) {
                simulation.step();
                if (simulation.time() % MINUTE_MILLIS == 0) {
                    for (Observer observer : observers) {
                        observer.minute(simulation);
                    }
                }
            }
        }
        progress.reached(scenario.days(), scenario.days());
        return Summary.of(scenario, simulation.facility().energy(), simulation.cluster().account(),
                simulation.facility().assets());
    }
}
