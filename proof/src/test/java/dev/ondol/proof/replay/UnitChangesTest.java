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

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.point.PointId;
import dev.ondol.proof.replay.Irregularity.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitChangesTest {
    @Test
    void valuesThatTurnFahrenheitWithoutAWordAreToldAndLeftOut() throws Exception {
        List<String> rows = day();
        for (int i = 150; i < 288; i++) {
            rows.set(3 * i, row(START + i * FIVE, AIR, (20 + Math.sin(i / 20.0)) * 1.8 + 32));
        }
        Recording recording = read(rows);
        assertThat(Rows.of(recording, Kind.CHANGED_UNIT)).singleElement().satisfies(told -> {
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
        assertThat(Rows.of(recording, Kind.CHANGED_UNIT)).singleElement()
                .satisfies(told -> assertThat(told.text()).contains("in W instead of kW"));
        assertThat(recording.series(POWER).orElseThrow().size()).isEqualTo(268);
        assertThat(Rows.of(recording, Kind.GAP)).hasSize(1);
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
        assertThat(Rows.of(recording, Kind.CHANGED_UNIT)).hasSize(1);
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
            assertThat(Rows.of(read(loop(fraction)), Kind.CHANGED_UNIT)).as("down to %s", fraction).isEmpty();
            assertThat(Rows.of(read(loop(1 / fraction / 5)), Kind.CHANGED_UNIT)).as("from %s", fraction).isEmpty();
        }
    }

    @Test
    void aPowerThatFallsNearlyAsInAnotherUnitIsNoChangedUnit() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(row(START + i * FIVE, PUMP, i < 100 ? 10 + 0.001 * (i % 5) : 2.9 + 0.001 * (i % 5)));
        }
        assertThat(Rows.of(read(rows), Kind.CHANGED_UNIT)).isEmpty();
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
        assertThat(Rows.of(recording, Kind.CHANGED_UNIT)).extracting(Irregularity::point).containsExactlyInAnyOrder(FLOW
                .toString(), WATER.toString());
        assertThat(recording.series(SPEED).orElseThrow().size()).isEqualTo(200);
        assertThat(recording.series(FLOW).orElseThrow().size()).isEqualTo(100);
    }

    /// In twelve hours of good practice pumps, fans and set-points move at any time.
    @Test
    void waterThatTurnsFahrenheitIsToldWhateverThePlantDoesAtThatTime(@TempDir Path folder) throws Exception {
        List<String> rows = Recorded.rows(Recorded.scenario(LocalDate.of(2022, 4, 15), 1, 3), folder);
        List<String> times = rows.stream().filter(row -> row.contains(WATER.toString())).map(row -> row.substring(0, row
                .indexOf(','))).toList();
        for (int hour = 2; hour < 22; hour += 4) {
            String from = times.get(hour * times.size() / 24);
            Recording recording = Recorded.read(rows.stream().map(row -> inFahrenheit(row, from)).toList(), _ -> true);
            assertThat(Rows.of(recording, Kind.CHANGED_UNIT)).as("from %s", from).singleElement().satisfies(told -> {
                assertThat(told.point()).isEqualTo(WATER.toString());
                assertThat(told.from()).isEqualTo(from);
                assertThat(told.text()).contains("[degF]");
            });
        }
    }

    private static String inFahrenheit(String row, String from) {
        String[] fields = row.split(",");
        return fields.length == 3 && fields[1].equals(WATER.toString()) && fields[0].compareTo(from) >= 0
                ? "%s,%s,%s".formatted(fields[0], fields[1], Double.parseDouble(fields[2]) * 1.8 + 32)
                : row;
    }
}
