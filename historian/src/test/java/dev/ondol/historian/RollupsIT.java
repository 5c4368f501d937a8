package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.historian.rollup.Resolution;
import dev.ondol.historian.rollup.Retention;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Roll-ups, last values and ageing: the same answers on each database that Ondol runs on.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RollupsIT {
    private static final long T = 1_767_225_600_000L;
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final AtomicInteger SITES = new AtomicInteger();
    private static final List<Point> POINTS = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow())
            .ofSource("plant");
    private static final PointId FIRST = POINTS.get(0).id();
    private static final PointId SECOND = POINTS.get(1).id();

    private final TestDatabase kind;
    private final String site = "rollup-" + SITES.incrementAndGet();
    private Historian historian;
    private long seq;

    RollupsIT(TestDatabase kind) {
        this.kind = kind;
        historian = kind.shared();
    }

    /// One span of a roll-up.
    private record Row(long time, double first, double last, double min, double max, double mean, long samples) {}

    @BeforeEach
    void register() {
        historian.register(site, POINTS);
    }

    @Test
    void rollUpsAreThoseOfTheGoodReadingsWhateverComesLateOrInBetween() {
        long seed = Long.getLong("ondol.seed", new Random().nextLong());
        Random random = new Random(seed);
        NavigableMap<Long, Double> good = new TreeMap<>();
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            times.add(T + random.nextLong(5 * HOUR));
        }
        times = new ArrayList<>(times.stream().distinct().sorted().toList());
        for (int late = 0; late < 200; late++) {
            Collections.swap(times, random.nextInt(times.size()), random.nextInt(times.size()));
        }
        List<ReceivedFrame> frames = new ArrayList<>();
        for (long time : times) {
            boolean bad = random.nextInt(8) == 0;
            double value = random.nextInt(1_600) / 16.0 - 10;
            frames.add(frame(time, FIRST, value, bad));
            if (!bad) {
                good.put(time, value);
            }
            if (frames.size() > random.nextInt(400)) {
                historian.frames(site).write(frames);
                frames.clear();
            }
            if (random.nextInt(200) == 0) {
                upkeep();
            }
        }
        historian.frames(site).write(frames.isEmpty() ? List.of(frame(T, SECOND, 1, false)) : frames);
        upkeep();
        for (Resolution resolution : Resolution.values()) {
            List<Row> expected = expected(good, resolution.millis());
            List<Row> rows = rows(view(resolution), FIRST);
            assertThat(rows).as("seed %d", seed).hasSameSizeAs(expected);
            for (int i = 0; i < rows.size(); i++) {
                assertThat(rows.get(i).mean()).as("seed %d", seed).isCloseTo(expected.get(i).mean(), within(1e-9));
                assertThat(withoutMean(rows.get(i))).as("seed %d, %s", seed, resolution)
                        .isEqualTo(withoutMean(expected.get(i)));
            }
        }
    }

    private static List<Row> expected(NavigableMap<Long, Double> good, long width) {
        Map<Long, List<Double>> spans = new TreeMap<>();
        good.forEach((time, value) -> spans.computeIfAbsent(Math.floorDiv(time, width) * width,
                ignored -> new ArrayList<>()).add(value));
        List<Row> rows = new ArrayList<>();
        spans.forEach((time, values) -> rows.add(new Row(time, values.getFirst(), values.getLast(),
                Collections.min(values), Collections.max(values),
                values.stream().mapToDouble(v -> v).average().orElseThrow(), values.size())));
        return rows;
    }

    private static Row withoutMean(Row row) {
        return new Row(row.time(), row.first(), row.last(), row.min(), row.max(), 0, row.samples());
    }

    @Test
    void aSpanWithOnlyBadReadingsIsAGap() {
        historian.frames(site).write(List.of(frame(T, FIRST, 1, false), frame(T + 60_000, FIRST, 2, true),
                frame(T + 120_000, FIRST, 3, false)));
        upkeep();
        assertThat(rows("v_reading_1m", FIRST)).extracting(Row::time).containsExactly(T, T + 120_000);
        assertThat(rows("v_reading_10m", FIRST)).containsExactly(new Row(T, 1, 3, 1, 3, 2, 2));
    }

    @Test
    void whatIsRolledUpIsNotRolledUpAgain() {
        historian.frames(site).write(List.of(frame(T, FIRST, 1, false), frame(T + 2 * HOUR, FIRST, 2, false)));
        assertThat(historian.upkeep(Retention.FOREVER).run()).isPositive();
        assertThat(historian.upkeep(Retention.FOREVER).run()).isZero();
        historian.frames(site).write(List.of(frame(T + 1_000, FIRST, 3, false)));
        assertThat(historian.upkeep(Retention.FOREVER).run()).isEqualTo(1);
        assertThat(rows("v_reading_1h", FIRST)).containsExactly(new Row(T, 1, 3, 1, 3, 2, 2),
                new Row(T + 2 * HOUR, 2, 2, 2, 2, 2, 1));
    }

    @Test
    void aLongStretchIsRolledUpPieceByPieceAndTellsHowFarItHasCome() {
        historian.frames(site).write(List.of(frame(T, FIRST, 1, false), frame(T + 7 * HOUR, FIRST, 2, false),
                frame(T + 13 * HOUR, FIRST, 3, false)));
        List<Long> rolled = new ArrayList<>();
        historian.upkeep(Retention.FOREVER).run((millis, of) -> {
            rolled.add(millis);
            assertThat(millis).isLessThanOrEqualTo(of);
        });
        assertThat(rolled).hasSize(3).isSorted();
        assertThat(rows("v_reading_1h", FIRST)).extracting(Row::time).containsExactly(T, T + 7 * HOUR, T + 13 * HOUR);
    }

    @Test
    void energyOfAnHourGoesToTheNextCountAndTellsHowManyHoursThatIs() {
        List<Point> electrical = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow()).ofSource("electrical");
        historian.register(site, electrical);
        PointId energy = PointId.of("meter-it/active-energy");
        historian.frames(site).write(List.of(frame(T, energy, 100, false), frame(T + HOUR - 1_000, energy, 109, false),
                frame(T + HOUR, energy, 110, false), frame(T + 3 * HOUR, energy, 140, false),
                frame(T + 4 * HOUR, energy, 5, false), frame(T + 4 * HOUR + 60_000, energy, 7, false)));
        upkeep();
        List<String> hours = query(
                "SELECT kwh || ' in ' || hours FROM v_energy_hour WHERE site = '%s' ORDER BY hour".formatted(site),
                rows -> rows.getString(1));
        assertThat(hours).as("what a meter shows after a reset has been counted since")
                .containsExactly("10 in 1", "30 in 2", "5 in 1", "2 in 1");
    }

    @Test
    void oldReadingsGoWhenAskedAndTheirRollUpsStayWhateverComesLater() {
        try (TestDatabase.Started own = kind.startOrSkip(); Historian fresh = kind.open(own)) {
            historian = fresh;
            register();
            for (int day = 0; day < 6; day++) {
                historian.frames(site).write(List.of(frame(T + day * DAY, FIRST, day, false),
                        frame(T + day * DAY + HOUR + 30_000, FIRST, day + 0.5, false)));
            }
            upkeep();
            Retention threeDays = new Retention(Optional.of(Duration.ofDays(3)), Map.of());
            historian.upkeep(threeDays).run();
            assertThat(historian.history(site).samples(T, T + 10 * DAY)).isEqualTo(8);
            assertThat(rows("v_reading_1m", FIRST)).hasSize(12);
            assertThat(rows("v_reading_1h", FIRST)).hasSize(12);
            assertThat(compressed()).isEqualTo(kind == TestDatabase.TIMESCALEDB ? 2 : 0);
            // a backlog of what is gone must not wipe what its hours had
            historian.frames(site).write(List.of(frame(T + 20_000, FIRST, 79, false)));
            upkeep();
            assertThat(rows("v_reading_1h", FIRST)).hasSize(12).first().isEqualTo(new Row(T, 0, 0, 0, 0, 0, 1));
            // late readings into compressed days, which are rolled up, too
            historian.frames(site).write(List.of(frame(T + 3 * DAY + 20_000, FIRST, 7, false)));
            upkeep();
            assertThat(rows("v_reading_1h", FIRST)).contains(new Row(T + 3 * DAY, 3, 7, 3, 7, 5, 2));
            assertThat(historian.history(site).series(FIRST, T + 3 * DAY, T + 4 * DAY, 24)).hasSize(2);
        } finally {
            historian = kind.shared();
        }
    }

    private long compressed() {
        return kind == TestDatabase.TIMESCALEDB ? query("""
                SELECT count(*) FROM timescaledb_information.chunks
                WHERE hypertable_name = 'reading' AND is_compressed""", rows -> rows.getLong(1)).getFirst() : 0;
    }

    @Test
    void theEditionUsesWhatItsLicenceHas() {
        assertThat(historian.edition()).isEqualTo(kind.edition());
        String kindOfRelation = query("SELECT relkind FROM pg_class WHERE relname = 'rollup_1m'",
                rows -> rows.getString(1)).getFirst();
        assertThat(kindOfRelation).isEqualTo(kind == TestDatabase.TIMESCALEDB ? "v" : "r");
    }

    private void upkeep() {
        historian.upkeep(Retention.FOREVER).run();
    }

    private static String view(Resolution resolution) {
        return switch (resolution) {
            case MINUTE -> "v_reading_1m";
            case TEN_MINUTES -> "v_reading_10m";
            case HOUR -> "v_reading_1h";
        };
    }

    private List<Row> rows(String view, PointId point) {
        return query("""
                SELECT (extract(epoch FROM time) * 1000)::bigint, first, last, min, max, mean, samples FROM %s
                WHERE site = '%s' AND point = '%s' ORDER BY time""".formatted(view, site, point),
                rows -> new Row(rows.getLong(1), rows.getDouble(2), rows.getDouble(3), rows.getDouble(4),
                        rows.getDouble(5), rows.getDouble(6), rows.getLong(7)));
    }

    @FunctionalInterface
    private interface Read<T> {
        T of(ResultSet rows) throws SQLException;
    }

    private <T> List<T> query(String sql, Read<T> read) {
        return historian.database().transaction(connection -> {
            try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(read.of(rows));
                }
                return all;
            }
        });
    }

    private ReceivedFrame frame(long time, PointId point, double value, boolean bad) {
        return new ReceivedFrame("plant", new Frame("b", ++seq, time, Map.of(point, value),
                bad ? Map.of(point, "stale") : Map.of()), new byte[0], T, OptionalLong.empty());
    }
}
