package dev.ondol.dashboards;

import dev.ondol.dashboards.access.KnownPrincipals;
import dev.ondol.dashboards.access.SignedTokens;
import dev.ondol.dashboards.http.Access;
import dev.ondol.dashboards.http.Archive;
import dev.ondol.dashboards.http.Endpoints;
import dev.ondol.dashboards.http.Operations;
import dev.ondol.dashboards.http.WebServer;
import dev.ondol.dashboards.live.ActDesk;
import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.dashboards.live.OperatorDesk;
import dev.ondol.dashboards.recording.RecordingFolder;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.Historian;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.report.SpanFigures;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.SessionOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The dashboard of one site: listens to MQTT, asks the historian, serves the pages. It decides nothing and writes
/// nothing but accounts, wishes for replays and the recordings that people bring for them; what an operator asks for goes to control over MQTT.
public final class DashboardRole implements AutoCloseable {
    /// A request that lies in the broker for longer than an operator waits must not be carried out later.
    private static final Duration REQUEST_EXPIRY = Duration.ofSeconds(10);

    private final BrokerAddress broker;
    private final DashboardOptions options;
    private final LiveSite live;
    private final Historian historian;
    private final HistorianWatch watch;
    private final ScheduledExecutorService pulse = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("dashboard-pulse").daemon(true).factory());
    /// An account that was made or removed on the command line holds within this.
    private static final long ACCOUNTS_S = 5;
    private final ScheduledExecutorService accounts = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("dashboard-accounts").daemon(true).factory());
    private @Nullable MqttSession session;
    private final KnownPrincipals known;
    private @Nullable WebServer web;
    private @Nullable Access access;

    public DashboardRole(Site site, PointCatalog catalog, BrokerAddress broker, Historian historian,
            DashboardOptions options) {
        this.broker = broker;
        this.options = options;
        this.historian = historian;
        this.live = new LiveSite(site, catalog, Clock.systemUTC());
        this.watch = new HistorianWatch(live, historian);
        this.known = new KnownPrincipals(new HistorianAccounts(historian.accounts()));
    }

    /// Serves pages when it returns; the broker may come later.
    ///
    /// @throws dev.ondol.dashboards.http.WebServer.CannotListen if the port is in use
    public void start() {
        OperatorDesk desk = new OperatorDesk(live.topics(), this::publish, Clock.systemUTC());
        ActDesk acts = new ActDesk(live.topics(), this::publish);
        live.onReply(desk::replied);
        live.onActReply(acts::replied);
        known.refresh();
        Access entry = entry(known, options);
        access = entry;
        web = WebServer.start(
                new Endpoints(options.host(), options.port(), options.certificate(), options.placementApi(),
                        options.placementCa(), options.fleet()),
                live, desk,
                new HistorianArchive(historian.history(live.site().id())), entry, new Operations(acts,
                        new HistorianOperatorArchive(historian, live.site().id()), this::figures,
                        new HistorianReplays(historian.replays(live.site().id())),
                        options.recordings().map(RecordingFolder::new)));
        List<MqttSession.Subscription> subscriptions = live.filters().stream()
                .map(filter -> new MqttSession.Subscription(filter, 1)).toList();
        MqttSession opened = MqttSession.open(broker,
                SessionOptions.transientSession("dashboard-" + live.site().id() + "-" + UUID.randomUUID()),
                subscriptions,
                delivery -> live.accept(delivery.topic(), delivery.payload(), delivery.retained()));
        session = opened;
        var _ = pulse.scheduleWithFixedDelay(() -> live.broker(opened.connected()), 0, 500,
                TimeUnit.MILLISECONDS);
        watch.start();
        var _ = accounts.scheduleWithFixedDelay(known::refresh, ACCOUNTS_S, ACCOUNTS_S, TimeUnit.SECONDS);
    }

    private static Access entry(KnownPrincipals known, DashboardOptions options) {
        Clock wall = Clock.systemUTC();
        Access accounts = Access.of(known, options.localUser(), wall);
        Access programs = options.trust().map(trust -> accounts.withSigned(new SignedTokens(trust, wall))).orElse(
                accounts);
        return options.provider().map(trust -> programs.withProvider(trust, wall)).orElse(programs);
    }

    /// What whoever started this can make the first account with; empty where there is one, or nobody needs one.
    public Optional<String> firstCode() {
        Access entry = access;
        return entry == null || entry.localUser().isPresent() ? Optional.empty() : entry.signIn().firstCode();
    }

    /// The port that the pages are served on.
    public int port() {
        if (web == null) {
            throw new IllegalStateException("The dashboard is not started.");
        }
        return web.port();
    }

    private SpanFigures figures(long from, long to, double recommended) throws Archive.Unavailable {
        try {
            return historian.spans(live.site().id()).read(from, to, recommended);
        } catch (HistorianUnavailable e) {
            throw new Archive.Unavailable("The historian does not answer: " + e.getMessage(), e);
        }
    }

    private CompletableFuture<Void> publish(String topic, byte[] payload) {
        MqttSession open = session;
        if (open == null) {
            return CompletableFuture.failedFuture(new IllegalStateException("The dashboard is not started."));
        }
        return open.publish(topic, payload, 1, false, Optional.of(REQUEST_EXPIRY));
    }

    @Override
    public void close() {
        pulse.shutdownNow();
        accounts.shutdownNow();
        watch.close();
        if (session != null) {
            session.close();
        }
        if (web != null) {
            web.close();
        }
    }
}
