package dev.ondol.dashboards;

import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.dashboards.live.Past;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.historian.Historian;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.control.CommandStore;
import dev.ondol.historian.reading.History;
import dev.ondol.historian.reading.History.Bucket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the historian every few seconds for what the Overview shows of the past: commands, and the range of each power
/// over the last day. On a thread of its own, because JDBC blocks. While the database is away it keeps what it knew and
/// says that the historian does not answer.
final class HistorianWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistorianWatch.class);
    private static final long PERIOD_S = 5;
    private static final long DAY_MS = 24L * 3600 * 1000;
    /// A quarter of an hour each: fine enough for the PUE of a moment, coarse enough for a quick answer.
    private static final int SPANS = 96;
    private static final int BANDS_EVERY = 12;

    private final LiveSite live;
    private final Historian historian;
    private final History history;
    private final CommandStore commands;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("dashboard-historian").daemon(true).factory());
    private Past.@Nullable Commands counts;
    private Map<String, Past.Band> bands = Map.of();
    private boolean reachable = true;
    private int round;

    HistorianWatch(LiveSite live, Historian historian) {
        this.live = live;
        this.historian = historian;
        this.history = historian.history(live.site().id());
        this.commands = historian.commands(live.site().id());
    }

    void start() {
        var _ = thread.scheduleWithFixedDelay(this::look, 0, PERIOD_S, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            CommandStore.Counts stored = commands.counts();
            counts = new Past.Commands(stored.sent(), stored.applied(), stored.refused(), stored.rejected());
            if (bands.isEmpty() || round % BANDS_EVERY == 0) {
                live.plantTime().ifPresent(now -> bands = bands(now));
            }
            round++;
            if (!reachable) {
                LOG.info("The historian answers again.");
            }
            reachable = true;
        } catch (HistorianUnavailable e) {
            if (reachable) {
                LOG.warn("The historian does not answer; live values go on. {}", e.getMessage());
            }
            reachable = false;
        } catch (RuntimeException e) {
            LOG.error("The figures of the past could not be read.", e);
            reachable = false;
        }
        String disk = historian.disk().map(state -> state.name().toLowerCase(Locale.ROOT)).orElse("unknown");
        live.past(new Past(reachable, historian.edition().id(), disk, counts, bands));
    }

    private Map<String, Past.Band> bands(long now) {
        List<Bucket> facility = day(PointCatalog.FACILITY_METER, now);
        List<Bucket> it = day(PointCatalog.IT_METER, now);
        Map<String, Past.Band> found = new HashMap<>();
        band("facilityKw", facility, found);
        band("itKw", it, found);
        band("coolingKw", day(PointCatalog.COOLING_METER, now), found);
        ratio("pue", facility, it, found);
        return found;
    }

    private List<Bucket> day(String meter, long now) {
        PointId power = PointId.of(meter, Quantity.ACTIVE_POWER);
        return history.panel(List.of(power), Math.max(0, now - DAY_MS), now, SPANS).series().getOrDefault(power,
                List.of());
    }

    private static void band(String name, List<Bucket> spans, Map<String, Past.Band> found) {
        if (!spans.isEmpty()) {
            found.put(name, new Past.Band(spans.stream().mapToDouble(Bucket::min).min().orElseThrow(),
                    spans.stream().mapToDouble(Bucket::max).max().orElseThrow()));
        }
    }

    /// Of the last values of each span, which both meters measure at the same instant.
    private static void ratio(String name, List<Bucket> whole, List<Bucket> part, Map<String, Past.Band> found) {
        Map<Long, Bucket> parts = new HashMap<>();
        part.forEach(span -> parts.put(span.time(), span));
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Bucket span : whole) {
            Bucket below = parts.get(span.time());
            if (below != null && below.last() > 0) {
                low = Math.min(low, span.last() / below.last());
                high = Math.max(high, span.last() / below.last());
            }
        }
        if (low <= high) {
            found.put(name, new Past.Band(low, high));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
