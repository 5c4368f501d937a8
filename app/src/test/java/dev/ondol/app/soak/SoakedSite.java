package dev.ondol.app.soak;

import static org.awaitility.Awaitility.await;

import dev.ondol.app.role.OndolProcess;
import dev.ondol.messaging.BrokerAddress;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A site whose every role is a process of its own, with Mosquitto and TimescaleDB, for a long time.
final class SoakedSite implements AutoCloseable {
    static final List<String> ROLES = List.of("ingest", "optimize", "control", "dashboard", "gateway");
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String HEAP = "600m";

    private final Path folder;
    private final String site;
    private final int placementPort = FreePorts.next();
    private final Map<String, OndolProcess> processes = new LinkedHashMap<>();
    private final Lag lag;
    private Mosquitto broker;
    private RunningDatabase database;

    SoakedSite(Path folder, String site, double speed) throws IOException {
        this.folder = folder;
        this.site = site;
        broker = Mosquitto.start(folder.resolve("broker"), 0, true);
        database = Databases.timescale(folder.resolve("database"), 0);
        lag = new Lag(site, BrokerAddress.of(broker.url()));
        write(speed);
        for (String role : ROLES) {
            start(role);
        }
    }

    private void write(double speed) throws IOException {
        Files.writeString(folder.resolve("ondol.yaml"), """
                site: %s
                broker: {url: "%s"}
                database: {url: "%s", user: "%s"}
                management: {port: 0}
                optimizer: {port: %d}
                control: {mode: AUTO, folder: control}
                dashboard: {port: 0, placementApi: "http://127.0.0.1:%d"}
                gateway: {simulated: {speed: %s, placementApi: "http://127.0.0.1:%d"}}
                """.formatted(site, broker.url(), database.jdbcUrl(), database.user(), placementPort, placementPort,
                speed, placementPort));
    }

    Lag lag() {
        return lag;
    }

    long pid(String role) {
        return Objects.requireNonNull(processes.get(role)).pid();
    }

    boolean alive(String role) {
        return Objects.requireNonNull(processes.get(role)).alive();
    }

    private void start(String role) throws IOException {
        int before = lives(role);
        OndolProcess process = OndolProcess.start(folder.resolve(role + ".log"), HEAP, database.password(), List.of(
                role, "--config", folder.resolve("ondol.yaml").toString()));
        processes.put(role, process);
        await(role + " runs").atMost(PATIENCE).until(() -> lives(role) > before || !process.alive());
    }

    /// How often that role has said that it runs.
    private int lives(String role) throws IOException {
        Path log = folder.resolve(role + ".log");
        return Files.exists(log) ? Files.readString(log).split("Ctrl-C ends it", -1).length - 1 : 0;
    }

    void killIngest() throws IOException {
        Objects.requireNonNull(processes.get("ingest")).kill();
        start("ingest");
    }

    void killBroker() throws IOException {
        broker.kill();
        broker = Mosquitto.start(folder.resolve("broker"), broker.port(), true);
    }

    void stopDatabase() {
        database.stopAtOnce();
        database = Databases.timescale(folder.resolve("database"), database.port());
    }

    /// Ends the plant in order and lets it go on at another speed.
    void changeSpeed(double speed) throws IOException, InterruptedException {
        endPlant();
        write(speed);
        start("gateway");
    }

    /// Ends the plant in order and waits until everything it has said is stored.
    ///
    /// @return exit code
    int endPlant() throws InterruptedException {
        int code = Objects.requireNonNull(processes.get("gateway")).end();
        await("all frames are committed").atMost(PATIENCE).until(() -> lag.waiting() == 0);
        return code;
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

    /// What outbox, audit spool and broker keep on disk, MB.
    double spoolsMb() throws IOException {
        double bytes = 0;
        for (String name : List.of("gateway", "control", "broker")) {
            Path spool = folder.resolve(name);
            if (Files.exists(spool)) {
                try (Stream<Path> files = Files.walk(spool)) {
                    bytes += files.map(Path::toFile).filter(file -> file.isFile()
                            && !file.getName().endsWith(".log")).mapToLong(java.io.File::length).sum();
                }
            }
        }
        return bytes / 1024 / 1024;
    }

    @Override
    public void close() {
        processes.values().forEach(OndolProcess::close);
        lag.close();
        broker.close();
        database.close();
    }
}
