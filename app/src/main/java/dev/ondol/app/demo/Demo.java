package dev.ondol.app.demo;

import dev.ondol.app.management.MeasuredIngest;
import dev.ondol.app.plant.SimulatedWorld;
import dev.ondol.app.plant.SimulatedWorld.Surroundings;
import dev.ondol.app.replay.Replayer;
import dev.ondol.app.role.RoleName;
import dev.ondol.app.role.Shutdown;
import dev.ondol.controllers.ControlOptions;
import dev.ondol.controllers.ControlRole;
import dev.ondol.controllers.watch.AlarmRole;
import dev.ondol.controllers.watch.LeaderWatch;
import dev.ondol.controllers.watch.Notices;
import dev.ondol.dashboards.DashboardOptions;
import dev.ondol.dashboards.DashboardRole;
import dev.ondol.dashboards.access.Role;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.gateway.GatewayOptions;
import dev.ondol.gateway.GatewayRole;
import dev.ondol.gateway.GatewayStatistics;
import dev.ondol.historian.Historian;
import dev.ondol.historian.reading.History.LastValue;
import dev.ondol.historian.rollup.Retention;
import dev.ondol.ingest.IngestOptions;
import dev.ondol.optimizer.OptimizerOptions;
import dev.ondol.optimizer.OptimizerRole;
import dev.ondol.services.FreePorts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every role in one process, wired by constructor, started from the historian up and stopped from the plant down.
public final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final int DASHBOARD_PORT = 8080;
    private static final int MANAGEMENT_PORT = 9090;
    private static final String LOOPBACK = "127.0.0.1";

    private final DemoOptions options;
    private final Shutdown shutdown;
    private final Backing backing;
    private final Historian historian;
    private @Nullable DashboardRole dashboard;
    private final GatewayRole gateway;
    private @Nullable MeasuredIngest ingest;
    private final StoredBefore before;
    private final long startedNanos = System.nanoTime();

    private Demo(DemoOptions options, Path data, Function<URI, SimulatedWorld> worlds, Pace pace, Shutdown shutdown) {
        this.options = options;
        this.shutdown = shutdown;
        Site site = options.site();
        PointCatalog points = PointCatalog.of(site);
        Clock wall = Clock.systemUTC();
        boolean listens = options.runs(RoleName.DASHBOARD) || options.runs(RoleName.OPTIMIZE);
        int dashboardPort = listens
                ? FreePorts.claim(options.port().orElseGet(() -> options.lockStep()
                        ? FreePorts.next(2)
                        : DASHBOARD_PORT), "dashboard")
                : 0;
        int placementPort = options.runs(RoleName.OPTIMIZE) ? FreePorts.claim(dashboardPort + 1, "placement API") : 0;
        boolean anyPort = options.lockStep() || options.port().isPresent();
        int managementPort = options.runs(RoleName.INGEST)
                ? FreePorts.claim(options.management().orElse(anyPort ? 0 : MANAGEMENT_PORT), "metrics")
                : 0;
        URI placementApi = options.runs(RoleName.OPTIMIZE)
                ? URI.create("http://127.0.0.1:" + placementPort)
                : options.placementApi();

        backing = Backing.start(options, data, shutdown);
        historian = shutdown.add("historian", Historian.open(backing.database()));
        if (!options.database().startsWith("jdbc:")) {
            historian.guardDisk(data, state -> {});
        }
        historian.register(site.id(), points.all());
        before = StoredBefore.of(historian, site.id());
        shutdown.add("upkeep", historian.upkeep(Retention.FOREVER)).start();
        SimulatedWorld world = worlds.apply(placementApi);

        if (options.runs(RoleName.INGEST)) {
            ingest = shutdown.add("ingest",
                    MeasuredIngest.start(site, backing.broker(), historian, IngestOptions.defaults(), LOOPBACK,
                            managementPort));
        }
        if (options.runs(RoleName.OPTIMIZE)) {
            shutdown.add("optimizer", new OptimizerRole(site, points, backing.broker(), historian,
                    OptimizerOptions.defaults().withPort(placementPort).withSeed(options.seed())
                            .withWeights(options.weights()).withMoves(pace.moves()).withTimeGuard(pace.timeGuard())))
                    .start();
        }
        if (options.runs(RoleName.CONTROL)) {
            ControlRole control = shutdown.add("control", new ControlRole(site, points, backing.broker(), historian,
                    ControlOptions.defaults().withInitialMode(options.mode()).withFolder(data.resolve("control"))));
            control.start();
            shutdown.add("alarms", new LeaderWatch(control::lastStatistics, () -> new AlarmRole(site, points, backing
                    .broker(), historian, control::lastStatistics, Optional.of(data.resolve("control")),
                    Notices.NONE))).start();
        }
        if (options.runs(RoleName.DASHBOARD)) {
            DashboardRole started = shutdown.add("dashboard", new DashboardRole(site, points, backing.broker(),
                    historian, DashboardOptions.loopback(dashboardPort, placementApi).withLocalUser(Role.OPERATOR)
                            .withRecordings(data)));
            started.start();
            dashboard = started;
            shutdown.add("replayer", new Replayer(new Replayer.Plant(site, options.siteText()),
                    historian, data)).start();
        }
        shutdown.add("scheduler", world.scheduler());
        gateway = shutdown.add("gateway", new GatewayRole(site, points, world.plant(), backing.broker(),
                gatewayOptions(options, data, pace), wall));
        gateway.start();
        new RunningDemo(site.id(), backing.broker().url()).write(data);
    }

    /// Starts broker, database and every role; returns when all of them run.
    ///
    /// @param data folder of all state
    public static Demo start(DemoOptions options, Path data) {
        return start(options, data, placementApi -> world(options, data, placementApi), Pace.LIVELY);
    }

    private static SimulatedWorld world(DemoOptions options, Path data, URI placementApi) {
        long start = options.startAsked()
                ? options.start()
                : SimulatedWorld.resume(data.resolve("gateway"), options.site(), options.start());
        return SimulatedWorld.of(options.site(), new Surroundings(options.weather(), options.workload(), options.seed(),
                options.faults()), start, placementApi);
    }

    /// The same with a plant of somebody else's making.
    ///
    /// @param worlds makes the plant, given where its scheduler asks for places
    static Demo start(DemoOptions options, Path data, Function<URI, SimulatedWorld> worlds, Pace pace) {
        Shutdown shutdown = new Shutdown();
        boolean started = false;
        try {
            Demo demo = new Demo(options, data, worlds, pace, shutdown);
            started = true;
            return demo;
        } finally {
            if (!started) {
                shutdown.close();
            }
        }
    }

    /// Where the operator looks; empty where the dashboard is another process.
    public Optional<URI> dashboard() {
        DashboardRole started = dashboard;
        return started == null
                ? Optional.empty()
                : Optional.of(URI.create("http://127.0.0.1:" + started.port()));
    }

    /// Where metrics and health are; empty where ingest is another process.
    public Optional<URI> management() {
        MeasuredIngest measured = ingest;
        return measured == null
                ? Optional.empty()
                : Optional.of(URI.create("http://%s:%d/metrics".formatted(LOOPBACK, measured.managementPort())));
    }

    /// What carries and keeps the data, for people; without the password that an address may hold.
    public String backing() {
        return "broker %s, database %s at %s".formatted(backing.brokerName(), historian.edition().id(),
                backing.database());
    }

    /// Waits until the hours have passed, or until it is closed.
    public void awaitEnd() throws InterruptedException {
        gateway.awaitEnd();
    }

    /// What was done, with the rows that SQL counts; to be asked at the end and before it is closed.
    public DemoResult result() {
        GatewayStatistics done = gateway.statistics();
        long stored = before.samplesSince(historian);
        var plant = done.plant();
        LOG.info("Stored {} of {} published samples.", stored, done.samplesPublished());
        return new DemoResult(options.site().id(), (done.lastMillis() - done.firstMillis()) / 3_600_000.0,
                done.framesPublished(), stored, done.samplesPublished() - stored, before.plansSince(historian),
                done.commandsApplied(), before.rejectedSince(historian) + done.commandsRefused(),
                plant.jobsSubmitted(), plant.jobsPlaced(), plant.itKwh(), plant.facilityKwh(), plant.coolingKwh(),
                plant.pue(), plant.maxInletC(), done.cyclesOverBudget(),
                (System.nanoTime() - startedNanos) / 1e9, historian.edition().id(), backing.brokerName());
    }

    /// The newest reading of the facility's meter in the database, kWh; NaN where there is none.
    double metered() {
        PointId meter = PointId.of(PointCatalog.FACILITY_METER, Quantity.ACTIVE_ENERGY);
        LastValue newest = historian.history(options.site().id()).last(List.of(meter)).get(meter);
        return newest == null ? Double.NaN : newest.value();
    }

    /// Stops every role, then database and broker. Does nothing the second time.
    @Override
    public void close() {
        shutdown.close();
    }

    private static GatewayOptions gatewayOptions(DemoOptions options, Path data, Pace pace) {
        Path folder = data.resolve("gateway");
        Optional<Integer> hours = options.hours();
        GatewayOptions gateway = hours.isPresent()
                ? GatewayOptions.lockStep(folder, Duration.ofHours(hours.get()), pace.cycleBudget())
                : GatewayOptions.freeRunning(folder, options.speed());
        return gateway.withFrames(options.frames());
    }
}
