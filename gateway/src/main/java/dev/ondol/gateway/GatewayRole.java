package dev.ondol.gateway;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.messaging.BrokerAddress;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// The edge gateway of one site: plant time, frames, outbox, commands. It has a thread for the plant, one for the
/// command desk, and two for replays and for forcing the outbox to the disk.
///
/// Each start is a new boot of every source, see [dev.ondol.gateway.outbox.Outbox]. Started on a data folder
/// whose [ResumePoint] is the plant's time, it goes on with the instant after it. A role is started once. Thread-safe.
public final class GatewayRole implements AutoCloseable {
    private final Site site;
    private final PointCatalog catalog;
    private final Plant plant;
    private final BrokerAddress broker;
    private final GatewayOptions options;
    private final Clock wall;
    private volatile @Nullable GatewayRun run;

    public GatewayRole(Site site, PointCatalog catalog, Plant plant, BrokerAddress broker, GatewayOptions options,
            Clock wall) {
        this.site = site;
        this.catalog = catalog;
        this.plant = plant;
        this.broker = broker;
        this.options = options;
        this.wall = wall;
    }

    /// Opens the data folder, connects in the background and lets plant time pass as soon as the broker is there.
    ///
    /// @throws GatewayUnavailable if the data folder cannot be used
    public synchronized void start() {
        if (run != null) {
            throw new IllegalStateException("The gateway of %s is already started.".formatted(site.id()));
        }
        try {
            GatewayRun life = new GatewayRun(site.id(), catalog, plant, broker, options, wall);
            run = life;
            life.start();
        } catch (IOException e) {
            throw new GatewayUnavailable(
                    "The gateway's data folder %s cannot be used: %s. Choose a folder that can be written."
                            .formatted(options.data(), e),
                    e);
        }
    }

    /// Waits for the broker. False where it is still away after that time.
    public boolean awaitConnected(Duration timeout) {
        return started().awaitConnected(timeout);
    }

    /// Waits until a limited run is over and ingest has committed its frames or the drain limit is spent, or until the
    /// gateway is closed.
    ///
    /// @throws IllegalStateException if the plant failed
    public void awaitEnd() throws InterruptedException {
        try {
            started().ended().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The plant failed: " + e.getCause(), e.getCause());
        }
    }

    /// What was done so far.
    public GatewayStatistics statistics() {
        return started().statistics();
    }

    /// Stops the clock and says offline; takes some seconds at most. What ingest has not committed stays on disk.
    @Override
    public synchronized void close() {
        GatewayRun life = run;
        if (life != null) {
            life.close();
        }
    }

    private GatewayRun started() {
        GatewayRun life = run;
        if (life == null) {
            throw new IllegalStateException("The gateway of %s is not started.".formatted(site.id()));
        }
        return life;
    }
}
