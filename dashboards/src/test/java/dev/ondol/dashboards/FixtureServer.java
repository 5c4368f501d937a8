package dev.ondol.dashboards;

import dev.ondol.dashboards.access.KnownPrincipals;
import dev.ondol.dashboards.access.Role;
import dev.ondol.dashboards.http.Access;
import dev.ondol.dashboards.http.Archive;
import dev.ondol.dashboards.http.Endpoints;
import dev.ondol.dashboards.http.FleetFront;
import dev.ondol.dashboards.http.Operations;
import dev.ondol.dashboards.http.WebServer;
import dev.ondol.dashboards.live.ActDesk;
import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.dashboards.live.OperatorDesk;
import dev.ondol.dashboards.live.Past;
import dev.ondol.dashboards.recording.RecordingFolder;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.operation.OperatorAct;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.report.SavingRow;
import dev.ondol.historian.report.SpanFigures;
import dev.ondol.historian.report.SpanFigures.MeterHour;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// The real web server on a scripted plant, without broker and database: for tests of what the browser shows, and for work
/// on the pages. Fakes are the archive (by formula), the publisher and control behind it.
final class FixtureServer implements AutoCloseable {
    static final double RATE = 60;

    final PlantScript plant;
    final LiveSite live;
    final MemoryBook book;
    final FixtureAlarms alarms;
    final FixtureAdvice advice;
    final FixtureHands hands;
    final Access access;
    final FixtureReplays replays = new FixtureReplays();
    /// In which people's recordings lie.
    final Path data = Path.of("target", "recordings-of-tests", UUID.randomUUID().toString());
    private final WebServer web;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean talking = true;
    private volatile boolean controlAnswers = true;
    private volatile boolean archiveAnswers = true;
    private volatile List<SavingRow> savings = List.of();
    private final long startWall = System.currentTimeMillis();
    private long lastCycle;
    private boolean stopped;

    FixtureServer(int port) {
        this(port, Optional.of(Role.OPERATOR));
    }

    /// @param localUser role of whoever shows nothing; empty where people sign in
    FixtureServer(int port, Optional<Role> localUser) {
        this(port, localUser, URI.create("http://127.0.0.1:9"));
    }

    /// @param placementApi where the optimizer answers
    FixtureServer(int port, Optional<Role> localUser, URI placementApi) {
        this(port, localUser, placementApi, access -> access);
    }

    /// @param fleet the front of the fleet that the site belongs to
    FixtureServer(Optional<Role> localUser, Optional<FleetFront> fleet) {
        this(0, localUser, URI.create("http://127.0.0.1:9"), access -> access, fleet);
    }

    /// @param entry what else lets people and programs in
    FixtureServer(int port, Optional<Role> localUser, URI placementApi, UnaryOperator<Access> entry) {
        this(port, localUser, placementApi, entry, Optional.empty());
    }

    /// @param entry what else lets people and programs in
    /// @param fleet the front of the fleet that the site belongs to
    FixtureServer(int port, Optional<Role> localUser, URI placementApi, UnaryOperator<Access> entry,
            Optional<FleetFront> fleet) {
        book = new MemoryBook();
        KnownPrincipals known = new KnownPrincipals(book);
        known.refresh();
        access = entry.apply(Access.of(known, localUser, Clock.systemUTC()));
        var site = SiteReader.builtIn("kr-hn1").orElseThrow();
        live = new LiveSite(site, PointCatalog.of(site), Clock.systemUTC());
        plant = new PlantScript(live::accept, RATE);
        OperatorDesk[] desk = new OperatorDesk[1];
        desk[0] = new OperatorDesk(live.topics(), (topic, payload) -> {
            if (topic.equals(live.topics().request(Topics.last(topic)))) {
                control(payload);
            } else {
                byHand(payload);
            }
            return CompletableFuture.completedFuture(null);
        }, Clock.systemUTC());
        live.onReply(desk[0]::replied);
        live.broker(true);
        alarms = new FixtureAlarms(live);
        advice = new FixtureAdvice(live);
        hands = new FixtureHands(live);
        ActDesk acts = new ActDesk(live.topics(), (topic, payload) -> {
            thread.execute(() -> {
                if (kind(payload).equals("recommendation") || kind(payload).equals("zone")) {
                    advice.act(payload);
                } else {
                    alarms.act(payload);
                }
            });
            return CompletableFuture.completedFuture(null);
        });
        live.onActReply(acts::replied);
        web = WebServer.start(new Endpoints("127.0.0.1", port, Optional.empty(), placementApi, Optional.empty(), fleet),
                live, desk[0], new Formula(), access,
                new Operations(acts, new NothingDone() {
                    @Override
                    public List<SavingRow> savings() {
                        return savings;
                    }

                    @Override
                    public Optional<String> evidence(String meter) {
                        return savings.stream().filter(row -> row.meter().equals(meter)).findFirst().map(
                                FixtureSavings::evidence);
                    }
                }, this::month, replays, Optional.of(new RecordingFolder(data))));
    }

