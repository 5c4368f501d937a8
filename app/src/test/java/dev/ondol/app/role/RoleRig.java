package dev.ondol.app.role;

import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Topics;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A simulated plant, Mosquitto, a database, ingest, optimizer and control, each a process of its own that can be killed and started again.
final class RoleRig implements AutoCloseable {
    /// Two cycles at 60 plant seconds a second.
    private static final long SETTLED_NANOS = 10_000_000_000L;
    static final Duration PATIENCE = Duration.ofMinutes(6);

    /// What is killed.
    enum Victim {
        OPTIMIZER, CONTROL, BROKER, DATABASE, INGEST
    }

    /// What the plant's gateway says about whom it obeys, and when that was seen, by [System#nanoTime] and in plant milliseconds.
    record Standing(boolean obeys, String why, long nanos, long plantMs) {}

    private final Path folder;
    private final String site;
    private final int placementPort = FreePorts.next();
    private final Map<RoleName, OndolProcess> roles = new EnumMap<>(RoleName.class);
    private final List<Standing> standings = new ArrayList<>();
    private final OndolProcess plant;
    private final Thread reader;
    private final MqttSession ear;
    private volatile long plantMs;
    private final Optional<Doors> doors;
    private Mosquitto broker;
    private RunningDatabase database;

    RoleRig(Path folder, String site, int speed) throws IOException {
        this(folder, site, speed, false);
    }

    /// @param locked whether everybody shows a certificate at the broker and is held to the topic rules
    RoleRig(Path folder, String site, int speed, boolean locked) throws IOException {
        this.folder = folder;
        this.site = site;
        this.doors = locked ? Optional.of(new Doors(folder.resolve("certs"), site)) : Optional.empty();
        broker = Mosquitto.start(folder.resolve("broker"), 0, true, doors.map(Doors::locks));
        database = Databases.embedded(folder.resolve("database"), 0);
        if (locked) {
            Doors.makeRoles(database);
        }
        Files.writeString(folder.resolve("ondol.yaml"), """
                site: %s
                broker: {url: "%s"%s}
                database: {url: "%s", user: "%s"}
                management: {port: 0}
                optimizer: {port: %d}
                control: {mode: AUTO, folder: control}
                dashboard: {port: 0}
                """.formatted(site, broker.url(), locked
                ? ", tls: {ca: certs/ca.pem, certificate: \"certs/%1$s/{role}.pem\", key: \"certs/%1$s/{role}-key.pem\"}"
                        .formatted(site)
                : "", database.jdbcUrl(), locked ? "ondol_{role}" : database.user(), placementPort));
        for (RoleName role : RoleName.values()) {
            if (locked || role != RoleName.DASHBOARD) {
                launch(role);
            }
        }
        List<String> arguments = new ArrayList<>(List.of("demo", "--site", site, "--without",
                "ingest,optimize,control,dashboard", "--placement-api", "http://127.0.0.1:" + placementPort, "--broker",
                broker.url(), "--database", database.jdbcUrl() + "?user=" + database.user() + "&password=" + database
                        .password(),
                "--speed", Integer.toString(speed), "--data", folder.resolve("plant").toString()));
        if (locked) {
            arguments.addAll(List.of("--broker-ca", doors.orElseThrow().file("../ca"), "--broker-certificate",
                    doors.orElseThrow().file("gateway"), "--broker-key", doors.orElseThrow().file("gateway-key")));
        }
        plant = process("plant", arguments);
        ear = MqttSession.open(doors.map(of -> of.address(broker.url(), "dashboard")).orElse(BrokerAddress.of(broker
                .url())), SessionOptions.transientSession("ondol-k1"), List.of(
                        new Subscription(new Topics(site).clock(), 1)),
                delivery -> clock(delivery.payload()));
        reader = Thread.ofPlatform().daemon().start(this::listen);
    }

    /// What a role has written to its log so far.
    String log(RoleName role) throws IOException {
        return Files.readString(folder.resolve(role.word() + ".log"));
    }

    private void launch(RoleName role) throws IOException {
        roles.put(role, process(role.word(), List.of(role.word(), "--config", folder.resolve("ondol.yaml")
                .toString())));
    }

    private OndolProcess process(String name, List<String> arguments) throws IOException {
        return OndolProcess.start(folder.resolve(name + ".log"), "1500m", database.password(), arguments);
    }

