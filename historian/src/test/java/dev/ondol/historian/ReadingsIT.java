package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.reading.FrameWriter;
import dev.ondol.historian.reading.History;
import dev.ondol.historian.reading.MalformedFrame;
import dev.ondol.historian.reading.Received;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.historian.reading.Written;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// How frames go in and readings come out, on each database that Ondol runs on. Each test has a site of its own.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ReadingsIT {
    private static final long T = 1_767_225_600_000L;
    private static final long WALL = 1_790_000_000_000L;
    private static final AtomicInteger SITES = new AtomicInteger();
    private static final List<Point> POINTS = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow())
            .ofSource("plant");
    private static final PointId FIRST = POINTS.get(0).id();
    private static final PointId SECOND = POINTS.get(1).id();

    private final String site = "reading-" + SITES.incrementAndGet();
    private final Historian historian;

    ReadingsIT(TestDatabase kind) {
        historian = kind.shared();
    }

    @BeforeEach
    void register() {
        historian.register(site, POINTS);
    }

    @Test
    void aFrameIsStoredOnceWhateverIsSentTwice() {
        FrameWriter writer = historian.frames(site);
        Written first = writer.write(List.of(frame(1, T), frame(2, T + 15_000)));
        assertThat(first.frames()).isEqualTo(2);
        assertThat(first.samples()).isEqualTo(4);
        assertThat(first.marks()).containsExactly(new Written.SourceMark("plant", new Mark("b", 2)));
        assertThat(first.newest()).isEqualTo(OptionalLong.of(T + 15_000));
        Written second = historian.frames(site).write(List.of(frame(2, T + 15_000), frame(1, T), frame(3, T + 30_000)));
        assertThat(second.frames()).isEqualTo(1);
        assertThat(second.duplicates()).isEqualTo(2);
        assertThat(second.marks()).containsExactly(new Written.SourceMark("plant", new Mark("b", 3)));
        History history = historian.history(site);
        assertThat(history.samples(T, T + 60_000)).isEqualTo(6);
        assertThat(history.newest()).isEqualTo(OptionalLong.of(T + 30_000));
        assertThat(history.rejected()).isZero();
    }

    @Test
    void framesInAnyOrderInAnyBatchesAndAnyTimesOverAreStoredAsOneSet() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Received> stream = new ArrayList<>();
        for (int seq = 1; seq <= 300; seq++) {
            for (int copies = random.nextInt(10) < 3 ? 2 : 1; copies > 0; copies--) {
                stream.add(frame(seq, T + seq * 15_000L));
            }
        }
        Collections.shuffle(stream, random);
        FrameWriter writer = historian.frames(site);
        int duplicates = 0;
        for (int at = 0; at < stream.size();) {
            int end = Math.min(stream.size(), at + 1 + random.nextInt(60));
            duplicates += writer.write(stream.subList(at, end)).duplicates();
            at = end;
        }
        assertThat(duplicates).as("seed %d", seed).isEqualTo(stream.size() - 300);
        assertThat(historian.history(site).series(FIRST, T, T + 301 * 15_000L, 301)).as("seed %d", seed).hasSize(300);
        assertThat(historian.history(site).samples(0, Long.MAX_VALUE / 1_000_000)).as("seed %d", seed).isEqualTo(600);
        assertThat(writer.marks()).containsExactly(new Written.SourceMark("plant", new Mark("b", 300)));
    }

    @Test
    void twoWritersOfTheSameFramesStoreThemOnce() throws Exception {
        List<Received> frames = new ArrayList<>();
        for (int seq = 1; seq <= 200; seq++) {
            frames.add(frame(seq, T + seq * 1_000L));
        }
        try (ExecutorService writers = Executors.newFixedThreadPool(2)) {
            List<Future<Long>> stored = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                stored.add(writers.submit(() -> {
                    FrameWriter writer = historian.frames(site);
                    long samples = 0;
                    for (int at = 0; at < frames.size(); at += 10) {
                        samples += writer.write(frames.subList(at, at + 10)).samples();
                    }
                    return samples;
                }));
            }
            assertThat(stored.get(0).get() + stored.get(1).get()).isEqualTo(400);
        }
        assertThat(historian.history(site).samples(T, T + 1_000_000)).isEqualTo(400);
    }

    @Test
    void aNewLifeOfASourceStartsItsSequenceAgain() {
        FrameWriter writer = historian.frames(site);
        writer.write(List.of(frame("b-1", 1, T), frame("b-1", 2, T + 1)));
        Written later = writer.write(List.of(frame("b-2", 1, T + 2), frame("b-1", 2, T + 1)));
        assertThat(later.duplicates()).isEqualTo(1);
        assertThat(later.marks()).containsExactly(new Written.SourceMark("plant", new Mark("b-2", 1)),
                new Written.SourceMark("plant", new Mark("b-1", 2)));
        assertThat(historian.history(site).samples(T, T + 10)).isEqualTo(6);
    }

    @Test
    void badReadingsAreKeptAsideWithTheirReasonAndTheGoodOnesAreStored() {
        PointId unknown = PointId.of("nowhere/fan-speed");
        Frame mixed = new Frame("b", 1, T, Map.of(FIRST, 20.0, SECOND, 1e9, unknown, 1.0), Map.of());
        byte[] noFrame = {'{', 0, (byte) 0xff};
        ReceivedFrame future = new ReceivedFrame("plant",
                new Frame("b", 2, T + 3_600_000, Map.of(FIRST, 1.0), Map.of()),
                new byte[]{1}, WALL, OptionalLong.of(T));
        Written written = historian.frames(site).write(List.of(received(mixed),
                new MalformedFrame("plant", noFrame, "Not a Frame: \u0000 \ud800", WALL), future));
        assertThat(written.samples()).isEqualTo(1);
        assertThat(written.rejectedSamples()).isEqualTo(2);
        assertThat(written.held()).isEqualTo(1);
        assertThat(written.rejectedFrames()).isEqualTo(2);
        assertThat(written.marks()).containsExactly(new Written.SourceMark("plant", new Mark("b", 2)));
        assertThat(historian.history(site).rejected()).isEqualTo(3);
        assertThat(rejected()).containsOnlyKeys("malformed", "future", "out-of-range");
        assertThat(rejected().get("malformed")).isEqualTo(noFrame);
        assertThat(rejected().get("out-of-range")).isEqualTo(JsonMessages.write(mixed));
    }

    @Test
    void aFrameThatTheDatabaseRefusesIsFoundAndTheOthersAreStored() {
        statement("ALTER TABLE reading ADD CONSTRAINT no_" + site.replace('-', '_')
                + " CHECK (value <> 41.125) NOT VALID");
        try {
            List<Received> frames = new ArrayList<>();
            for (int seq = 1; seq <= 20; seq++) {
                frames.add(received(
                        new Frame("b", seq, T + seq, Map.of(FIRST, seq == 13 ? 41.125 : 10.0 + seq), Map.of())));
            }
            Written written = historian.frames(site).write(frames);
            assertThat(written.samples()).isEqualTo(19);
            assertThat(written.rejectedFrames()).isEqualTo(1);
            assertThat(written.marks()).containsExactly(new Written.SourceMark("plant", new Mark("b", 20)));
            assertThat(rejected()).containsOnlyKeys("refused-by-database");
        } finally {
            statement("ALTER TABLE reading DROP CONSTRAINT no_" + site.replace('-', '_'));
        }
    }

    @Test
    void aChartGetsFirstLastLowestAndHighestOfEachSpan() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TreeMap<Long, Double> readings = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
            readings.put(T + random.nextInt(100_000), Math.round(random.nextDouble() * 1_000) / 16.0);
        }
        List<Received> frames = new ArrayList<>();
        readings.forEach((time, value) -> frames
                .add(received(new Frame("b", frames.size() + 1, time, Map.of(FIRST, value), Map.of()))));
        frames.add(received(new Frame("b", frames.size() + 1, T + 50, Map.of(FIRST, 79.0), Map.of(FIRST, "stale"))));
        historian.frames(site).write(frames);
        for (int round = 0; round < 5; round++) {
            long from = T + random.nextInt(20_000);
            long to = from + 1L + random.nextInt(90_000);
            int buckets = 1 + random.nextInt(200);
            assertThat(historian.history(site).series(FIRST, from, to, buckets))
                    .as("seed %d, %d buckets from %d to %d", seed, buckets, from, to)
                    .isEqualTo(expected(readings, from, to, buckets));
        }
    }

    private static List<History.Bucket> expected(NavigableMap<Long, Double> readings, long from, long to, int buckets) {
        Map<Long, List<Double>> spans = new TreeMap<>();
        readings.subMap(from, true, to, false).forEach((time, value) -> spans
                .computeIfAbsent((time - from) * buckets / (to - from), ignored -> new ArrayList<>()).add(value));
        List<History.Bucket> series = new ArrayList<>();
        spans.forEach((span, values) -> series.add(new History.Bucket(from + Math.ceilDiv(span * (to - from), buckets),
                values.getFirst(), values.getLast(), Collections.min(values), Collections.max(values))));
        return series;
    }

    @Test
    void theLastGoodValueOfEachPointIsFound() {
        historian.frames(site).write(List.of(frame(1, T), frame(2, T + 15_000),
                received(new Frame("b", 3, T + 30_000, Map.of(FIRST, 50.0), Map.of(FIRST, "stale")))));
        assertThat(historian.history(site).last(List.of(FIRST, SECOND, POINTS.get(2).id())))
                .isEqualTo(Map.of(FIRST, new History.LastValue(T + 15_000, 2.5), SECOND,
                        new History.LastValue(T + 15_000, 3.5)));
    }

    @Test
    void twoSitesDoNotMix() {
        String other = site + "-b";
        historian.register(other, POINTS);
        historian.frames(site).write(List.of(frame(1, T)));
        Written elsewhere = historian.frames(other).write(List.of(frame(1, T), frame(2, T + 1)));
        assertThat(elsewhere.duplicates()).isZero();
        assertThat(historian.history(site).samples(T, T + 10)).isEqualTo(2);
        assertThat(historian.history(other).samples(T, T + 10)).isEqualTo(4);
        assertThat(historian.history(other).newest()).isEqualTo(OptionalLong.of(T + 1));
    }

    private static ReceivedFrame frame(long seq, long time) {
        return frame("b", seq, time);
    }

    private static ReceivedFrame frame(String boot, long seq, long time) {
        double value = seq % 100;
        return received(new Frame(boot, seq, time, Map.of(FIRST, value * 0.5 + 1.5, SECOND, value * 0.5 + 2.5),
                Map.of()));
    }

    private static ReceivedFrame received(Frame frame) {
        return new ReceivedFrame("plant", frame, JsonMessages.write(frame), WALL, OptionalLong.of(T + 5_000_000));
    }

    private Map<String, byte[]> rejected() {
        return historian.database().transaction(connection -> {
            try (var select = connection
                    .prepareStatement("SELECT reason, raw, detail FROM rejected_frame WHERE site = ?")) {
                select.setString(1, site);
                Map<String, byte[]> rejected = new HashMap<>();
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        rejected.put(rows.getString(1), rows.getBytes(2));
                        assertThat(rows.getString(3).getBytes(StandardCharsets.UTF_8)).isNotEmpty();
                    }
                }
                return rejected;
            }
        });
    }

    private void statement(String sql) {
        historian.database().transaction(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
