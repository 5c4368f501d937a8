package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.mapping.NameIndex;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.discovery.Acceptance;
import dev.ondol.historian.reading.FrameWriter;
import dev.ondol.historian.reading.History;
import dev.ondol.historian.reading.Received;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.historian.reading.ReceivedValues;
import dev.ondol.historian.reading.ReceivedValues.Value;
import dev.ondol.historian.reading.Written;
import dev.ondol.historian.rollup.Retention;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Readings without a sequence number, on each database that Ondol runs on. Each test has a site of its own.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ValuesIT {
    private static final long T = 1_767_225_600_000L;
    private static final long HOUR = 3_600_000;
    private static final AtomicInteger SITES = new AtomicInteger();
    private static final List<Point> POINTS = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow())
            .ofSource("plant");
    private static final PointId FIRST = POINTS.get(0).id();
    private static final PointId SECOND = POINTS.get(1).id();

    private final String site = "values-" + SITES.incrementAndGet();
    private final Historian historian;

    ValuesIT(TestDatabase kind) {
        historian = kind.shared();
    }

    @BeforeEach
    void register() {
        historian.register(site, POINTS);
    }

    @Test
    void theFirstOfSeveralWithTheSamePointAndTimeIsKeptWhateverIsSentTwice() {
        long seed = Long.getLong("ondol.seed", new Random().nextLong());
        Random random = new Random(seed);
        Map<String, Double> expected = new HashMap<>();
        FrameWriter writer = historian.frames(site);
        long sent = 0;
        long stored = 0;
        long duplicates = 0;
        for (int batch = 0; batch < 20; batch++) {
            List<Received> messages = new ArrayList<>();
            for (int message = random.nextInt(6); message >= 0; message--) {
                List<Value> values = new ArrayList<>();
                for (int i = random.nextInt(60); i >= 0; i--) {
                    PointId point = random.nextBoolean() ? FIRST : SECOND;
                    long time = T + random.nextInt(30) * HOUR / 4;
                    double value = random.nextInt(900) / 16.0;
                    expected.putIfAbsent(time + " " + point, value);
                    values.add(new Value(time, point, value, null));
                    sent++;
                }
                messages.add(values(values));
            }
            Written written = writer.write(messages);
            stored += written.samples();
            duplicates += written.duplicates();
        }
        assertThat(stored()).as("seed %d", seed).isEqualTo(expected);
        assertThat(stored).as("seed %d", seed).isEqualTo(expected.size());
        assertThat(duplicates).as("seed %d", seed).isEqualTo(sent - stored);
    }

    @Test
    void rollUpsAndLastValuesSeeThem() {
        FrameWriter writer = historian.frames(site);
        writer.write(List.of(values(List.of(new Value(T + 1_000, FIRST, 10, null),
                new Value(T + 2 * HOUR, FIRST, 30, null), new Value(T + 2_000, FIRST, 20, null)))));
        historian.upkeep(Retention.FOREVER).run();
        assertThat(historian.upkeep(Retention.FOREVER).run()).as("nothing waits").isZero();
        assertThat(hours()).containsExactly("10 to 20", "30 to 30");
        writer.write(List.of(values(List.of(new Value(T + 3_000, FIRST, 40, null)))));
        assertThat(historian.upkeep(Retention.FOREVER).run()).isPositive();
        assertThat(hours()).containsExactly("10 to 40", "30 to 30");
        writer.write(List.of(values(List.of(new Value(T + 3_000, FIRST, 50, null)))));
        assertThat(historian.upkeep(Retention.FOREVER).run()).as("nothing was stored, nothing is rolled up").isZero();
        assertThat(historian.history(site).last(List.of(FIRST)))
                .isEqualTo(Map.of(FIRST, new History.LastValue(T + 2 * HOUR, 30)));
    }

    @Test
    void aPointThatFellSilentHoursAgoKeepsItsLastGoodValueWhereTheOthersWentOn() {
        PointId never = POINTS.get(2).id();
        List<Value> values = new ArrayList<>(List.of(new Value(T, FIRST, 1, null),
                new Value(T + HOUR / 2, FIRST, 2, null), new Value(T + HOUR, FIRST, 3, "suspect"),
                new Value(T + HOUR, never, 4, "suspect")));
        for (int minute = 0; minute <= 180; minute++) { // each: so it is one stretch that is rolled up
            values.add(new Value(T + minute * HOUR / 60, SECOND, 10 + minute / 60.0, null));
        }
        historian.frames(site).write(List.of(values(values)));
        historian.upkeep(Retention.FOREVER).run();
        Map<PointId, History.LastValue> expected = Map.of(FIRST, new History.LastValue(T + HOUR / 2, 2), SECOND,
                new History.LastValue(T + 3 * HOUR, 13));
        assertThat(historian.history(site).last(List.of(FIRST, SECOND, never))).isEqualTo(expected);
        historian.frames(site).write(List.of(values(List.of(new Value(T + HOUR / 3, FIRST, 7, null),
                new Value(T + HOUR / 3 + 1, SECOND, 8, null)))));
        historian.upkeep(Retention.FOREVER).run();
        assertThat(historian.history(site).last(List.of(FIRST, SECOND, never))).as("older ones came late").isEqualTo(
                expected);
    }

    @Test
    void twoWritersOfTheSameValuesStoreThemOnce() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService writers = Executors.newFixedThreadPool(2)) {
            List<Future<Long>> stored = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                stored.add(writers.submit(() -> {
                    FrameWriter writer = historian.frames(site);
                    long samples = 0;
                    for (int batch = 0; batch < 40; batch++) {
                        List<Value> values = new ArrayList<>();
                        for (int row = 0; row < 50; row++) {
                            values.add(new Value(T + batch * 60_000L + row * 1_000L, FIRST, row, null));
                        }
                        together.await();
                        samples += writer.write(List.of(values(values))).samples();
                    }
                    return samples;
                }));
            }
            assertThat(stored.get(0).get() + stored.get(1).get()).isEqualTo(2_000);
        }
        assertThat(historian.history(site).samples(T, T + HOUR)).isEqualTo(2_000);
    }

    @Test
    void valuesAndFramesOfOneBatchAreOneTransactionAndWhatIsBadIsKeptWithItsReason() {
        Frame frame = new Frame("b", 1, T, Map.of(FIRST, 1.0), Map.of());
        Written written = historian.frames(site).write(List.of(
                new ReceivedFrame("plant", frame, new byte[]{1}, T, OptionalLong.of(T)),
                values(List.of(new Value(T, FIRST, 2, null), new Value(T, SECOND, 3, "stale"),
                        new Value(T + HOUR, FIRST, 1, null), new Value(T - 25 * HOUR, FIRST, 1, null),
                        new Value(0, FIRST, 1, null), new Value(T, FIRST, 1e9, null),
                        new Value(T, FIRST, Double.NaN, null), new Value(T, PointId.of("no/where"), 1, null),
                        new Value(T, SECOND, 1, "No Code")), T)));
        assertThat(written.samples()).isEqualTo(2);
        assertThat(written.duplicates()).as("the frame of the batch was first").isEqualTo(1);
        assertThat(written.rejectedSamples()).isEqualTo(6);
        assertThat(written.held()).as("of a point that nobody knows").isEqualTo(1);
        assertThat(written.newest()).isEqualTo(OptionalLong.of(T));
        assertThat(written.marks()).as("values have no mark").containsExactly(
                new Written.SourceMark("plant", new Mark("b", 1)));
        assertThat(historian.frames(site).marks()).hasSize(1);
        assertThat(query("SELECT reason || ' ' || samples FROM rejected_frame WHERE site = '" + site + "'"))
                .containsExactlyInAnyOrder("future 1", "late 2", "out-of-range 1", "no-number 1", "bad-quality 1");
    }

    @Test
    void aValueOfAnUnknownPointIsHeldAndBecomesOneReadingHoweverOftenItCame() {
        PointId unknown = PointId.of("ahu-x/supply-air-temperature");
        List<Value> three = List.of(new Value(T, unknown, 1, null), new Value(T + 1_000, unknown, 2, null),
                new Value(T, unknown, 3, null));
        historian.frames(site).write(List.of(values(three)));
        historian.frames(site).write(List.of(values(three)));
        assertThat(historian.discovery(site).listed()).singleElement()
                .satisfies(listed -> assertThat(listed.held()).isEqualTo(6));
        historian.discovery(site).accept(Acceptance.of(unknown.toString(), new NameIndex.Meaning(unknown,
                UnitConversion.SAME, Optional.empty())));
        assertThat(historian.frames(site).write(List.of(values(three))).samples()).as("all are stored").isZero();
        assertThat(query("SELECT r.value::text FROM reading r JOIN point p ON p.id = r.point_id WHERE p.site = '" + site
                + "' ORDER BY r.time")).containsExactly("1", "2");
    }

    private static ReceivedValues values(List<Value> values) {
        return values(values, T + 10 * HOUR);
    }

    private static ReceivedValues values(List<Value> values, long siteClock) {
        return new ReceivedValues("edge", values, "", new byte[]{2}, T, OptionalLong.of(siteClock));
    }

    private List<String> hours() {
        return query("SELECT first || ' to ' || last FROM v_reading_1h WHERE site = '" + site + "' ORDER BY time");
    }

    private Map<String, Double> stored() {
        Map<String, Double> all = new HashMap<>();
        List<String> rows = query("""
                SELECT (extract(epoch FROM time) * 1000)::bigint || ' ' || point || '=' || value
                FROM v_reading WHERE site = '%s'""".formatted(site));
        rows.forEach(row -> all.put(row.substring(0, row.indexOf('=')),
                Double.valueOf(row.substring(row.indexOf('=') + 1))));
        assertThat(rows).as("none twice").hasSize(all.size());
        return all;
    }

    private List<String> query(String sql) {
        return historian.database().transaction(connection -> {
            try (var select = connection.createStatement(); var rows = select.executeQuery(sql)) {
                List<String> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
                return Collections.unmodifiableList(all);
            }
        });
    }
}