    /// Hours of the script's meters: 8600 kW of IT, 540 of cooling, 9600 of the facility.
    private SpanFigures month(long from, long to, double recommended) throws Archive.Unavailable {
        if (!archiveAnswers) {
            throw new Archive.Unavailable("The test says so.", new IllegalStateException());
        }
        List<MeterHour> hours = new ArrayList<>();
        for (long at = Math.max(from, PlantScript.START - 26 * 3_600_000L); at < Math.min(to,
                PlantScript.START); at += 3_600_000) {
            hours.add(new MeterHour("meter-facility", at, 9_600, 1));
            hours.add(new MeterHour("meter-it", at, 8_600, 1));
            hours.add(new MeterHour("meter-cooling", at, 540, 1));
        }
        return new SpanFigures(hours, new SpanFigures.Inlets(28.1, "rack-h3-017", 8_000, 12),
                new SpanFigures.Commands(1_284, 1_279, 3, 2), Map.of("HIGH", 1L, "LOW", 4L), List.of(
                        new SpanFigures.Done("recommendation", "approve", "done", 12), new SpanFigures.Done(
                                "recommendation", "reject", "done", 3)));
    }

    int port() {
        return web.port();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    /// Lets the plant run: one instant a wall second.
    FixtureServer run() {
        lastCycle = PlantScript.START;
        plant.heartbeats(plantTime(), System.currentTimeMillis());
        plant.plan(lastCycle);
        plant.cycle(lastCycle, 6);
        live.past(new Past(true, "embedded", "roomy", new Past.Commands(1_284, 1_279, 3, 2),
                Map.of("pue", new Past.Band(1.096, 1.134), "facilityKw", new Past.Band(8_900, 10_050), "itKw",
                        new Past.Band(8_150, 8_990), "coolingKw", new Past.Band(470, 640))));
        var _ = thread.scheduleAtFixedRate(this::step, 0, 1_000, TimeUnit.MILLISECONDS);
        return this;
    }

    /// The plant falls silent, or talks again.
    void talk(boolean talks) {
        talking = talks;
    }

    void controlAnswers(boolean answers) {
        controlAnswers = answers;
    }

    /// What was measured to be saved.
    void savings(List<SavingRow> measured) {
        savings = measured;
    }

    void archiveAnswers(boolean answers) {
        archiveAnswers = answers;
    }

    private void step() {
        if (!talking) {
            return;
        }
        long wall = System.currentTimeMillis();
        long now = plantTime();
        plant.publish(now, wall);
        plant.heartbeats(now, wall);
        if (now - lastCycle >= 300_000) {
            lastCycle += 300_000;
            plant.plan(lastCycle);
            plant.cycle(lastCycle, 4);
        }
    }

    private long plantTime() {
        long elapsed = (long) ((System.currentTimeMillis() - startWall) * RATE);
        return PlantScript.START + elapsed / 15_000 * 15_000;
    }

    /// A control that does what it is asked.
    private void control(byte[] payload) {
        if (!controlAnswers) {
            return;
        }
        try {
            OperatorRequest request = JsonMessages.read(payload, OperatorRequest.class);
            Mode mode = switch (request.action()) {
                case EXIT_AUTO -> Mode.FALLBACK;
                case CHOOSE_AUTO -> Mode.AUTO;
                case CHOOSE_ADVISE -> Mode.ADVISE;
                case CHOOSE_SHADOW -> Mode.SHADOW;
            };
            thread.execute(() -> {
                plant.mode(mode);
                plant.heartbeats(plantTime(), System.currentTimeMillis());
                live.accept(live.topics().reply(request.id()),
                        JsonMessages.write(new OperatorReply(request.id(), true, mode, "done")), false);
            });
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    private static String kind(byte[] payload) {
        try {
            return JsonMessages.read(payload, OperatorAct.class).kind();
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    /// Gateway and control do what they are told.
    private void byHand(byte[] payload) {
        try {
            Intervention asked = JsonMessages.read(payload, Intervention.class);
            thread.execute(() -> hands.carry(asked));
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    /// History that the script would have written.
    private final class Formula implements Archive {
        @Override
        public List<Slice> series(PointId point, long from, long to, int slices) throws Unavailable {
            if (!archiveAnswers) {
                throw new Unavailable("The test says so.", new IllegalStateException());
            }
            Point known = plant.catalog().find(point).orElseThrow();
            List<Slice> series = new ArrayList<>();
            long step = (to - from) / slices;
            for (int i = 0; i < slices; i++) {
                long at = from + i * step;
                double first = plant.value(known, at);
                double last = plant.value(known, at + step / 2);
                series.add(new Slice(at, first, last, Math.min(first, last), Math.max(first, last)));
            }
            return series;
        }
    }

    /// Ends it as a crash would look from outside; closing it again does no harm.
    void stop() {
        if (!stopped) {
            stopped = true;
            thread.shutdownNow();
            web.close();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /// For work on the pages: serves until it is stopped.
    public static void main(String[] arguments) throws InterruptedException {
        try (FixtureServer server = new FixtureServer(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8080)) {
            server.run();
            Thread.currentThread().join();
        }
    }
}
