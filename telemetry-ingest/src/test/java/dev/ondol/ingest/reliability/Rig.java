package dev.ondol.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Topics;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.ingest.IngestRole;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.FaultProxy;
import dev.ondol.services.RunningDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A broker and a TimescaleDB, the database behind a proxy that can spoil its network.
final class Rig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path data;
    private EmbeddedBroker broker;
    private RunningDatabase database;
    private final FaultProxy network;

    Rig() throws IOException {
        data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "reliability")), "rig")
                .toAbsolutePath();
        broker = EmbeddedBroker.start(data.resolve("broker"), 0);
        database = Databases.timescale(data.resolve("database"), 0);
        network = FaultProxy.to(database.port());
        Historian.open(throughNetwork()).close();
    }

    BrokerAddress broker() {
        return BrokerAddress.of(broker.url());
    }

    FaultProxy network() {
        return network;
    }

    /// The way of ingest.
    DatabaseAddress throughNetwork() {
        return new DatabaseAddress(database.jdbcUrl().replace(":" + database.port(), ":" + network.port()),
                database.user(), database.password());
    }

    /// Past the spoilt network.
    Stored stored() {
        return new Stored(new DatabaseAddress(database.jdbcUrl(), database.user(), database.password()));
    }

    /// Stops the database as a power failure would, and starts it again.
    void crashDatabase() {
        startDatabase(stopDatabase());
    }

    /// Stops the broker in order and starts it again.
    void restartBroker() {
        int port = broker.port();
        broker.close();
        broker = EmbeddedBroker.start(data.resolve("broker"), port);
    }

    /// Stops the database as a power failure would; [#startDatabase] brings it back.
    int stopDatabase() {
        int port = database.port();
        database.stopAtOnce();
        return port;
    }

    void startDatabase(int port) {
        database = Databases.timescale(data.resolve("database"), port);
    }

    IngestRole ingest(Historian historian) {
        IngestRole role = new IngestRole(Load.SITE, Load.POINTS, broker(), historian, Clock.systemUTC());
        role.start();
        await().atMost(Duration.ofMinutes(2)).until(role::connected);
        return role;
    }

    Publisher publisher() {
        return new Publisher(broker());
    }

    /// Sets the site clock, at rest.
    void clock(long plantMillis) {
        try (MqttSession session = MqttSession.open(broker(), SessionOptions.transientSession("reliability-clock"),
                List.of(), delivery -> {})) {
            session.awaitConnected(Duration.ofSeconds(30));
            session.publish(new Topics(Load.SITE.id()).clock(),
                    JsonMessages.write(new ClockTick(plantMillis, System.currentTimeMillis(), 0, "r", true)), 1, true,
                    Optional.empty()).join();
        }
    }

    /// Waits until that many rows are stored, or more; all has been published before.
    void awaitRows(long rows) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).ignoreException(SQLException.class)
                .until(() -> stored().rows() >= rows);
    }

    /// Every reading of the load is stored once, as it was sent, and nothing else.
    ///
    /// @param seed of the chance in the test, told where it fails
    void assertAllThere(Load load, long seed) throws SQLException {
        assertThat(stored().differences(load, (source, seq) -> Load.time(seq))).as("seed %d", seed).isEmpty();
        assertThat(stored().rows()).as("seed %d", seed).isEqualTo(load.samples());
    }

    @Override
    public void close() {
        network.close();
        broker.close();
        database.close();
    }
}
