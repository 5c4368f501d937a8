package dev.ondol.dashboards.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.dashboards.recording.NameTable.Entry;
import dev.ondol.dashboards.recording.NameTable.Names;
import dev.ondol.facility.mapping.MappedName;
import dev.ondol.facility.mapping.MappingReader;
import dev.ondol.facility.mapping.NameIndex;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.SiteReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameTableIT {
    private static final String CSV = """
            time,point,value,unit
            2022-07-01T00:00:00Z,KR1/CT-1.kW,12,kW
            2022-07-01T00:00:00Z,KR1/CHW.SupTemp,64,degF
            2022-07-01T00:00:00Z,KR1/GEN-1.Fuel,50,%
            2022-07-01T00:00:00Z,meter-it/active-power,8600,kW
            2022-07-01T00:01:00Z,KR1/CT-1.kW,13,kW
            """;

    @TempDir
    Path data = Path.of("target");
    private NameTable table;
    private Path mapping;

    @BeforeEach
    void open() throws Exception {
        Path recordings = Files.createDirectories(data.resolve("recordings"));
        Files.writeString(recordings.resolve("plant.csv"), CSV);
        mapping = recordings.resolve("plant.mapping.yaml");
        table = new NameTable(PointCatalog.of(SiteReader.builtIn("kr-hn1").orElseThrow()), new RecordingFolder(data));
    }

    private NameIndex saved() throws Exception {
        return new NameIndex(MappingReader.read("saved", Files.readString(mapping)));
    }

    @Test
    void eachForeignNameStandsOnceWithWhatItMayMean() throws Exception {
        Names names = table.of("plant.csv", Optional.empty());
        assertThat(names.own()).isEqualTo(1);
        assertThat(names.rows()).isEqualTo(5);
        assertThat(names.whole()).isTrue();
        assertThat(names.saved()).isFalse();
        assertThat(names.names()).extracting(NameTable.Line::name).containsExactly("KR1/CT-1.kW", "KR1/CHW.SupTemp",
                "KR1/GEN-1.Fuel");
        assertThat(names.names().getFirst()).satisfies(line -> {
            assertThat(line.first()).isEqualTo("tower-01/active-power");
            assertThat(line.unit()).isEqualTo("kW");
            assertThat(line.point()).isNull();
        });
    }

    @Test
    void whatIsSavedIsReadByAReplayAndStandsInTheTable() throws Exception {
        table.save("plant.csv", List.of("KR1/CT-1.kW", "KR1/CHW.SupTemp", "KR1/GEN-1.Fuel"), List.of(new Entry(
                "KR1/CT-1.kW", "tower-01/active-power", "W"),
                new Entry("KR1/CHW.SupTemp",
                        "chilled-water/supply-water-temperature", "degF")));
        assertThat(saved().find("KR1/CT-1.kW")).hasValueSatisfying(meaning -> {
            assertThat(meaning.point()).hasToString("tower-01/active-power");
            assertThat(meaning.conversion().factor()).isEqualTo(0.001);
        });
        assertThat(saved().find("KR1/GEN-1.Fuel")).isEmpty();
        Names names = table.of("plant.csv", Optional.empty());
        assertThat(names.saved()).isTrue();
        assertThat(names.names().getFirst().point()).isEqualTo("tower-01/active-power");
        assertThat(names.names().getFirst().unit()).isEqualTo("W");
        Files.writeString(data.resolve("recordings/next-month.csv"), CSV);
        assertThat(table.of("next-month.csv", Optional.of("plant.csv"))).satisfies(tried -> {
            assertThat(tried.saved()).isFalse();
            assertThat(tried.names().get(1).point()).isEqualTo("chilled-water/supply-water-temperature");
        });
    }

    @Test
    void whatSomebodyWroteByHandIsNotLost() throws Exception {
        Files.writeString(mapping,
                """
                        names:
                          - {name: "KR1/CT-{n}.kW", point: "tower-{n:2}/active-power", unit: kW}
                          - {name: "KR1/CHW.SupTemp", point: chilled-water/supply-water-temperature, unit: degF, offset: -1.5}
                          - {name: "KR1/GEN-1.Fuel", point: generator-1/fuel-level, unit: "1", scale: 0.000001, define: {brickClass: Fuel_Level_Sensor, unit: "%", low: 0, high: 10000000}}
                          - {name: "KR1/OTHER", point: meter-it/active-power}
                        """);
        Names names = table.of("plant.csv", Optional.empty());
        assertThat(names.names()).extracting(NameTable.Line::point).containsExactly("tower-01/active-power",
                "chilled-water/supply-water-temperature", "generator-1/fuel-level");
        table.save("plant.csv", names.names().stream().map(NameTable.Line::name).toList(), names.names().stream().map(
                line -> new Entry(line.name(), String.valueOf(line.point()), line.unit())).toList());
        assertThat(MappingReader.read("saved", Files.readString(mapping)).names()).extracting(MappedName::name)
                .containsExactlyInAnyOrder("KR1/CT-{n}.kW", "KR1/CHW.SupTemp", "KR1/GEN-1.Fuel", "KR1/OTHER");
        assertThat(saved().find("KR1/CHW.SupTemp").orElseThrow().conversion().convert(64)).isCloseTo((62.5 - 32) / 1.8,
                org.assertj.core.data.Offset.offset(1e-9));
        assertThat(saved().find("KR1/GEN-1.Fuel").orElseThrow().define()).hasValueSatisfying(point -> assertThat(point
                .high()).isEqualTo(1e7));
    }

    @Test
    void allThatIsWrongIsSaidAndNothingIsWritten() {
        assertThatThrownBy(() -> table.save("plant.csv", List.of(), List.of(new Entry("a", "no/such", null), new Entry(
                "b", "meter-it/active-power", "degF"), new Entry("c", "meter-it/active-power", "kW"),
                new Entry("d{n}",
                        "tower-01/active-power", "kW"))))
                .isInstanceOf(RefusedRecording.class).hasMessageContaining(
                        "no/such is no point of this site")
                .hasMessageContaining("The unit (degF)").hasMessageContaining(
                        "b and c both mean meter-it/active-power")
                .hasMessageContaining("by hand");
        assertThat(mapping).doesNotExist();
    }

    @Test
    void aBrokenMappingSaysWhy() throws Exception {
        Files.writeString(mapping, "names:\n  - {name: a}\n");
        assertThatThrownBy(() -> table.of("plant.csv", Optional.empty())).isInstanceOf(RefusedRecording.class)
                .hasMessageContaining("plant.mapping.yaml");
    }

    @Test
    void theNamesOfACaptureStandInItsMessages() throws Exception {
        Files.writeString(data.resolve("recordings/capture.jsonl"),
                """
                        {"time":1767225600,"topic":"ondol/v1/kr-hn1/value/meter-it/active-power","payload":4800}
                        {"time":1767225600,"topic":"ondol/v1/kr-hn1/value/ct-1/active-power","payload":12}
                        """);
        Names names = table.of("capture.jsonl", Optional.empty());
        assertThat(names.own()).isEqualTo(1);
        assertThat(names.names()).singleElement().satisfies(line -> {
            assertThat(line.name()).isEqualTo("ct-1/active-power");
            assertThat(line.first()).isEqualTo("tower-01/active-power");
        });
        Path capture = data.resolve("recordings/capture.jsonl");
        Files.writeString(capture, "\uFEFF" + Files.readString(capture));
        assertThat(table.of("capture.jsonl", Optional.empty())).as("behind a byte-order mark").isEqualTo(names);
        Files.writeString(data.resolve("recordings/other.jsonl"), "{\"time\":1,\"topic\":\"a\",\"payload\":1}\n");
        assertThatThrownBy(() -> table.of("other.jsonl", Optional.empty())).isInstanceOf(RefusedRecording.class)
                .hasMessageContaining("is a recorded message");
    }
}
