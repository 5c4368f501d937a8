package dev.ondol.app.role;

import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.Topics;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.Databases;
import dev.ondol.services.FreePorts;
import dev.ondol.services.Mosquitto;
import dev.ondol.services.RunningDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A site whose every role is there twice, each a process of its own: two shards of ingest, two optimizers, two controls, and a dashboard; a
/// simulated plant that runs for some hours as fast as they follow.
final class Fleet implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final long CYCLE_MS = 300_000;
    private static final String READY = "Ctrl-C ends it";

    /// A heartbeat of control, and when it was heard, by [System#nanoTime].
    record Beat(Heartbeat said, long nanos) {}

    private final Path folder;
    private final String site;
    private final Mosquitto broker;
    private final RunningDatabase database;
    private final Map<String, List<String>> arguments = new LinkedHashMap<>();
    private final Map<String, OndolProcess> members = new LinkedHashMap<>();
    private final OndolProcess plant;
    private final MqttSession ear;
    private volatile long plantMs;
    private @Nullable Beat leading;
    private long heardNanos;
    private long gapNanos;
    private long newestApplied;
    private long applied;
    private long staleApplied;
    private final TreeSet<Long> carriedOut = new TreeSet<>();

    Fleet(Path folder, String site, int hours) throws IOException {
        this.folder = folder;
        this.site = site;
        broker = Mosquitto.start(folder.resolve("broker"), 0, true);
        database = Databases.timescale(folder.resolve("database"), 0);
        int placementPort = FreePorts.next();
        for (String half : List.of("a", "b")) {
            Files.writeString(folder.resolve(half + ".yaml"), """
                    site: %s
                    broker: {url: "%s"}
                    database: {url: "%s", user: "%s"}
                    management: {port: 0}
                    ingest: {shards: [{name: halls, sources: [it-h1, it-h2]}]}
                    optimizer: {port: %d}
                    control: {mode: AUTO, folder: control-%s}
                    dashboard: {port: 0, placementApi: "http://127.0.0.1:%d"}
                    """.formatted(site, broker.url(), database.jdbcUrl(), database.user(), placementPort, half,
                    placementPort));
        }
        arguments.put("ingest-halls", role("ingest", "a", "--shard", "halls"));
        arguments.put("ingest-rest", role("ingest", "b", "--shard", "rest"));
        arguments.put("control-a", role("control", "a"));
        arguments.put("control-b", role("control", "b"));
        arguments.put("optimize-a", role("optimize", "a"));
        arguments.put("optimize-b", role("optimize", "b"));
        arguments.put("dashboard", role("dashboard", "a"));
        ear = MqttSession.open(BrokerAddress.of(broker.url()), SessionOptions.transientSession("ondol-k2"), List.of(
                new Subscription(new Topics(site).clock(), 1), new Subscription(new Topics(site).allAcks(), 1),
                new Subscription(new Topics(site).heartbeat("control"), 1),
                new Subscription(new Topics(site).cycle(), 1)),
                this::hear);
        for (String name : arguments.keySet()) {
            start(name);
        }
        plant = OndolProcess.start(folder.resolve("plant.log"), "1500m", database.password(), List.of("demo", "--site",
                site, "--hours", Integer.toString(hours), "--json", "--without", "ingest,optimize,control,dashboard",
                "--placement-api", "http://127.0.0.1:" + placementPort, "--broker", broker.url(), "--database",
                database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password(), "--data", folder
                        .resolve("plant").toString()));
    }

    private List<String> role(String word, String half, String... more) {
        List<String> all = new ArrayList<>(List.of(word, "--config", folder.resolve(half + ".yaml").toString()));
        all.addAll(List.of(more));
        return all;
    }

    List<String> names() {
        return List.copyOf(arguments.keySet());
    }

    /// Starts a member and waits until it says that it runs.
    void start(String name) throws IOException {
        Path log = folder.resolve(name + ".log");
        int before = Files.exists(log) ? times(Files.readString(log)) : 0;
        OndolProcess process = OndolProcess.start(log, "800m", database.password(),
                Objects.requireNonNull(arguments.get(
                        name)));
        members.put(name, process);
        await(name + " runs").atMost(PATIENCE).until(() -> times(process.log()) > before);
    }

    private static int times(String log) {
        return log.split(READY, -1).length - 1;
    }

    void kill(String name) {
        Objects.requireNonNull(members.get(name)).kill();
    }

    /// Ends it as an upgrade does, by SIGTERM, and waits for its end.
    ///
    /// @return its exit code
    int end(String name) throws InterruptedException {
        return Objects.requireNonNull(members.get(name)).end();
    }

    /// What the gateway has said.
    String plantLog() throws IOException {
        return plant.log();
    }

    /// Whether that member is the control which commands.
    synchronized boolean leads(String name) {
        Beat beat = leading;
        return name.startsWith("control") && beat != null && leader(beat).contains("-%d-".formatted(Objects
                .requireNonNull(members.get(name)).pid()));
    }

    private static String leader(Beat beat) {
        return String.valueOf(beat.said().leader());
    }

    /// Waits for a control that leads in AUTO, in an epoch beyond that one.
    ///
    /// @return its first heartbeat that was heard
    Beat awaitLead(long beyondEpoch) {
        await("a control leads").atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            Beat beat = beat();
            return beat != null && beat.said().epoch() > beyondEpoch && beat.said().mode() == Mode.AUTO;
        });
        return Objects.requireNonNull(beat());
    }

    /// The first heartbeat of the newest epoch that said AUTO.
    private synchronized @Nullable Beat beat() {
        return leading;
    }

    synchronized long epoch() {
        Beat beat = leading;
        return beat == null ? 0 : beat.said().epoch();
    }

    /// Waits until something more has been applied.
    void awaitApplied() {
        long before = applied();
        await("commands are applied").atMost(PATIENCE).until(() -> applied() > before || !plant.alive());
    }

    synchronized long applied() {
        return applied;
    }

    /// What the plant applied of an epoch that is older than one of which it had applied something before.
    synchronized long staleApplied() {
        return staleApplied;
    }

    /// As far as it has been heard of, milliseconds.
    long plantMs() {
        return plantMs;
    }

    private void hear(Delivery delivery) {
        String topic = delivery.topic();
        Topics topics = new Topics(site);
        try {
            if (topic.equals(topics.clock())) {
                plantMs = JsonMessages.read(delivery.payload(), ClockTick.class).plant();
            } else if (topic.equals(topics.heartbeat("control"))) {
                beat(JsonMessages.read(delivery.payload(), Heartbeat.class));
            } else if (topic.equals(topics.cycle())) {
                carriedOut(JsonMessages.read(delivery.payload(), CycleApplied.class));
            } else {
                answered(JsonMessages.read(delivery.payload(), Acknowledgement.class));
            }
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void beat(Heartbeat said) {
        long now = System.nanoTime();
        if (said.mode() == Mode.AUTO && said.epoch() > epoch()) {
            leading = new Beat(said, now);
            gapNanos = now - heardNanos;
        }
        heardNanos = now;
    }

    /// Wall time from the last heartbeat before the newest epoch to its first that said AUTO.
    synchronized Duration gap() {
        return Duration.ofNanos(gapNanos);
    }

    private synchronized void carriedOut(CycleApplied done) {
        if (done.cycle() % CYCLE_MS == 0 && !done.planId().equals("none")) {
            carriedOut.add(done.cycle());
        }
    }

    /// Plant times of the planning cycles whose plan some control has carried out.
    synchronized NavigableSet<Long> carriedOut() {
        return new TreeSet<>(carriedOut);
    }

    private synchronized void answered(Acknowledgement answer) {
        if (answer.status() == Acknowledgement.Status.APPLIED) {
            applied++;
            staleApplied += answer.epoch() < newestApplied ? 1 : 0;
            newestApplied = Math.max(newestApplied, answer.epoch());
        }
    }

    /// The one number that this query answers.
    long number(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database
                .password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Waits for the end of the plant's hours.
    ///
    /// @return what it has said, the result last
    String awaitEnd() throws IOException, InterruptedException {
        plant.await();
        return plant.log();
    }

    boolean plantRuns() {
        return plant.alive();
    }

    @Override
    public void close() {
        members.values().forEach(OndolProcess::close);
        plant.close();
        ear.close();
        broker.close();
        database.close();
    }
}
