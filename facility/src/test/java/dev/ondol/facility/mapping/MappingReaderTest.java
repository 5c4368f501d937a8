package dev.ondol.facility.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.Problem;
import dev.ondol.facility.mapping.NameIndex.Meaning;
import dev.ondol.facility.point.PointId;
import java.util.List;
import org.junit.jupiter.api.Test;

class MappingReaderTest {
    private static final String GOOD = """
            names:
              - {name: "BLD1/CRAH{n}.SAT", point: "crah-h1-{n:2}/supply-air-temperature", unit: degF}
              - {name: "BLD1/CRAH3.SAT", point: crah-h2-03/supply-air-temperature, scale: 0.1}
              - name: GEN1 fuel
                point: generator-1/fuel-level
                unit: "1"
                define: {brickClass: Fuel_Level_Sensor, unit: "%", low: 0, high: 100}
            """;

    @Test
    void aWholeNameCountsBeforeAFormAndEachHasItsUnit() throws InvalidConfiguration {
        NameIndex index = new NameIndex(MappingReader.read("m.yaml", GOOD));
        Meaning seventh = index.find("BLD1/CRAH007.SAT").orElseThrow();
        assertThat(seventh.point()).isEqualTo(PointId.of("crah-h1-07/supply-air-temperature"));
        assertThat(seventh.conversion().convert(68)).isCloseTo(20, org.assertj.core.api.Assertions.within(1e-12));
        Meaning third = index.find("BLD1/CRAH3.SAT").orElseThrow();
        assertThat(third.point()).isEqualTo(PointId.of("crah-h2-03/supply-air-temperature"));
        assertThat(third.conversion().convert(215)).isEqualTo(21.5);
        Meaning fuel = index.find("GEN1 fuel").orElseThrow();
        assertThat(fuel.define()).map(NewPoint::brickClass).contains("Fuel_Level_Sensor");
        assertThat(fuel.conversion().convert(0.5)).isEqualTo(50);
        assertThat(index.find("BLD1/CRAH.SAT")).isEmpty();
        assertThat(index.find("BLD1/CRAH7x.SAT")).as("a number is wanted").isEmpty();
        assertThat(index.find("BLD1/CRAH7.SAT2")).isEmpty();
    }

    @Test
    void everyProblemIsReportedAtOnceWithItsLineAndWhatWasExpected() {
        InvalidConfiguration invalid = catchThrowableOfType(InvalidConfiguration.class,
                () -> MappingReader.read("m.yaml", """
                        names:
                          - {name: A, point: crah-h1-01/supply-air-temperature, unit: kPa}
                          - {name: "B{n", point: crah-h1-01/fan-speed}
                          - {name: "C{n}", point: "crah-{m}/fan-speed"}
                          - {name: D, point: crah-h1-01/loudness}
                          - {name: E, point: crah-h1-01/fan-speed, colour: blue}
                          - {name: F, point: Crah/fan-speed, scale: 0}
                          - {name: G, point: crah-h1-01/fan-speed, define: {brickClass: X, unit: "%", low: 0, high: 1}}
                          - {name: A, point: crah-h1-02/fan-speed}
                          - {name: "H{a}{b}", point: "x-{a}/fan-speed"}
                          - {point: crah-h1-02/fan-speed}
                        """));
        assertThat(invalid).isNotNull();
        assertThat(invalid.problems()).extracting(Problem::line).isEqualTo(List.of(2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
        assertThat(invalid.problems()).extracting(Problem::text).satisfiesExactly(
                text -> assertThat(text).contains("unit (kPa) must be one of Cel, K, [degF]"),
                text -> assertThat(text).contains("(B{n) must have placeholders like {n}"),
                text -> assertThat(text).contains("placeholder {m} of the point must stand in the name"),
                text -> assertThat(text).contains("quantity loudness is none of ours").contains("define"),
                text -> assertThat(text).contains("Unknown key").contains("offset"),
                text -> assertThat(text).contains("equipment (Crah) must match").contains("scale must not be 0"),
                text -> assertThat(text).contains("fan-speed is known: leave define out"),
                text -> assertThat(text).contains("(A) stands twice, first in line 2"),
                text -> assertThat(text).contains("something between two placeholders"),
                text -> assertThat(text).contains("Missing"));
    }

    @Test
    void whatIsNoYamlIsSaidOnce() {
        InvalidConfiguration invalid = catchThrowableOfType(InvalidConfiguration.class,
                () -> MappingReader.read("m.yaml", "names: [\n"));
        assertThat(invalid).isNotNull().hasMessageContaining("m.yaml has 1 problem").hasMessageContaining("Not YAML");
    }

    @Test
    void aTagOfSpacesIsRefusedLikeAnyOtherNonsense() {
        InvalidConfiguration refused = catchThrowableOfType(InvalidConfiguration.class,
                () -> MappingReader.read("mapping.yaml", "!!%20 name: a"));
        assertThat(refused.problems()).isNotEmpty();
    }
}
