package dev.ondol.app.role;

import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.config.NotifySection;
import dev.ondol.controllers.ControlOptions;
import dev.ondol.controllers.ControlRole;
import dev.ondol.controllers.notify.AlarmNotices;
import dev.ondol.controllers.watch.AlarmRole;
import dev.ondol.controllers.watch.LeaderWatch;
import dev.ondol.controllers.watch.Notices;
import dev.ondol.dashboards.DashboardOptions;
import dev.ondol.dashboards.DashboardRole;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.ServerCertificate;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.Historian;
import dev.ondol.historian.control.LeaseStore.Leased;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.optimizer.OptimizerOptions;
import dev.ondol.optimizer.OptimizerRole;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A role that runs until it is closed. Those that are begun here have the historian that they read and write, as an `ondol.yaml` says: the
/// broker may come later; the database must be there to say which schema it has.
public final class StartedRole implements RoleProcess {
    private final String announcement;
    private final Shutdown shutdown;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param shutdown is closed with it
    StartedRole(String announcement, Shutdown shutdown) {
        this.announcement = announcement;
        this.shutdown = shutdown;
    }

    private interface Wiring {
        /// Starts the role and says so.
        String start(Site site, PointCatalog points, Historian historian, Shutdown shutdown);
    }

    /// Plans the site and answers the placement API.
    public static RoleProcess optimize(ConfigurationFile file) throws InvalidConfiguration {
        OptimizerOptions options = file.optimizer();
        return start(file, RoleName.OPTIMIZE, (site, points, historian, shutdown) -> {
            BrokerAddress broker = file.broker(RoleName.OPTIMIZE.word());
            OneAtATime<OptimizerRole> optimizer = shutdown.add("optimizer", new OneAtATime<>("The optimizer of " + site
                    .id(), historian.lease(Leased.OPTIMIZER, site.id()), () -> {
                        OptimizerRole role = new OptimizerRole(site, points, broker, historian, options);
                        role.start();
                        return role;
                    }));
            Optional<OptimizerRole> first = optimizer.start();
            String api = "%s://%s:%d/api/v1/".formatted(scheme(options.certificate()), options.host(), first.map(
                    OptimizerRole::port).orElse(options.port()));
            return first.isPresent()
                    ? "Ondol plans %s; the placement API is at %s".formatted(site.id(), api)
                    : "Another process plans %s; this one waits beside it and will answer at %s".formatted(site.id(),
                            api);
        });
    }

    /// Verifies plans and commands the plant.
    public static RoleProcess control(ConfigurationFile file) throws InvalidConfiguration {
        return start(file, RoleName.CONTROL, (site, points, historian, shutdown) -> {
            ControlOptions options = file.control();
            BrokerAddress broker = file.broker(RoleName.CONTROL.word());
            ControlRole control = shutdown.add("control",
                    new ControlRole(site, points, broker, historian, options));
            control.start();
            Notices notices = notices(file, site, options, control, shutdown);
            shutdown.add("alarms", new LeaderWatch(control::lastStatistics, () -> new AlarmRole(site, points, broker,
                    historian, control::lastStatistics, options.folder(), notices))).start();
            return "Ondol controls %s, at first in mode %s unless an operator chose another one".formatted(site.id(),
                    file.control().initialMode());
        });
    }

    private static Notices notices(ConfigurationFile file, Site site, ControlOptions options, ControlRole control,
            Shutdown shutdown) {
        Optional<NotifySection.Roster> roster = file.roster(site);
        if (roster.isEmpty()) {
            return Notices.NONE;
        }
        roster.get().closing().forEach(part -> shutdown.add("notices", part));
        AlarmNotices notices = shutdown.add("notices", new AlarmNotices(site.id(), roster.get().steps(), options
                .folder().map(in -> in.resolve("notices-" + site.id() + ".json")), file.dashboardLink(),
                () -> control.lastStatistics().leads(), InstantSource.system()));
        notices.start();
        return notices;
    }

    /// Shows the site to operators.
    public static RoleProcess dashboard(ConfigurationFile file) throws InvalidConfiguration {
        DashboardOptions options = file.dashboard();
        return start(file, RoleName.DASHBOARD, (site, points, historian, shutdown) -> {
            DashboardRole role = shutdown.add("dashboard",
                    new DashboardRole(site, points, file.broker(RoleName.DASHBOARD.word()), historian, options));
            role.start();
            return "Ondol shows %s: %s://%s:%d%s".formatted(site.id(), scheme(options.certificate()), options.host(),
                    role.port(), role.firstCode()
                            .map("\n  There is no account yet. Open it and make the first one, an admin, with the code %s"::formatted)
                            .orElse(""));
        });
    }

    private static String scheme(Optional<ServerCertificate> certificate) {
        return certificate.isPresent() ? "https" : "http";
    }

    private static RoleProcess start(ConfigurationFile file, RoleName role, Wiring wiring) throws InvalidConfiguration {
        Site site = file.site();
        PointCatalog points = PointCatalog.of(site);
        Shutdown shutdown = new Shutdown();
        boolean started = false;
        try {
            Historian historian = shutdown.add("historian", Historian.open(file.database(role.word())));
            historian.register(site.id(), points.all());
            String announcement = wiring.start(site, points, historian, shutdown);
            started = true;
            return new StartedRole(announcement, shutdown);
        } finally {
            if (!started) {
                shutdown.close();
            }
        }
    }

    @Override
    public String announcement() {
        return announcement;
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        shutdown.close();
        closed.countDown();
    }
}
