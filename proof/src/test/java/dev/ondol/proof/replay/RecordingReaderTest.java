package dev.ondol.proof.replay;

import static dev.ondol.proof.replay.Rows.AIR;
import static dev.ondol.proof.replay.Rows.FIVE;
import static dev.ondol.proof.replay.Rows.POWER;
import static dev.ondol.proof.replay.Rows.SITE;
import static dev.ondol.proof.replay.Rows.START;
import static dev.ondol.proof.replay.Rows.WATER;
import static dev.ondol.proof.replay.Rows.day;
import static dev.ondol.proof.replay.Rows.read;
import static dev.ondol.proof.replay.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.mapping.MappingReader;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.proof.replay.Irregularity.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordingReaderTest {
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
        assertThat(Rows.of(recording, Kind.OUT_OF_ORDER)).singleElement().satisfies(told -> {
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
        assertThat(Rows.of(read(rows), Kind.GAP)).singleElement()
                .satisfies(told -> assertThat(told.point()).isEqualTo(WATER.toString()));
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
        assertThat(Rows.of(recording, Kind.DAYLIGHT_SAVING)).singleElement().satisfies(told -> {
            assertThat(told.points()).isEqualTo(2);
            assertThat(told.text()).contains("back by an hour");
        });
        assertThat(Rows.of(recording, Kind.OUT_OF_ORDER)).isEmpty();
        assertThat(recording.series(AIR).orElseThrow().size()).isEqualTo(288 - 24);
        assertThat(Rows.of(recording, Kind.GAP)).hasSize(1);
    }

    @Test
    void localTimesAreThoseOfTheSiteAndItsClockChanges() throws Exception {
        Site frankfurt = inFrankfurt();
        List<String> spring = List.of("2022-03-27T01:50:00,meter-cooling/active-power,1",
                "2022-03-27T01:55:00,meter-cooling/active-power,2", "2022-03-27T02:30:00,meter-cooling/active-power,3",
                "2022-03-27T03:00:00,meter-cooling/active-power,4");
        Recording skipped = read(frankfurt, PointMapping.NONE, "time,point,value", spring);
        assertThat(Rows.of(skipped, Kind.DAYLIGHT_SAVING)).singleElement()
                .satisfies(told -> assertThat(told.count()).isEqualTo(1));
        Series series = skipped.series(POWER).orElseThrow();
        assertThat(series.size()).isEqualTo(3);
        assertThat(series.time(2) - series.time(1)).isEqualTo(FIVE);

        List<String> autumn = new ArrayList<>();
        for (String time : List.of("01:30", "02:00", "02:30", "02:00", "02:30", "03:00")) {
            autumn.add("2022-10-30T%s:00,meter-cooling/active-power,%d".formatted(time, autumn.size()));
        }
        Recording twice = read(frankfurt, PointMapping.NONE, "time,point,value", autumn);
        assertThat(Rows.of(twice, Kind.DAYLIGHT_SAVING)).hasSize(1);
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
        assertThat(Rows.of(recording, Kind.UNREADABLE_ROW)).singleElement()
                .satisfies(told -> assertThat(told.count()).isEqualTo(2));
        assertThat(Rows.of(recording, Kind.UNKNOWN_POINT)).singleElement()
                .satisfies(told -> assertThat(told.point()).isEqualTo("boiler-1/active-power"));
        assertThat(Rows.of(recording, Kind.IMPLAUSIBLE)).hasSize(1);
        assertThat(Rows.of(recording, Kind.DOUBLED)).singleElement()
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
