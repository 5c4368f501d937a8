package dev.ondol.app.management;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.Historian;
import dev.ondol.ingest.IngestOptions;
import dev.ondol.ingest.IngestRole;
import dev.ondol.messaging.BrokerAddress;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;

/// The role ingest with its metrics and its health served over HTTP.
public final class MeasuredIngest implements AutoCloseable {
    private final IngestRole role;
    private final ManagementServer server;

    private MeasuredIngest(IngestRole role, ManagementServer server) {
        this.role = role;
        this.server = server;
    }

    /// @param host of the management port
    /// @param port of the same, 0 for a free one
    public static MeasuredIngest start(Site site, BrokerAddress broker, Historian historian, IngestOptions options,
            String host, int port) {
        Clock wall = Clock.systemUTC();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        IngestMetrics metrics = new IngestMetrics(registry, site.id(), wall);
        IngestRole role = new IngestRole(site, PointCatalog.of(site), broker, historian, wall,
                options.withMeter(metrics));
        metrics.watch(role, historian);
        ManagementServer server = ManagementServer.start(host, port, registry,
                () -> Health.ofIngest(site.id(), role, historian, wall));
        role.start();
        return new MeasuredIngest(role, server);
    }

    public int managementPort() {
        return server.port();
    }

    /// The role first: its last figures can be read until it has ended.
    @Override
    public void close() {
        role.close();
        server.close();
    }
}
