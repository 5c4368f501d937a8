package dev.ondol.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.ondol.dashboards.access.AccountBook;
import dev.ondol.dashboards.access.KnownPrincipals;
import dev.ondol.dashboards.access.Role;
import dev.ondol.dashboards.http.Access;
import dev.ondol.dashboards.http.NoReplays;
import dev.ondol.dashboards.http.Operations;
import dev.ondol.dashboards.http.WebServer;
import dev.ondol.dashboards.live.ActDesk;
import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.dashboards.live.OperatorDesk;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What the dashboard's server takes to show a site to a hundred tabs: every point of kr-hn1 is new each second, and a tick goes to
/// each tab each second. One more tab does not read at all. Server and tabs share this process; the time of the threads of the tabs
/// is taken off.
public final class DashboardBenchmark {
    private static final int CLIENTS = 100;
    private static final int SETS = 10;
    private static final int VISITS = 9;
    private static final int WARM_S = 10;
    private static final int USUAL_BUFFER = 256 * 1024;
    private static final int SMALL_BUFFER = 2 * 1024;
    private static final long START = 1_656_651_600_000L;

    private final int seconds;

    /// @param full measure longer
    public DashboardBenchmark(boolean full) {
        seconds = full ? 120 : 30;
    }

    /// A book that nobody is in.
    private static final class EmptyBook implements AccountBook {
        @Override
        public List<Account> accounts() {
            return List.of();
        }

        @Override
        public List<Machine> machines() {
            return List.of();
        }

        @Override
        public boolean addFirst(Account account) {
            return false;
        }

        @Override
        public void addMachine(Machine machine) {
            throw new IllegalStateException("Nobody makes a token while it is measured.");
        }

        @Override
        public boolean revoke(String id) {
            return false;
        }
    }

    /// Blocks for some 40 s.
    public DashboardLoad measure() throws IOException, InterruptedException {
        Site site = SiteReader.builtIn("kr-hn1").orElseThrow();
        PointCatalog catalog = PointCatalog.of(site);
        LiveSite live = new LiveSite(site, catalog, Clock.systemUTC());
        live.broker(true);
        OperatorDesk desk = new OperatorDesk(live.topics(), (topic, payload) -> CompletableFuture.completedFuture(null),
                Clock.systemUTC());
        KnownPrincipals known = new KnownPrincipals(new EmptyBook());
        known.refresh();
        List<List<byte[]>> sets = sets(catalog);
        List<TabSocket> tabs = new ArrayList<>();
        try (WebServer server = WebServer.start("127.0.0.1", 0, URI.create("http://127.0.0.1:9"), live, desk, (point,
                from, to, slices) -> List.of(), Access.of(known, Optional.of(Role.VIEWER), Clock.systemUTC()),
                new Operations(new ActDesk(
                        live.topics(), (topic, payload) -> CompletableFuture.completedFuture(null)),
                        new NoRecords(), (from, to, recommended) -> {
                            throw new IllegalStateException("The benchmark asks for no report.");
                        }, new NoReplays()))) {
            List<AtomicLong> ticks = new ArrayList<>();
            List<Thread> readers = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                TabSocket tab = new TabSocket(server.port(), USUAL_BUFFER);
                AtomicLong count = new AtomicLong();
                tabs.add(tab);
                ticks.add(count);
                readers.add(Thread.ofPlatform().daemon(true).name("tab-" + i).start(() -> {
                    while (tab.read()) {
                        count.incrementAndGet();
                    }
                }));
            }
            TabSocket idle = new TabSocket(server.port(), SMALL_BUFFER);
            tabs.add(idle);
            run(live, catalog, sets, 0, WARM_S);
            long cpu = cpu(readers);
            long before = ticks.stream().mapToLong(AtomicLong::get).sum();
            long begun = System.nanoTime();
            run(live, catalog, sets, WARM_S, seconds);
            double wallNanos = System.nanoTime() - begun;
            double used = cpu(readers) - cpu;
            long told = ticks.stream().mapToLong(AtomicLong::get).sum() - before;
            // The server ticks by its own clock: one tick more or less a tab is none that was dropped.
            long expected = (long) CLIENTS * (long) (wallNanos / 1e9 - 1);
            return new DashboardLoad(CLIENTS, catalog.all().size(), Math.round(1_000 * used / wallNanos) / 10.0, Math
                    .max(0, expected - told), PageWeight.bytes(server.port()) / 1e3,
                    paintMs(live, catalog, sets, server
                            .port()));
        } finally {
            tabs.forEach(TabSocket::close);
        }
    }

    /// Median of some visits with nothing cached, while the plant goes on; null without Chromium.
    private static @Nullable Double paintMs(LiveSite live, PointCatalog catalog, List<List<byte[]>> sets, int port)
            throws IOException, InterruptedException {
        Optional<ChromiumTab> chromium = ChromiumTab.start();
        if (chromium.isEmpty()) {
            return null;
        }
        try (ChromiumTab tab = chromium.get()) {
            List<Double> visits = new ArrayList<>();
            for (int visit = 0; visit < VISITS; visit++) {
                run(live, catalog, sets, visit, 1);
                visits.add(tab.meaningfulPaintMs("http://127.0.0.1:%d/".formatted(port)));
            }
            return (double) Math.round(visits.stream().sorted().toList().get(VISITS / 2));
        }
    }

    /// Nanoseconds of this process without those of the tabs.
    private static long cpu(List<Thread> readers) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return process.getProcessCpuTime() - readers.stream().mapToLong(reader -> threads.getThreadCpuTime(reader
                .threadId())).sum();
    }

    /// Feeds every point once a second, as the broker's session would.
    private static void run(LiveSite live, PointCatalog catalog, List<List<byte[]>> sets, int from, int lasting)
            throws InterruptedException {
        long begun = System.nanoTime();
        for (int second = 0; second < lasting; second++) {
            int n = from + second;
            List<String> sources = catalog.sources();
            for (int i = 0; i < sources.size(); i++) {
                live.accept(live.topics().frame(sources.get(i)), sets.get(n % SETS).get(i), false);
            }
            live.accept(live.topics().clock(), JsonMessages.write(new ClockTick(START + n, System
                    .currentTimeMillis(), 60, "bench", true)), false);
            long left = begun + (second + 1) * 1_000_000_000L - System.nanoTime();
            if (left > 0) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
        }
    }

    /// Frames made beforehand: writing them is the gateway's work. A reading of the same plant time replaces the one before.
    private static List<List<byte[]>> sets(PointCatalog catalog) {
        List<List<byte[]>> sets = new ArrayList<>();
        for (int set = 0; set < SETS; set++) {
            List<byte[]> frames = new ArrayList<>();
            for (String source : catalog.sources()) {
                Map<PointId, Double> values = new LinkedHashMap<>();
                for (Point point : catalog.ofSource(source)) {
                    double middle = Math.clamp(23.0, point.quantity().low(), point.quantity().high());
                    values.put(point.id(), Math.round(1_000 * (middle + 0.37 * set)) / 1_000.0);
                }
                frames.add(FrameCodec.JSON.write(new Frame("bench", set + 1L, START, values, Map.of())));
            }
            sets.add(frames);
        }
        return sets;
    }
}