    private void clock(byte[] payload) {
        try {
            plantMs = JsonMessages.read(payload, ClockTick.class).plant();
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    /// As far as it has been heard of.
    long plantMs() {
        return plantMs;
    }

    /// Reads what the gateway says as it says it.
    private void listen() {
        try (var log = Files.newBufferedReader(folder.resolve("plant.log"))) {
            while (true) {
                String line = log.readLine();
                if (line == null) {
                    Thread.sleep(10);
                } else if (line.contains("The plant obeys commands")) {
                    stands(true, "");
                } else if (line.contains("The plant is on its local rules: ")) {
                    stands(false, line.substring(line.indexOf("rules: ") + 7));
                }
            }
        } catch (IOException | InterruptedException e) {
            stands(false, "not read any more: " + e);
        }
    }

    private void stands(boolean obeys, String why) {
        synchronized (standings) {
            standings.add(new Standing(obeys, why, System.nanoTime(), plantMs));
        }
    }

    int heard() {
        synchronized (standings) {
            return standings.size();
        }
    }

    /// What was heard after the first so many.
    List<Standing> since(int heard) {
        synchronized (standings) {
            return List.copyOf(standings.subList(heard, standings.size()));
        }
    }

    /// Waits until the plant obeys, and commands reach it again.
    void awaitObeys() {
        await("the plant obeys").atMost(PATIENCE).until(() -> {
            synchronized (standings) {
                return plant.alive() && !standings.isEmpty() && standings.getLast().obeys();
            }
        });
    }

    void awaitApplied() {
        long before = number("SELECT count(*) FROM acknowledgement WHERE status = 'APPLIED'").longValue();
        await("commands are applied").atMost(PATIENCE).until(() -> number(
                "SELECT count(*) FROM acknowledgement WHERE status = 'APPLIED'").longValue() > before);
    }

    /// Waits until the plant has obeyed for so long that a plan of an optimizer that was started again is followed: until then
    /// the old plan may run out and put the plant on its local rules in the very moment of the next kill.
    void awaitSettled() {
        await("the plant goes on obeying").atMost(PATIENCE).until(() -> {
            synchronized (standings) {
                return standings.getLast().obeys() && System.nanoTime() - standings.getLast().nanos() > SETTLED_NANOS;
            }
        });
    }

    /// kill -9; the database as by a power failure.
    void kill(Victim victim) {
        switch (victim) {
            case OPTIMIZER -> Objects.requireNonNull(roles.get(RoleName.OPTIMIZE)).kill();
            case CONTROL -> Objects.requireNonNull(roles.get(RoleName.CONTROL)).kill();
            case INGEST -> Objects.requireNonNull(roles.get(RoleName.INGEST)).kill();
            case BROKER -> broker.kill();
            case DATABASE -> database.stopAtOnce();
        }
    }

    /// Broker and database first: a role that finds no database at its start says so and ends.
    void startAgain(Set<Victim> victims) throws IOException {
        for (Victim victim : List.of(Victim.BROKER, Victim.DATABASE)) {
            if (victims.contains(victim)) {
                startAgain(victim);
            }
        }
        await("the database answers").atMost(PATIENCE).until(() -> number("SELECT 1") == 1);
        for (Victim victim : List.of(Victim.INGEST, Victim.OPTIMIZER, Victim.CONTROL)) {
            if (victims.contains(victim)) {
                startAgain(victim);
            }
        }
    }

    private void startAgain(Victim victim) throws IOException {
        switch (victim) {
            case OPTIMIZER -> launch(RoleName.OPTIMIZE);
            case CONTROL -> launch(RoleName.CONTROL);
            case INGEST -> launch(RoleName.INGEST);
            case BROKER ->
                broker = Mosquitto.start(folder.resolve("broker"), broker.port(), true, doors.map(Doors::locks));
            case DATABASE -> database = Databases.embedded(folder.resolve("database"), database.port());
        }
    }

    /// The one number that this query answers; NaN where the database does not.
    Double number(String query) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database
                .password());
                Statement statement = connection.createStatement();
                ResultSet row = statement
                        .executeQuery(query)) {
            row.next();
            return row.getDouble(1);
        } catch (SQLException e) {
            return Double.NaN; // away, or not there yet
        }
    }

    /// The largest reading of points with such a name.
    double highest(String like) {
        return number(
                "SELECT max(value) FROM reading r JOIN point p ON p.id = r.point_id WHERE p.site = '%s' AND p.name LIKE '%s' AND r.quality IS NULL"
                        .formatted(site, like));
    }

    /// By how much a point with such a name rose at most from one reading to the next, 15 plant seconds later.
    double steepest(String like) {
        return number(
                """
                        SELECT max(rise) FROM (SELECT r.value - lag(r.value) OVER (PARTITION BY r.point_id ORDER BY r.time) AS rise
                        FROM reading r JOIN point p ON p.id = r.point_id WHERE p.site = '%s' AND p.name LIKE '%s') rises"""
                        .formatted(site, like));
    }

    @Override
    public void close() {
        roles.values().forEach(OndolProcess::close);
        plant.close();
        reader.interrupt();
        ear.close();
        broker.close();
        database.close();
    }
}
