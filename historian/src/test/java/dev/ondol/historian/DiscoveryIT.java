package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.mapping.MappingReader;
import dev.ondol.facility.mapping.NewPoint;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.message.ForeignReading;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.csv.CsvImport;
import dev.ondol.historian.discovery.Acceptance;
import dev.ondol.historian.discovery.Accepted;
import dev.ondol.historian.discovery.Discovery;
import dev.ondol.historian.discovery.HoldLimits;
import dev.ondol.historian.discovery.ListedPoint;
import dev.ondol.historian.discovery.NamedPoint;
import dev.ondol.historian.discovery.NotAccepted;
import dev.ondol.historian.reading.FrameWriter;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.historian.reading.Written;
import dev.ondol.historian.rollup.Retention;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Points that nobody knows when they come, on each database that Ondol runs on. Each test has a site of its own.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class DiscoveryIT {
    private static final long T = 1_767_225_600_000L;
    private static final AtomicInteger SITES = new AtomicInteger();
    private static final List<Point> POINTS = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow())
            .ofSource("plant");
    private static final PointId KNOWN = POINTS.getFirst().id();
    private static final PointId FRESH = PointId.of("crah-x-01/supply-air-temperature");
    private static final String FOREIGN = "BLD1/CRAH 7.SAT";
    private static final UnitConversion FAHRENHEIT = UnitConversion.between("[degF]", "Cel").orElseThrow();

    private final String site = "discovery-" + SITES.incrementAndGet();
    private final Historian historian;
    private final Discovery discovery;

    DiscoveryIT(TestDatabase kind) {
        historian = kind.shared();
        discovery = historian.discovery(site);
    }

    @BeforeEach
    void register() {
        historian.register(site, POINTS);
    }

    @Test
    void aReadingOfAnUnknownPointIsHeldAndListedAndTheGoodOnesOfItsFrameAreStoredAtOnce() {
        Written written = historian.frames(site).write(List.of(frame(1), frame(2), frame(3)));
        assertThat(written.frames()).isEqualTo(3);
        assertThat(written.samples()).isEqualTo(3);
        assertThat(written.held()).isEqualTo(6);
        assertThat(written.rejectedSamples()).isZero();
        assertThat(written.marks()).singleElement().satisfies(mark -> assertThat(mark.mark().seq()).isEqualTo(3));
        assertThat(rows()).hasSize(3);
        List<ListedPoint> listed = discovery.listed();
        assertThat(listed).extracting(ListedPoint::name).containsExactly(FOREIGN, FRESH.toString());
        assertThat(listed.getFirst()).isEqualTo(new ListedPoint(FOREIGN, ListedPoint.State.UNKNOWN, "plant", T + 1_000,
                T + 3_000, 3, 3, 0, 53,
                "{\"boot\":\"b\",\"seq\":1,\"t\":%d,\"v\":{\"%s\":51.0}}".formatted(T + 1_000, FOREIGN)));
    }

    @Test
    void whatWasHeldBecomesReadingsOnceAcrossARestartAndWhatComesLaterFlows() {
        FrameWriter before = historian.frames(site);
        before.write(List.of(frame(1), frame(2)));
        FrameWriter after = historian.frames(site);
        after.write(List.of(frame(2), frame(3), frame(1)));
        assertThat(discovery.accept(fresh())).isEqualTo(new Accepted(FRESH.toString(), FRESH.toString(), true, 3, 0));
        assertThat(discovery.accept(alias())).isEqualTo(new Accepted(FOREIGN, FRESH.toString(), false, 3, 0));
        assertThat(discovery.accept(alias())).isEqualTo(new Accepted(FOREIGN, FRESH.toString(), false, 0, 0));
        assertThat(discovery.listed()).isEmpty();
        Written later = after.write(List.of(frame(4), frame(3)));
        assertThat(later.samples()).isEqualTo(3);
        assertThat(later.held()).isZero();
        historian.frames(site).write(List.of(frame(4), frame(5)));
        assertThat(rows()).isEqualTo(expected(5));
        assertThat(discovery.known()).filteredOn(point -> point.point().equals(FRESH.toString())).singleElement()
                .isEqualTo(new NamedPoint(FRESH.toString(), "Supply_Air_Temperature_Sensor", "Cel", "plant", -20, 80,
                        List.of(FOREIGN)));
    }

    private static List<String> expected(int frames) {
        List<String> rows = new ArrayList<>();
        for (int seq = 1; seq <= frames; seq++) {
            rows.add("%d %s %s".formatted(T + seq * 1_000L, KNOWN, 10.0 + seq % 50));
            rows.add("%d %s %s".formatted(T + seq * 1_000L, FRESH, 20.0 + seq % 50));
            rows.add("%d %s %s".formatted(T + seq * 1_000L, FRESH, FAHRENHEIT.convert(50.0 + seq % 50)));
        }
        return rows.stream().sorted().toList();
    }

    @Test
    void readingsThatWereHeldAreRolledUpLikeAnyOthers() {
        historian.frames(site).write(IntStream.rangeClosed(1, 40).mapToObj(DiscoveryIT::frame).toList());
        historian.upkeep(Retention.FOREVER).run();
        discovery.accept(fresh());
        historian.upkeep(Retention.FOREVER).run();
        assertThat(number("SELECT sum(samples) FROM v_reading_1m WHERE site = '%s' AND point = '" + FRESH + "'"))
                .isEqualTo(40);
        assertThat(number("SELECT count(*) FROM v_last_value WHERE site = '%s' AND point = '" + FRESH + "'"))
                .isEqualTo(1);
    }

    @Test
    void onlyTheNewestAreHeldWithinEachLimitAndTheOthersAreCounted() {
        FrameWriter writer = historian.frames(site, PointMapping.NONE, new HoldLimits(5, 8, 3));
        for (int seq = 1; seq <= 20; seq++) {
            writer.write(List.of(frame(seq)));
        }
        List<ListedPoint> listed = discovery.listed();
        assertThat(listed).extracting(ListedPoint::samples).containsExactly(20L, 20L);
        assertThat(listed).allMatch(point -> point.held() + point.letGo() == 20 && point.held() <= 5);
        assertThat(listed.stream().mapToLong(ListedPoint::held).sum()).isEqualTo(8);
        assertThat(number("SELECT count(*) FROM held_sample WHERE site = '%s'")).isEqualTo(8);
        writer.write(List.of(foreign(21, "a b", "a c", "a d"), foreign(22, "a c"), foreign(23, "a e", "a b")));
        assertThat(discovery.listed()).extracting(ListedPoint::name).containsExactly(FOREIGN, "a b", FRESH.toString());
        assertThat(discovery.unlisted()).isEqualTo(4);
        Accepted accepted = discovery.accept(fresh());
        assertThat(rows()).filteredOn(row -> row.contains(FRESH.toString())).hasSize((int) accepted.stored())
                .last().asString().isEqualTo("%d %s 40.0".formatted(T + 20_000, FRESH));
    }

    @Test
    void aDismissedNameIsOnlyCountedAndMayBeAcceptedLater() {
        FrameWriter writer = historian.frames(site);
        writer.write(List.of(frame(1), frame(2)));
        assertThat(discovery.dismiss(FRESH.toString())).isTrue();
        assertThat(discovery.dismiss("nobody/ever-saw-it")).isFalse();
        assertThat(writer.write(List.of(frame(3))).held()).isEqualTo(1);
        assertThat(discovery.listed().getLast()).satisfies(point -> {
            assertThat(point.state()).isEqualTo(ListedPoint.State.DISMISSED);
            assertThat(point.samples()).isEqualTo(3);
            assertThat(point.held()).isZero();
            assertThat(point.letGo()).isEqualTo(3);
        });
        assertThat(discovery.acceptUnlessDismissed(fresh())).isEmpty();
        assertThat(discovery.accept(fresh()).stored()).isZero();
        assertThat(writer.write(List.of(frame(4))).samples()).isEqualTo(2);
    }

    @Test
    void anAliasThatIsDismissedIsHeldNoMoreAndItsReadingsStay() {
        historian.frames(site).write(List.of(frame(1)));
        discovery.accept(alias());
        assertThat(discovery.dismiss(FOREIGN)).isTrue();
        assertThat(rows()).hasSize(2);
        historian.frames(site).write(List.of(frame(2)));
        assertThat(discovery.listed()).filteredOn(point -> point.name().equals(FOREIGN)).singleElement()
                .satisfies(point -> assertThat(point.held()).isZero());
    }

    @Test
    void aNameWhoseAliasWasTakenAwayByHandIsUnknownOnceMore() {
        historian.frames(site).write(List.of(frame(1)));
        discovery.accept(alias());
        text("WITH gone AS (DELETE FROM point_alias WHERE site = '%s' RETURNING name) SELECT name FROM gone");
        assertThat(historian.frames(site).write(List.of(frame(2))).held()).isEqualTo(1);
        assertThat(discovery.listed()).extracting(ListedPoint::name).contains(FOREIGN);
    }

    @Test
    void whatIsHeldOfAPointThatTheSiteGetsLaterBecomesReadingsByItself() {
        historian.frames(site).write(List.of(frame(1), frame(2)));
        List<Point> more = List.of(new Point(FRESH, dev.ondol.facility.point.Quantity.SUPPLY_AIR_TEMPERATURE, "plant",
                java.time.Duration.ofSeconds(15), java.time.Duration.ZERO, Optional.empty()));
        historian.register(site, more);
        historian.frames(site).write(List.of(frame(3)));
        assertThat(rows()).filteredOn(row -> row.contains(FRESH.toString())).hasSize(3);
    }

    @Test
    void heldReadingsThatThePointCannotHaveAreKeptWithTheReason() {
        historian.frames(site).write(List.of(frame(1), frame(2)));
        Acceptance wrongUnit = new Acceptance(FOREIGN, FRESH, new UnitConversion(100, 0), Optional.empty());
        assertThat(discovery.accept(wrongUnit)).isEqualTo(new Accepted(FOREIGN, FRESH.toString(), true, 0, 2));
        assertThat(text("SELECT string_agg(convert_from(raw, 'UTF8'), '') FROM rejected_frame WHERE site = '%s'"))
                .isEqualTo("time,point,value,quality\n%d,\"%s\",51.0,\n%d,\"%s\",52.0,\n".formatted(T + 1_000, FOREIGN,
                        T + 2_000, FOREIGN));
        assertThat(text("SELECT reason || samples FROM rejected_frame WHERE site = '%s'")).isEqualTo("out-of-range2");
    }

    @Test
    void whatMakesNoSenseIsRefusedByNameAndChangesNothing() {
        historian.frames(site).write(List.of(frame(1)));
        PointId strange = PointId.of("crah-x-01/loudness");
        assertThatThrownBy(() -> discovery.accept(new Acceptance(FOREIGN, strange, UnitConversion.SAME,
                Optional.empty()))).isInstanceOf(NotAccepted.class).hasMessageContaining("loudness");
        assertThatThrownBy(() -> discovery.accept(new Acceptance(FRESH.toString(), FRESH, FAHRENHEIT,
                Optional.empty()))).isInstanceOf(NotAccepted.class).hasMessageContaining("must come in Cel");
        assertThatThrownBy(() -> discovery.accept(new Acceptance(KNOWN.toString(), FRESH, UnitConversion.SAME,
                Optional.empty()))).isInstanceOf(NotAccepted.class).hasMessageContaining("a point of the site itself");
        assertThat(number("SELECT count(*) FROM point WHERE site = '%s'")).isEqualTo(POINTS.size());
        assertThat(discovery.listed()).hasSize(2);
        NewPoint loudness = new NewPoint("Sound_Pressure_Sensor", "dB", 0, 150, Optional.of(10));
        assertThat(discovery.accept(new Acceptance(FOREIGN, strange, UnitConversion.SAME, Optional.of(loudness)))
                .stored()).isEqualTo(1);
        assertThatThrownBy(() -> discovery.accept(new Acceptance(FOREIGN, FRESH, UnitConversion.SAME,
                Optional.empty()))).isInstanceOf(NotAccepted.class).hasMessageContaining("stands for " + strange);
    }

    @Test
    void whatAMappingSaysFlowsFromTheFirstFrameAndWhatWasHeldBeforeIsStored() throws Exception {
        historian.frames(site).write(List.of(frame(1)));
        PointMapping mapping = MappingReader.read("m.yaml", """
                names:
                  - {name: "BLD{b}/CRAH {n}.SAT", point: "crah-x-{n:2}/supply-air-temperature", unit: degF}
                """);
        FrameWriter writer = historian.frames(site, mapping, HoldLimits.USUAL);
        Written written = writer.write(List.of(frame(2), foreign(3, "BLD1/CRAH 8.SAT")));
        assertThat(written.held()).isEqualTo(1);
        assertThat(rows()).filteredOn(row -> row.contains("crah-x-07/")).containsExactly(
                "%d crah-x-07/supply-air-temperature %s".formatted(T + 1_000, FAHRENHEIT.convert(51)),
                "%d crah-x-07/supply-air-temperature %s".formatted(T + 2_000, FAHRENHEIT.convert(52)));
        assertThat(rows()).filteredOn(row -> row.contains("crah-x-08/")).hasSize(1);
        assertThat(number("SELECT count(*) FROM v_external_name WHERE site = '%s'")).isEqualTo(2);
    }

    @Test
    void aFileWithForeignNamesIsImportedThroughAMappingAndThroughAcceptedNames() throws Exception {
        discovery.accept(alias());
        String file = "time,point,value\n%1$d,%2$s,50\n%1$d,CRAH 9,68\n%1$d,GEN,40\n%1$d,nobody,1\n".formatted(T,
                FOREIGN);
        List<String> rejects = new ArrayList<>();
        CsvImport.Result result = historian
                .csvImport(site,
                        MappingReader.read("m.yaml",
                                """
                                        names:
                                          - {name: "CRAH {n}", point: "crah-x-{n:2}/supply-air-temperature", unit: degF}
                                          - {name: GEN, point: generator-1/fuel-level, define: {brickClass: Fuel_Level_Sensor, unit: "%", low: 0, high: 100}}
                                        """))
                .run(new BufferedReader(new StringReader(file)), (line, reason, text) -> rejects.add(reason), T,
                        done -> {});
        assertThat(result).isEqualTo(new CsvImport.Result(4, 3, 0, 1));
        assertThat(rejects).singleElement().asString().contains("nobody");
        assertThat(rows()).containsExactly("%d %s %s".formatted(T, FRESH, FAHRENHEIT.convert(50)),
                "%d crah-x-09/supply-air-temperature %s".formatted(T, FAHRENHEIT.convert(68)),
                "%d generator-1/fuel-level 40.0".formatted(T));
    }

    private static Acceptance fresh() {
        return new Acceptance(FRESH.toString(), FRESH, UnitConversion.SAME, Optional.empty());
    }

    private static Acceptance alias() {
        return new Acceptance(FOREIGN, FRESH, FAHRENHEIT, Optional.empty());
    }

    private static ReceivedFrame frame(int seq) {
        return new ReceivedFrame("plant", new Frame("b", seq, T + seq * 1_000L,
                Map.of(KNOWN, 10.0 + seq % 50, FRESH, 20.0 + seq % 50), Map.of()),
                List.of(new ForeignReading(FOREIGN, 50.0 + seq % 50, null)), new byte[0], T, OptionalLong.empty());
    }

    private static ReceivedFrame foreign(int seq, String... names) {
        return new ReceivedFrame("plant", new Frame("b", seq, T + seq * 1_000L, Map.of(), Map.of()),
                java.util.Arrays.stream(names).map(name -> new ForeignReading(name, 50, null)).toList(), new byte[0], T,
                OptionalLong.empty());
    }

    /// Every reading of the site, sorted.
    private List<String> rows() {
        return historian.database().transaction(connection -> {
            try (var select = connection.createStatement(); var rows = select.executeQuery("""
                    SELECT (extract(epoch FROM r.time) * 1000)::bigint, p.name, r.value
                    FROM reading r JOIN point p ON p.id = r.point_id WHERE p.site = '%s'""".formatted(site))) {
                List<String> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(rows.getLong(1) + " " + rows.getString(2) + " " + rows.getDouble(3));
                }
                return all.stream().sorted().toList();
            }
        });
    }

    private long number(String query) {
        return Long.parseLong(text(query));
    }

    private String text(String query) {
        return historian.database().transaction(connection -> {
            try (var select = connection.createStatement(); var rows = select.executeQuery(query.formatted(site))) {
                rows.next();
                return String.valueOf(rows.getString(1));
            }
        });
    }
}
