package dev.ondol.proof.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.mapping.MappingReader;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.proof.replay.Irregularity.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordingReaderTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final PointId AIR = PointId.of("hall-h1/supply-air-temperature");
    private static final PointId WATER = PointId.of("chilled-water/supply-water-temperature");
    private static final PointId POWER = PointId.of("meter-cooling/active-power");
    private static final long START = Instant.parse("2022-03-27T00:00:00Z").toEpochMilli();
    private static final long FIVE = 300_000;

    private static Recording read(Site site, PointMapping mapping, String header, List<String> rows)
            throws IOException, UnusableRecording {
        String text = header + "\n" + String.join("\n", rows) + "\n";
        return new RecordingReader(site, mapping, RecordingReader.Wanted.replayed(site, Long.MIN_VALUE, Long.MAX_VALUE),
                Long.MIN_VALUE, Long.MAX_VALUE)
                .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), rows2 -> {});
    }

    private static Recording read(List<String> rows) throws IOException, UnusableRecording {
        return read(SITE, PointMapping.NONE, "# site=kr-hn1 seed=4\ntime,point,value", rows);
    }

    private static String row(long time, PointId point, double value) {
        return "%s,%s,%s".formatted(Instant.ofEpochMilli(time), point, value);
    }

    private static List<String> day() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 288; i++) {
            rows.add(row(START + i * FIVE, AIR, 20 + Math.sin(i / 20.0)));
            rows.add(row(START + i * FIVE, WATER, 16 + Math.cos(i / 30.0)));
            rows.add(row(START + i * FIVE, POWER, 500 + 50 * Math.sin(i / 40.0)));
        }
        return rows;
    }

    private static List<Irregularity> of(Recording recording, Kind kind) {
        return recording.irregularities().stream().filter(each -> each.kind() == kind).toList();
    }

    @Test
    void aRegularRecordingHasNothingToTell() throws Exception {
        Recording recording = read(day());
        assertThat(recording.irregularities()).isEmpty();
        assertThat(recording.rows()).isEqualTo(3 * 288);
        assertThat(recording.remark("seed")).contains("4");
        assertThat(recording.period()).isEqualTo(FIVE);
    }

    @Test
    void everyReadingIsReadToTheLastBit() throws Exception {
        Random random = new Random(7);
        List<String> rows = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            double value = switch (i % 4) {
                case 0 -> random.nextInt(1_000_000) / 1e4;
                case 1 -> -random.nextDouble() * 1e4;
                case 2 -> random.nextInt(9) * 1e-9;
                default -> random.nextInt(900_000);
            };
            values.add(value);
            rows.add(row(START + i * FIVE, POWER, value));
        }
        Series series = read(rows).series(POWER).orElseThrow();
        for (int i = 0; i < values.size(); i++) {
            assertThat(series.value(i)).isEqualTo(values.get(i));
            assertThat(series.time(i)).isEqualTo(START + i * FIVE);
        }
    }

    @Test
    void rowsOutOfOrderAreToldAndPutInOrder() throws Exception {
        List<String> rows = day();
        Collections.swap(rows, 30, 60);
        Recording recording = read(rows);
        assertThat(of(recording, Kind.OUT_OF_ORDER)).singleElement().satisfies(told -> {
            assertThat(told.point()).isEqualTo(AIR.toString());
            assertThat(told.count()).isEqualTo(10);
        });
        Series series = recording.series(AIR).orElseThrow();
        for (int i = 0; i < 288; i++) {
            assertThat(series.value(i)).isEqualTo(20 + Math.sin(i / 20.0));
        }
    }

    @Test
    void aStretchWithoutReadingsIsToldOnceForAllPointsAndNotFilled() throws Exception {
        List<String> rows = day();
        rows.subList(3 * 100, 3 * 130).clear();
        Recording recording = read(rows);
        assertThat(recording.irregularities()).singleElement().satisfies(told -> {
            assertThat(told.kind()).isEqualTo(Kind.GAP);
            assertThat(told.points()).isEqualTo(3);
            assertThat(told.from()).isEqualTo(Instant.ofEpochMilli(START + 99 * FIVE).toString());
            assertThat(told.to()).isEqualTo(Instant.ofEpochMilli(START + 130 * FIVE).toString());
        });
        assertThat(recording.series(AIR).orElseThrow().size()).isEqualTo(258);
    }

    @Test
    void aPointThatFallsSilentBeforeTheEndIsAGap() throws Exception {
        List<String> rows = day();
        rows.subList(3 * 200, 3 * 288).removeIf(row -> row.contains(WATER.toString()));
        assertThat(of(read(rows), Kind.GAP)).singleElement()
                .satisfies(told -> assertThat(told.point()).isEqualTo(WATER.toString()));
    }

    @Test
    void valuesThatTurnFahrenheitWithoutAWordAreToldAndLeftOut() throws Exception {
        List<String> rows = day();
        for (int i = 150; i < 288; i++) {
            rows.set(3 * i, row(START + i * FIVE, AIR, (20 + Math.sin(i / 20.0)) * 1.8 + 32));
        }
        Recording recording = read(rows);
        assertThat(of(recording, Kind.CHANGED_UNIT)).singleElement().satisfies(told -> {
            assertThat(told.text()).contains("[degF]");
            assertThat(told.from()).isEqualTo(Instant.ofEpochMilli(START + 150 * FIVE).toString());
        });
        assertThat(recording.series(AIR).orElseThrow().size()).isEqualTo(150);
    }

    @Test
    void kilowattsThatTurnWattsForAWhileAreToldAndLeftOut() throws Exception {
        List<String> rows = day();
        for (int i = 100; i < 120; i++) {
            rows.set(3 * i + 2, row(START + i * FIVE, POWER, 1000 * (500 + 50 * Math.sin(i / 40.0))));
        }
        Recording recording = read(rows);
        assertThat(of(recording, Kind.CHANGED_UNIT)).singleElement()
                .satisfies(told -> assertThat(told.text()).contains("in W instead of kW"));
        assertThat(recording.series(POWER).orElseThrow().size()).isEqualTo(268);
        assertThat(of(recording, Kind.GAP)).hasSize(1);
    }

    @Test
    void aColumnOfUnitsIsFollowedAndItsChangeTold() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            double celsius = 20 + i / 100.0;
            rows.add(row(START + i * FIVE, AIR, i < 50 ? celsius : celsius * 1.8 + 32) + (i < 50
                    ? ",Cel"
                    : ",degF"));
        }
        Recording recording = read(SITE, PointMapping.NONE, "time,point,value,unit", rows);
        assertThat(of(recording, Kind.CHANGED_UNIT)).hasSize(1);
        Series series = recording.series(AIR).orElseThrow();
        assertThat(series.size()).isEqualTo(100);
        assertThat(series.value(99)).isCloseTo(20.99, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void aStepOfThePlantIsNoChangedUnit() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(row(START + i * FIVE, POWER, i / 40 % 2 == 0 ? 300 + i % 7 : 1_300 + i % 5));
            rows.add(row(START + i * FIVE, AIR, i / 30 % 2 == 0 ? 18 + 0.1 * (i % 3) : 27 - 0.1 * (i % 4)));
        }
        assertThat(read(rows).irregularities()).isEmpty();
    }

    private static final PointId FLOW = PointId.of("chilled-water/water-flow");
    private static final PointId PUMP = PointId.of("chilled-pump-01/active-power");
    private static final PointId SPEED = PointId.of("chilled-pump-01/pump-speed");

    /// Every three hours the loop goes to a fraction of its flow, or back: affinity laws.
    private static List<String> loop(double fraction) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 288; i++) {
            double share = (i / 36 % 2 == 0 ? 1 : fraction) * (1 + 0.002 * Math.sin(i));
            rows.add(row(START + i * FIVE, FLOW, 100 * share));
            rows.add(row(START + i * FIVE, SPEED, 90 * share));
            rows.add(row(START + i * FIVE, PUMP, 40 * share * share * share));
        }
        return rows;
    }

    @Test
    void flowsAndPowersThatFollowASetpointAtAStrokeAreNoChangedUnit() throws Exception {
        // through the units of each of them: 1/3.6 as cubic metres an hour, 1/2.119 as cubic feet a minute, the cube root of 0.284 as tons
        for (double fraction : new double[]{1 / 3.6, 3.6 / 15.85, 1 / 2.1189, Math.cbrt(0.28435), Math.cbrt(1 / 3.6)}) {
            assertThat(of(read(loop(fraction)), Kind.CHANGED_UNIT)).as("down to %s", fraction).isEmpty();
            assertThat(of(read(loop(1 / fraction / 5)), Kind.CHANGED_UNIT)).as("from %s", fraction).isEmpty();
        }
    }

    @Test
    void aPowerThatFallsNearlyAsInAnotherUnitIsNoChangedUnit() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(row(START + i * FIVE, PUMP, i < 100 ? 10 + 0.001 * (i % 5) : 2.9 + 0.001 * (i % 5)));
        }
        assertThat(of(read(rows), Kind.CHANGED_UNIT)).isEmpty();
    }

    @Test
    void aGatewayThatTurnsToAmericanUnitsIsToldOfEachPoint() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double sway = 1 + 0.01 * Math.sin(i / 9.0);
            rows.add(row(START + i * FIVE, FLOW, 20 * sway * (i < 100 ? 1 : 15.850323)));
            rows.add(row(START + i * FIVE, WATER, 12 * sway * (i < 100 ? 1 : 1.8) + (i < 100 ? 0 : 32)));
            rows.add(row(START + i * FIVE, SPEED, 50 * sway));
        }
        Recording recording = read(rows);
        assertThat(of(recording, Kind.CHANGED_UNIT)).extracting(Irregularity::point).containsExactlyInAnyOrder(FLOW
                .toString(), WATER.toString());
        assertThat(recording.series(SPEED).orElseThrow().size()).isEqualTo(200);
        assertThat(recording.series(FLOW).orElseThrow().size()).isEqualTo(100);
    }

    @Test
    void aClockPutBackByAnHourIsToldAndWhatContradictsItselfLeftOut() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 288; i++) {
            long shown = START + i * FIVE - (i >= 150 ? 3_600_000 : 0);
            rows.add(row(shown, AIR, 20 + Math.sin(i / 20.0)));
            rows.add(row(shown, POWER, 500 + 50 * Math.sin(i / 40.0)));
        }
        Recording recording = read(rows);
        assertThat(of(recording, Kind.DAYLIGHT_SAVING)).singleElement().satisfies(told -> {
            assertThat(told.points()).isEqualTo(2);
            assertThat(told.text()).contains("back by an hour");
        });
        assertThat(of(recording, Kind.OUT_OF_ORDER)).isEmpty();
        assertThat(recording.series(AIR).orElseThrow().size()).isEqualTo(288 - 24);
        assertThat(of(recording, Kind.GAP)).hasSize(1);
    }

    @Test
    void localTimesAreThoseOfTheSiteAndItsClockChanges() throws Exception {
        Site frankfurt = inFrankfurt();
        List<String> spring = List.of("2022-03-27T01:50:00,meter-cooling/active-power,1",
                "2022-03-27T01:55:00,meter-cooling/active-power,2", "2022-03-27T02:30:00,meter-cooling/active-power,3",
                "2022-03-27T03:00:00,meter-cooling/active-power,4");
        Recording skipped = read(frankfurt, PointMapping.NONE, "time,point,value", spring);
        assertThat(of(skipped, Kind.DAYLIGHT_SAVING)).singleElement()
                .satisfies(told -> assertThat(told.count()).isEqualTo(1));
        Series series = skipped.series(POWER).orElseThrow();
        assertThat(series.size()).isEqualTo(3);
        assertThat(series.time(2) - series.time(1)).isEqualTo(FIVE);

        List<String> autumn = new ArrayList<>();
        for (String time : List.of("01:30", "02:00", "02:30", "02:00", "02:30", "03:00")) {
            autumn.add("2022-10-30T%s:00,meter-cooling/active-power,%d".formatted(time, autumn.size()));
        }
        Recording twice = read(frankfurt, PointMapping.NONE, "time,point,value", autumn);
        assertThat(of(twice, Kind.DAYLIGHT_SAVING)).hasSize(1);
        Series all = twice.series(POWER).orElseThrow();
        assertThat(all.size()).isEqualTo(6);
        for (int i = 1; i < 6; i++) {
            assertThat(all.time(i) - all.time(i - 1)).isEqualTo(1_800_000);
        }
    }

    @Test
    void whatIsNoReadingIsCountedByItsReason() throws Exception {
        List<String> rows = day();
        rows.add("nonsense");
        rows.add("2022-03-27T12:00:00Z,hall-h1/supply-air-temperature,warm");
        rows.add("2022-03-27T12:00:01Z,boiler-1/active-power,3");
        rows.add("2022-03-27T12:00:02Z,hall-h1/supply-air-temperature,999");
        rows.add(row(START + 5 * FIVE, WATER, 99 - 60));
        Recording recording = read(rows);
        assertThat(of(recording, Kind.UNREADABLE_ROW)).singleElement()
                .satisfies(told -> assertThat(told.count()).isEqualTo(2));
        assertThat(of(recording, Kind.UNKNOWN_POINT)).singleElement()
                .satisfies(told -> assertThat(told.point()).isEqualTo("boiler-1/active-power"));
        assertThat(of(recording, Kind.IMPLAUSIBLE)).hasSize(1);
        assertThat(of(recording, Kind.DOUBLED)).singleElement()
                .satisfies(told -> assertThat(told.text()).contains("2 with different values"));
    }

    @Test
    void aMappingSaysWhatForeignNamesMean() throws Exception {
        PointMapping mapping = mapping();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rows.add("%s,BLD1/H1.SAT,%s".formatted(Instant.ofEpochMilli(START + i * FIVE), 68 + i % 3));
        }
        Series series = read(SITE, mapping, "time,point,value", rows).series(AIR).orElseThrow();
        assertThat(series.value(0)).isCloseTo(20, org.assertj.core.data.Offset.offset(1e-9));
    }

    private static PointMapping mapping() throws InvalidConfiguration {
        return MappingReader.read("names.yaml",
                "names:\n  - {name: BLD1/H1.SAT, point: hall-h1/supply-air-temperature, unit: degF}\n");
    }

    @Test
    void aFileWithoutHeaderAndOneOfAnotherSiteAreRefusedWithARemedy() {
        assertThatThrownBy(() -> read(SITE, PointMapping.NONE, "t;p;v", List.of("1;2;3")))
                .isInstanceOf(UnusableRecording.class).hasMessageContaining("time,point,value");
        assertThatThrownBy(() -> read(List.of("2022-03-27T12:00:01Z,boiler-1/active-power,3")))
                .isInstanceOf(UnusableRecording.class).hasMessageContaining("--mapping");
    }

    private static Site inFrankfurt() throws InvalidConfiguration, IOException {
        try (var in = Site.class.getResourceAsStream("kr-hn1.yaml")) {
            String yaml = new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return SiteReader.read("site", yaml.replace("Asia/Seoul", "Europe/Berlin"));
        }
    }
}
