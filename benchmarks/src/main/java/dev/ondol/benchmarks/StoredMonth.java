package dev.ondol.benchmarks;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.Historian;
import dev.ondol.historian.reading.FrameWriter;
import dev.ondol.historian.reading.ReceivedFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/// Days of readings of some points, a minute apart, stored by the way of ingest; the same for each database. What an earlier,
/// perhaps interrupted run has stored is not stored again.
final class StoredMonth {
    static final String SITE = "bench";
    static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    static final int PERIOD_S = 60;
    /// Points that have readings in the last hour only.
    static final int FURTHER = 4_000;
    private static final long PERIOD = PERIOD_S * 1_000L;
    private static final long HOUR = 3_600_000;
    private static final int FRAMES_A_BATCH = 50;
    private static final String SOURCE = "bench";

    private final int days;
    private final List<Point> all;
    private final int full;

    StoredMonth(int days, int points) {
        this.days = days;
        this.full = points;
        List<Point> catalog = new ArrayList<>(PointCatalog.of(SiteReader.builtIn("kr-hn1").orElseThrow()).all());
        if (catalog.size() < points + FURTHER) {
            throw new IllegalStateException("The site has %d points only.".formatted(catalog.size()));
        }
        this.all = List.copyOf(catalog.subList(0, points + FURTHER));
    }

    long end() {
        return START + 24 * HOUR * days;
    }

    long frames() {
        return 24 * HOUR * days / PERIOD;
    }

    long samples() {
        return frames() * full + FURTHER * (HOUR / PERIOD);
    }

    /// The points that have readings all the time.
    List<PointId> points() {
        return all.subList(0, full).stream().map(Point::id).toList();
    }

    List<PointId> everyPoint() {
        return all.stream().map(Point::id).toList();
    }

    /// Stores what is not there yet; returns how many readings that was.
    long store(Historian historian, LongConsumer framesDone) {
        historian.register(SITE, all);
        FrameWriter writer = historian.frames(SITE);
        long done = writer.marks().stream().mapToLong(mark -> mark.mark().seq()).max().orElse(0);
        long stored = 0;
        for (long seq = done + 1; seq <= frames(); seq += FRAMES_A_BATCH) {
            long last = Math.min(frames(), seq + FRAMES_A_BATCH - 1);
            List<ReceivedFrame> batch = new ArrayList<>();
            for (long each = seq; each <= last; each++) {
                batch.add(frame(each));
            }
            stored += writer.write(batch).samples();
            framesDone.accept(last);
        }
        return stored;
    }

    /// A further instant of every point, after all that is stored.
    void storeOneMore(Historian historian) {
        long newest = historian.history(SITE).newest().orElse(START);
        historian.frames(SITE).write(List.of(frame((newest - START) / PERIOD + 2, all)));
    }

    private ReceivedFrame frame(long seq) {
        boolean lastHour = START + (seq - 1) * PERIOD >= end() - HOUR;
        return frame(seq, lastHour ? all : all.subList(0, full));
    }

    private static ReceivedFrame frame(long seq, List<Point> points) {
        long time = START + (seq - 1) * PERIOD;
        Map<PointId, Double> values = HashMap.newHashMap(points.size());
        for (int i = 0; i < points.size(); i++) {
            values.put(points.get(i).id(), value(points.get(i), i, seq));
        }
        return new ReceivedFrame(SOURCE, new Frame("b", seq, time, values, Map.of()), new byte[0], time,
                OptionalLong.empty());
    }

    /// A daily wave with noise, inside the plausible range and the same in each run.
    private static double value(Point point, int number, long seq) {
        double low = Math.max(point.quantity().low(), -1_000);
        double high = Math.min(point.quantity().high(), 1_000);
        long hash = (number * 0x9E3779B97F4A7C15L ^ seq) * 0xBF58476D1CE4E5B9L;
        double noise = (hash >>> 40) / (double) (1 << 24) - 0.5;
        double wave = Math.sin(2 * Math.PI * (seq * PERIOD / (24.0 * HOUR) + number / 1_000.0));
        return low + (high - low) * (0.5 + 0.3 * wave + 0.1 * noise);
    }
}
