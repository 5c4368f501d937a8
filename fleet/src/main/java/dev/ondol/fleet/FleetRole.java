package dev.ondol.fleet;

import dev.ondol.fleet.choice.SiteChoice;
import dev.ondol.fleet.desk.FleetDesk;
import dev.ondol.fleet.desk.FleetMeter;
import dev.ondol.fleet.desk.Survey;
import dev.ondol.fleet.http.FleetServer;
import dev.ondol.fleet.site.SiteLine;
import dev.ondol.fleet.view.SiteRow;
import dev.ondol.fleet.view.SiteWatch;
import dev.ondol.historian.Historian;
import dev.ondol.historian.HistorianUnavailable;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The front of a fleet: gives jobs to sites and tells how the sites are. Several may run for a fleet, on one database.
public final class FleetRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetRole.class);

    private final Historian historian;
    private final List<SiteLine> lines;
    private final Survey survey;
    private final SiteWatch watch;
    private final FleetServer server;
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual()
            .name("fleet-housekeeping").factory());

    private FleetRole(FleetOptions options, Historian historian, FleetMeter meter) {
        this.historian = historian;
        lines = options.sites().stream().map(SiteLine::new).toList();
        survey = new Survey(options.currency(), options.patience());
        watch = new SiteWatch(lines, options.watchEvery(), InstantSource.system());
        server = FleetServer.start(options.host(), options.port(), options.certificate(), options.callers(),
                new FleetDesk(lines, historian.fleet(), new SiteChoice(options.weights()), survey, meter),
                watch::rows);
    }

    /// Listens when it returns.
    ///
    /// @param historian stays the caller's to close
    /// @throws FleetServer.CannotListen where the port is taken
    public static FleetRole start(FleetOptions options, Historian historian, FleetMeter meter) {
        FleetRole role = new FleetRole(options, historian, meter);
        role.watch.start();
        var _ = role.housekeeping.scheduleWithFixedDelay(role::forget, 0, 1, TimeUnit.DAYS);
        return role;
    }

    private void forget() {
        try {
            LOG.debug("{} decisions of long ago are forgotten.", historian.fleet().forget());
        } catch (HistorianUnavailable e) {
            LOG.warn("Decisions of long ago are not forgotten today: {}", e.getMessage());
        }
    }

    /// The port that it listens on.
    public int port() {
        return server.port();
    }

    /// Each site as it was heard last.
    public List<SiteRow> sites() {
        return watch.rows();
    }

    @Override
    public void close() {
        server.close();
        housekeeping.shutdownNow();
        watch.close();
        survey.close();
        lines.forEach(SiteLine::close);
    }
}
