package dev.ondol.app.role;

import dev.ondol.app.config.FleetConfiguration;
import dev.ondol.app.config.FleetFile;
import dev.ondol.app.config.OndolConfiguration.Management;
import dev.ondol.app.management.FleetMetrics;
import dev.ondol.app.management.Health;
import dev.ondol.app.management.ManagementServer;
import dev.ondol.fleet.FleetOptions;
import dev.ondol.fleet.FleetRole;
import dev.ondol.historian.Historian;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Optional;

/// The front of a fleet with its database, metrics and health, as its fleet.yaml says. It needs no broker.
public final class FleetProcess {
    private FleetProcess() {}

    private static String wire(FleetFile file, FleetOptions options, Shutdown shutdown) {
        Historian historian = shutdown.add("historian", Historian.open(file.database()));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        FleetMetrics metrics = new FleetMetrics(registry);
        FleetRole role = shutdown.add("fleet", FleetRole.start(options, historian, metrics));
        metrics.watch(role);
        Optional<Management> management = file.configuration().management();
        String host = management.flatMap(Management::host).orElse("127.0.0.1");
        ManagementServer server = shutdown.add("metrics", ManagementServer.start(host, management.flatMap(
                Management::port).orElse(FleetConfiguration.MANAGEMENT_PORT), registry,
                () -> Health.ofFleet(role, Clock
                        .systemUTC())));
        return "Ondol places jobs at %d sites: %s://%s:%d/api/v1/placements, http://%s:%d/metrics".formatted(
                options.sites().size(), options.certificate().isPresent() ? "https" : "http", options.host(), role
                        .port(),
                host, server.port());
    }

    /// Starts it; the database must be there to say which schema it has, sites may come later.
    public static RoleProcess start(FleetFile file) {
        FleetOptions options = file.options();
        Shutdown shutdown = new Shutdown();
        try {
            return new StartedRole(wire(file, options, shutdown), shutdown);
        } catch (RuntimeException e) {
            shutdown.close();
            throw e;
        }
    }
}
