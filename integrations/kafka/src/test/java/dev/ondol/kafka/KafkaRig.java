package dev.ondol.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Topics;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.ingest.FrameRelay;
import dev.ondol.ingest.IngestOptions;
import dev.ondol.ingest.IngestRole;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.RunningDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// A broker, a Kafka and a TimescaleDB, with a site clock at rest after all loads.
final class KafkaRig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Topics TOPICS = new Topics(Load.SITE.id());

    private final EmbeddedBroker broker;
    private final RunningDatabase database;
    private final KafkaBroker kafka;
    private final MqttSession publisher;

    KafkaRig() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "kafka")), "rig")
                .toAbsolutePath();
        kafka = KafkaBroker.start(data.resolve("kafka"));
        broker = EmbeddedBroker.start(data.resolve("broker"), 0);
        database = Databases.timescale(data.resolve("database"), 0);
        historian().close();
        publisher = MqttSession.open(broker(), SessionOptions.transientSession("kafka-publisher"), List.of(),
                delivery -> {});
        assertThat(publisher.awaitConnected(Duration.ofSeconds(30))).isTrue();
        publish(TOPICS.clock(), JsonMessages.write(new ClockTick(Load.end(), System.currentTimeMillis(), 0, "r", true)),
                true);
    }

    KafkaBroker kafka() {
        return kafka;
    }

    BrokerAddress broker() {
        return BrokerAddress.of(broker.url());
    }

    DatabaseAddress database() {
        return new DatabaseAddress(database.jdbcUrl(), database.user(), database.password());
    }

    Historian historian() {
        return Historian.open(database());
    }

    /// With a topic of its own, which is made where it is not there.
    KafkaSettings settings(String topic) {
        return new KafkaSettings(List.of(kafka.server()), topic, Optional.of(4), Optional.of(1), Map.of());
    }

    FrameRelay relay(KafkaSettings settings) {
        FrameRelay relay = new FrameRelay(Load.SITE.id(), broker(), new KafkaFrameOutlet(settings, Load.SITE.id()),
                Clock.systemUTC());
        relay.start();
        await().atMost(PATIENCE).until(relay::connected);
        return relay;
    }

    IngestRole ingest(Historian historian, KafkaSettings settings, Optional<String> beside) {
        IngestRole role = new IngestRole(Load.SITE, Load.POINTS, broker(), historian, Clock.systemUTC(),
                IngestOptions.defaults().withLog(new KafkaFrameLog(settings, Load.SITE.id(), beside)));
        role.start();
        return role;
    }

    void publish(String source, byte[] payload) {
        publish(TOPICS.frame(source), payload, false);
    }

    private void publish(String topic, byte[] payload, boolean retained) {
        while (true) {
            try {
                publisher.publish(topic, payload, 1, retained, Optional.empty()).join();
                return;
            } catch (CompletionException e) {
                publisher.awaitConnected(Duration.ofSeconds(30)); // and once more
            }
        }
    }

    /// Frames of all sources of one number.
    void publish(Load load, int seq) {
        for (int source = 0; source < Load.SOURCES; source++) {
            publish(Load.source(source), load.frame(source, seq));
        }
    }

    void publish(Load load, int from, int to) {
        for (int seq = from; seq <= to; seq++) {
            publish(load, seq);
        }
    }

    long rows(Load load) {
        return number("SELECT count(*) FROM reading WHERE time > %s AND time <= %s".formatted(time(load.first()), time(
                load.last())));
    }

    void awaitRows(Load load, long rows) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> rows(load) >= rows);
    }

    /// Every reading of the load is stored once, as it was sent, and nothing else.
    void assertAllThere(Load load, long seed) {
        awaitRows(load, load.rows());
        List<String> stored = texts("""
                SELECT (extract(epoch FROM r.time) * 1000)::bigint || ' ' || p.name || ' ' || r.value::bigint
                FROM reading r JOIN point p ON p.id = r.point_id WHERE r.time > %s AND r.time <= %s"""
                .formatted(time(load.first()), time(load.last())));
        stored.sort(null);
        assertThat(stored.equals(load.expected())).as("every row as it was sent; seed %d; %d rows of %d", seed, stored
                .size(), load.rows()).isTrue();
    }

    private static String time(long millis) {
        return "'" + java.time.Instant.ofEpochMilli(millis) + "'::timestamptz";
    }

    long number(String sql) {
        return Long.parseLong(texts(sql).getFirst());
    }

    List<String> texts(String sql) {
        try (Connection connection = connect();
                Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    @Override
    public void close() {
        publisher.close();
        kafka.close();
        broker.close();
        database.close();
    }
}
