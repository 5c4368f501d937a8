package dev.ondol.app.demo;

import dev.ondol.app.plant.SimulatedWorld;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.proof.run.PlantTrial;
import dev.ondol.proof.run.PlantUse;
import dev.ondol.simulator.cluster.RestPlacer;
import dev.ondol.simulator.fault.FaultPlan;
import dev.ondol.simulator.gateway.SimulatedPlant;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/// Runs the days of a trial twice and compares what the plant took: in one process, as the proof does, and in the services, where
/// everything between plant and optimizer goes over broker, database and HTTP. The services' clock is in lock-step: it waits for
/// the plan of each cycle and its commands, and for ingest.
public final class ServicesTrial {
    /// The optimizer runs in the same process: nobody asks elsewhere.
    private static final URI NOWHERE = URI.create("http://127.0.0.1:8081");

    private final PlantTrial trial;
    private final int days;
    private final String database;

    /// @param days     of the trial
    /// @param database `auto`, `embedded` or a JDBC URL
    public ServicesTrial(PlantTrial trial, int days, String database) {
        this.trial = trial;
        this.days = days;
        this.database = database;
    }

    /// Runs both, one after the other.
    ///
    /// @param data     empty folder for broker, database and gateway
    /// @param hourDone hears of each plant hour of the run in one process
    /// @throws InterruptedException if the thread is interrupted meanwhile
    public TrialResult run(Path data, IntConsumer hourDone) throws InterruptedException {
        Scenario scenario = trial.scenario();
        long started = System.nanoTime();
        PlantUse inProcess = trial.inProcess(hourDone);
        long served = System.nanoTime();
        AtomicReference<Simulation> plant = new AtomicReference<>();
        try (Demo demo = Demo.start(options(scenario), data, api -> world(api, plant), Pace.patient(trial.moves()))) {
            demo.awaitEnd();
            return TrialResult.of(scenario, days, inProcess, PlantUse.of(plant.get()), demo.result(), demo.metered(),
                    (served - started) / 1e9);
        }
    }

    private SimulatedWorld world(URI placementApi, AtomicReference<Simulation> plant) {
        RestPlacer scheduler = new RestPlacer(placementApi, UUID.randomUUID().toString(), InstantSource.system());
        Simulation simulation = trial.plant(scheduler);
        plant.set(simulation);
        return new SimulatedWorld(new SimulatedPlant(simulation), scheduler);
    }

    private DemoOptions options(Scenario scenario) {
        Site site = scenario.site();
        return new DemoOptions(site, SiteReader.text(site.id()).orElse(""), scenario.weather(), scenario.trace(),
                scenario.fromMillis(), true, scenario.seed(),
                Mode.AUTO, Optional.of(days * 24), 1, Optional.empty(), database, "embedded", Optional.empty(),
                FrameCodec.CBOR,
                Optional.empty(), Set.of(), NOWHERE, Weights.ENERGY, facility -> FaultPlan.NONE);
    }
}
