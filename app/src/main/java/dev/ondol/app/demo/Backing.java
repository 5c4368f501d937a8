package dev.ondol.app.demo;

import dev.ondol.app.role.Shutdown;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.RunningDatabase;
import dev.ondol.services.ServiceUnavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Broker and database of a demo: brought along or somebody else's.
///
/// @param broker     where roles meet
/// @param brokerName `artemis-embedded`, or the URL of an external one
/// @param database   where the historian lives
record Backing(BrokerAddress broker, String brokerName, DatabaseAddress database) {
    private static final Logger LOG = LoggerFactory.getLogger(Backing.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Starts what is to be brought along and makes sure that the rest answers.
    static Backing start(DemoOptions options, Path data, Shutdown shutdown) {
        boolean embedded = options.broker().equals("embedded");
        BrokerAddress broker = embedded
                ? BrokerAddress.of(shutdown.add("broker", EmbeddedBroker.start(data.resolve("broker"), 0)).url())
                : reachable(
                        new BrokerAddress(options.broker(), Optional.empty(), Optional.empty(), options.brokerTls()));
        return new Backing(broker, embedded ? "artemis-embedded" : options.broker(), database(options, data, shutdown));
    }

    private static DatabaseAddress database(DemoOptions options, Path data, Shutdown shutdown) {
        return switch (options.database()) {
            case "auto" -> address(shutdown.add("database", timescaleOrEmbedded(data)));
            case "embedded" -> address(shutdown.add("database", embedded(data)));
            default -> new DatabaseAddress(options.database(), "", "");
        };
    }

    private static RunningDatabase timescaleOrEmbedded(Path data) {
        try {
            return Databases.timescale(data.resolve("timescaledb"), 0);
        } catch (ServiceUnavailable e) {
            LOG.warn("No TimescaleDB here, taking embedded PostgreSQL instead: {}", e.getMessage());
            return embedded(data);
        }
    }

    private static RunningDatabase embedded(Path data) {
        return Databases.embedded(data.resolve("postgresql"), 0);
    }

    private static DatabaseAddress address(RunningDatabase database) {
        return new DatabaseAddress(database.jdbcUrl(), database.user(), database.password());
    }

    private static BrokerAddress reachable(BrokerAddress broker) {
        broker.tls().ifPresent(tls -> tls.context(Instant.now()));
        SessionOptions options = SessionOptions.transientSession("ondol-probe-" + UUID.randomUUID());
        try (MqttSession probe = MqttSession.open(broker, options, List.of(), delivery -> {})) {
            if (!probe.awaitConnected(PATIENCE)) {
                throw new ServiceUnavailable("The MQTT broker %s does not answer.".formatted(broker.url()),
                        "The log says why. Start an MQTT 5 broker there, or use --broker embedded.");
            }
        }
        return broker;
    }
}
