package dev.ondol.ingest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.Mosquitto;
import dev.ondol.services.RunningDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A broker, a database and a publisher that plays one source of a site.
final class IngestRig implements AutoCloseable {
    static final long T = 1_767_225_600_000L;
    static final String SOURCE = "plant";
    static final Site SITE = SiteReader.builtIn("kr-edge").orElseThrow();
    static final PointCatalog POINTS = PointCatalog.of(SITE);

    /// Brokers that Ondol is run on.
    enum Product {
        ARTEMIS, MOSQUITTO
    }

    private record Broker(int port, Runnable stop) {}

    private final Path data;
    private final Topics topics;
    private final Product product;
    private Broker broker;
    private RunningDatabase database;
    private final MqttSession publisher;

    IngestRig() {
        this(SITE.id());
    }

    IngestRig(String site) {
        this(site, Product.ARTEMIS);
    }

    IngestRig(String site, Product product) {
        this.product = product;
        try {
            data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ingest")), "rig")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        topics = new Topics(site);
        broker = startBroker(0);
        database = Databases.embedded(data.resolve("database"), 0);
        publisher = publisher("test-publisher");
    }

    MqttSession publisher(String name) {
        MqttSession session = MqttSession.open(brokerAddress(), SessionOptions.transientSession(name), List.of(),
                delivery -> {});
        if (!session.awaitConnected(Duration.ofSeconds(30))) {
            throw new IllegalStateException("The publisher has no connection.");
        }
        return session;
    }

    BrokerAddress brokerAddress() {
        return BrokerAddress.of("tcp://127.0.0.1:" + broker.port());
    }

    DatabaseAddress databaseAddress() {
        return new DatabaseAddress(database.jdbcUrl(), database.user(), database.password());
    }

    Historian historian() {
        return Historian.open(databaseAddress());
    }

    IngestRole ingest(Historian historian) {
        return ingest(historian, PointMapping.NONE);
    }

    IngestRole ingest(Historian historian, PointMapping mapping) {
        IngestRole role = new IngestRole(SITE, POINTS, brokerAddress(), historian, Clock.systemUTC(),
                IngestOptions.defaults().withMapping(mapping));
        role.start();
        awaitConnected(role);
        return role;
    }

    /// Before the first connection there is no session, and what is published is only kept by the edge.
    static void awaitConnected(IngestRole role) {
        await().atMost(Duration.ofMinutes(2)).until(role::connected);
    }

    void stopDatabase() {
        database.close();
    }

    void startDatabase() {
        database = Databases.embedded(data.resolve("database"), database.port());
    }

    void restartBroker() {
        int port = broker.port();
        broker.stop().run();
        broker = startBroker(port);
        publisher.awaitConnected(Duration.ofSeconds(30));
    }

    private Broker startBroker(int port) {
        return switch (product) {
            case ARTEMIS -> {
                EmbeddedBroker started = EmbeddedBroker.start(data.resolve("broker"), port);
                yield new Broker(started.port(), started::close);
            }
            case MOSQUITTO -> {
                assumeTrue(Mosquitto.program().isPresent() || "true".equals(System.getenv("CI")),
                        "mosquitto is not installed (apt-get install mosquitto)");
                Mosquitto started = Mosquitto.start(data.resolve("broker"), port, true);
                yield new Broker(started.port(), started::close);
            }
        };
    }

    /// A frame of every point of the source; its values follow from its number.
    static Frame frame(long seq) {
        Map<PointId, Double> values = new LinkedHashMap<>();
        int i = 0;
        for (Point point : POINTS.ofSource(SOURCE)) {
            double span = Math.min(100, point.quantity().high() - point.quantity().low());
            values.put(point.id(), point.quantity().low() + span * ((seq * 31 + i) % 97) / 97);
            i++;
        }
        return new Frame("boot-1", seq, T + seq * 15_000, values, Map.of());
    }

    CompletableFuture<Void> publish(Frame frame) {
        return publish(JsonMessages.write(frame));
    }

    CompletableFuture<Void> publish(String topic, byte[] payload) {
        return publisher.publish(topic, payload, 1, false, Optional.empty());
    }

    CompletableFuture<Void> publish(byte[] payload) {
        return publisher.publish(topics.frame(SOURCE), payload, 1, false, Optional.empty());
    }

    /// Publishes until the broker has it, over lost connections.
    void publishSurely(Frame frame) {
        while (true) {
            try {
                publish(frame).join();
                return;
            } catch (java.util.concurrent.CompletionException e) {
                publisher.awaitConnected(Duration.ofSeconds(30));
            }
        }
    }

    void tick(long plant) {
        publisher.publish(topics.clock(),
                JsonMessages.write(new ClockTick(plant, System.currentTimeMillis(), 0, "r", true)), 1, true,
                Optional.empty()).join();
    }

    /// What the frames of 1 to `last` should have become, sorted.
    static List<String> expected(int last) {
        List<String> rows = new ArrayList<>();
        for (int seq = 1; seq <= last; seq++) {
            Frame frame = frame(seq);
            frame.values().forEach((point, value) -> rows.add(frame.time() + " " + point + " " + value));
        }
        Collections.sort(rows);
        return rows;
    }

    /// What is in the table, each row, sorted.
    List<String> stored(String site) {
        List<String> rows = new ArrayList<>();
        query("""
                SELECT (extract(epoch FROM r.time) * 1000)::bigint, p.name, r.value
                FROM reading r JOIN point p ON p.id = r.point_id WHERE p.site = ?""", site,
                row -> rows.add(row.getLong(1) + " " + row.getString(2) + " " + row.getDouble(3)));
        Collections.sort(rows);
        return rows;
    }

    /// Reasons of what was refused.
    List<String> rejected() {
        List<String> reasons = new ArrayList<>();
        query("SELECT reason FROM rejected_frame WHERE site = ? ORDER BY id", topics.site(),
                row -> reasons.add(row.getString(1)));
        return reasons;
    }

    @FunctionalInterface
    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, String site, Row each) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(),
                database.password()); PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, site);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    each.read(rows);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Topics topics() {
        return topics;
    }

    @Override
    public void close() {
        publisher.close();
        broker.stop().run();
        database.close();
    }
}
