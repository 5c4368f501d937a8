package dev.ondol.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.Databases;
import dev.ondol.services.Mosquitto;
import dev.ondol.services.RunningDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole loop on a Mosquitto that is killed again and again. Mosquitto forgets what it had acknowledged; the gateway's outbox
/// does not.
class KilledBrokerIT {
    private static final Logger LOG = LoggerFactory.getLogger(KilledBrokerIT.class);
    private static final boolean FULL = Boolean.getBoolean("ondol.full");
    private static final int KILLS = FULL ? 10 : 1;
    private static final int HOURS = FULL ? 5 : 1;
    private static final int MESSAGES = 5_000;

    private final long seed = new Random().nextLong();

    @TempDir
    Path folder = Path.of("target");

    private final AtomicInteger kills = new AtomicInteger();

    @Test
    @Tag("R3")
    void aBrokerKilledWithoutWarningCostsNoSample() throws Exception {
        assumeTrue(Mosquitto.program().isPresent() || "true".equals(System.getenv("CI")), "apt-get install mosquitto");
        int lostWithoutOutbox = acknowledgedAndForgotten();
        Random random = new Random(seed);
        Mosquitto broker = Mosquitto.start(folder.resolve("broker"), 0, true);
        try (RunningDatabase database = Databases.timescale(folder.resolve("database"), 0)) {
            Path log = Files.createDirectories(Path.of("target")).resolve("demo-killed-broker.log");
            Process demo = demo(broker.url(), url(database), log);
            try {
                while (demo.isAlive()) {
                    if (kills.get() < KILLS && rows(database) > share(kills.get() + random.nextDouble())) {
                        broker.kill();
                        Thread.sleep(random.nextInt(1_000));
                        broker = Mosquitto.start(folder.resolve("broker"), broker.port(), true);
                        kills.incrementAndGet();
                    }
                    demo.waitFor(100, TimeUnit.MILLISECONDS);
                }
            } finally {
                demo.destroyForcibly();
            }
            assertThat(demo.exitValue()).as(log.toString()).isZero();
            JsonNode result = new ObjectMapper().readTree(folder.resolve("demo.json").toFile());
            assertThat(kills.get()).isEqualTo(KILLS);
            assertThat(Files.readString(log)).contains(database.jdbcUrl()).doesNotContain(database.password());
            assertThat(result.get("samplesLost").asLong()).as("seed %d", seed).isZero();
            assertThat(number(database, "SELECT count(*) - count(DISTINCT (time, point_id)) FROM reading")).isZero();
            LOG.info(
                    "| R3 | {} samples of the demo, {} times kill -9 of Mosquitto: 0 lost, 0 doubled. Without an outbox {} of {} acknowledged messages were gone after one kill | seed {} |",
                    "%,d".formatted(result.get("samplesStored").asLong()), KILLS, lostWithoutOutbox, MESSAGES, seed);
        } finally {
            broker.close();
        }
    }

    /// Rows at which so many of the kills should have happened: some 450,000 come in an hour.
    private static double share(double kill) {
        return 400_000.0 * HOURS * (kill + 0.3) / (KILLS + 1);
    }

    private Process demo(String broker, String database, Path log) throws Exception {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx2g",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), "dev.ondol.app.Ondol", "demo", "--weather", "seoul", "--hours",
                Integer.toString(HOURS), "--broker", broker, "--database", database, "--json")
                .redirectError(log.toFile())
                .redirectOutput(folder.resolve("demo.json").toFile()).start();
    }

    private static String url(RunningDatabase database) {
        return database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password();
    }

    private static long rows(RunningDatabase database) {
        try {
            return number(database, "SELECT count(*) FROM reading");
        } catch (SQLException e) {
            LOG.debug("There is no table yet.", e);
            return 0;
        }
    }

    private static long number(RunningDatabase database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database));
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// How many messages for a durable session that is away a killed broker forgets though it had acknowledged them.
    private int acknowledgedAndForgotten() throws Exception {
        SessionOptions away = SessionOptions.durable("away");
        AtomicInteger heard = new AtomicInteger();
        List<Subscription> all = List.of(new Subscription("load/#", 1));
        Mosquitto broker = Mosquitto.start(folder.resolve("forgetful"), 0, true);
        try {
            BrokerAddress address = BrokerAddress.of(broker.url());
            connected(MqttSession.open(address, away, all, delivery -> {})).close();
            try (MqttSession publisher = connected(
                    MqttSession.open(address, SessionOptions.transientSession("load"), List.of(), delivery -> {}))) {
                List<CompletableFuture<Void>> sent = new ArrayList<>();
                for (int n = 0; n < MESSAGES; n++) {
                    sent.add(publisher.publish("load/" + n, new byte[100], 1, false, Optional.empty()));
                }
                sent.forEach(CompletableFuture::join);
            }
            broker.kill();
            broker = Mosquitto.start(folder.resolve("forgetful"), broker.port(), true);
            try (MqttSession back = connected(MqttSession.open(address, away, all, delivery -> {
                heard.incrementAndGet();
                delivery.acknowledge();
            }))) {
                await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(30)).until(() -> {
                    int before = heard.get();
                    Thread.sleep(200);
                    return back.connected() && heard.get() == before;
                });
            }
        } finally {
            broker.close();
        }
        return MESSAGES - heard.get();
    }

    private static MqttSession connected(MqttSession session) {
        assertThat(session.awaitConnected(Duration.ofSeconds(30))).isTrue();
        return session;
    }
}
