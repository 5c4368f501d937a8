package dev.ondol.app.role;

import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.config.OndolConfiguration.Management;
import dev.ondol.app.config.UserError;
import dev.ondol.app.management.Health;
import dev.ondol.app.management.ManagementServer;
import dev.ondol.app.management.RelayMetrics;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.ingest.FrameRelay;
import dev.ondol.kafka.KafkaFrameOutlet;
import dev.ondol.kafka.KafkaSettings;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;

/// The relay between the broker of a site and Kafka, with metrics and health, as its ondol.yaml says. It needs no database. At the
/// broker it is known as ingest: it does there what ingest does without Kafka.
public final class RelayProcess {
    private static final String ROLE = "relay";

    private RelayProcess() {}

    private static String wire(ConfigurationFile file, String site, KafkaSettings kafka, Shutdown shutdown) {
        FrameRelay relay = shutdown.add(ROLE, new FrameRelay(site, file.broker(RoleName.INGEST.word()),
                new KafkaFrameOutlet(kafka, site), Clock.systemUTC()));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        RelayMetrics.watch(relay, registry, site);
        Management management = file.configuration().managed();
        String host = management.host().orElse("127.0.0.1");
        ManagementServer server = shutdown.add("metrics", ManagementServer.start(host, management.port().orElse(
                Management.PORT), registry, () -> Health.ofRelay(site, relay, Clock.systemUTC())));
        relay.start();
        return "Ondol relays %s to %s: http://%s:%d/metrics".formatted(site, kafka, host, server.port());
    }

    /// Starts it; broker and Kafka may come later.
    ///
    /// @throws UserError where the file says nothing of Kafka
    public static RoleProcess start(ConfigurationFile file) throws InvalidConfiguration {
        String site = file.site().id();
        KafkaSettings kafka = file.kafka(ROLE, site).orElseThrow(() -> new UserError(
                "%s has no section kafka: kafka.servers says where to relay to. docs/kafka.md describes it.".formatted(
                        file.path())));
        Shutdown shutdown = new Shutdown();
        try {
            return new StartedRole(wire(file, site, kafka, shutdown), shutdown);
        } catch (RuntimeException e) {
            shutdown.close();
            throw e;
        }
    }
}
