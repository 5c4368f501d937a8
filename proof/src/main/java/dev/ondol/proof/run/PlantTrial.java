package dev.ondol.proof.run;

import dev.ondol.facility.plan.Levers;
import dev.ondol.facility.site.Site;
import dev.ondol.proof.loop.AsBuilt;
import dev.ondol.proof.loop.ClosedLoop;
import dev.ondol.proof.loop.OutsideLoop;
import dev.ondol.simulator.cluster.Placer;
import dev.ondol.simulator.run.Policy;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.time.LocalDate;
import java.util.function.IntConsumer;

/// Days of one plant that are run twice: with the optimizer in this process, as every figure of the proof is made, and with an
/// optimizer that somebody brings from elsewhere. Plant, weather, jobs, failures and sensors are the same in both; so what
/// differs is how the optimizer is connected. No day to settle: both begin with the same plant at the same instant.
public final class PlantTrial {
    private static final int STEP_SECONDS = 60;
    private static final long HOUR_MS = 3_600_000;

    private final Scenario scenario;
    private final AsBuilt asBuilt;
    private final long moves;

    /// @param from  first day, site-local
    /// @param days  1 or more
    /// @param seed  of jobs, plant, sensors, failures and of the search
    /// @param moves moves evaluated in each plan
    /// @throws IllegalArgumentException if the weather does not cover the days
    public PlantTrial(Site site, Weather weather, LocalDate from, int days, long seed, long moves) {
        asBuilt = new AsBuilt(seed);
        this.moves = moves;
        Scenario sound = new Scenario(site, Policy.GOOD_PRACTICE, weather, new TypicalWorkload(site, seed), from, days,
                STEP_SECONDS, seed);
        scenario = sound.faults(Failures.of(new Simulation(sound, asBuilt).facility(), from, days, seed));
    }

    public Scenario scenario() {
        return scenario;
    }

    public long moves() {
        return moves;
    }

    /// The plant for somebody else's loop.
    ///
    /// @param placer of its scheduler
    public Simulation plant(Placer placer) {
        return OutsideLoop.plant(scenario, asBuilt, placer);
    }

    /// Runs the days in this process.
    ///
    /// @param hourDone hears after each plant hour how many have passed
    /// @throws InterruptedException if the thread is interrupted meanwhile
    public PlantUse inProcess(IntConsumer hourDone) throws InterruptedException {
        try (ClosedLoop loop = new ClosedLoop(scenario, asBuilt, Levers.ALL, moves)) {
            Simulation simulation = loop.simulation();
            while (simulation.time() < scenario.toMillis()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("The trial was stopped.");
                }
                loop.step();
                if (simulation.time() % HOUR_MS == 0) {
                    hourDone.accept((int) ((simulation.time() - scenario.fromMillis()) / HOUR_MS));
                }
            }
            return PlantUse.of(simulation);
        }
    }
}
