package dev.ondol.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.app.config.MappingFile;
import dev.ondol.facility.mapping.PointMapping;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCommandIT {
    @TempDir
    Path folder = Path.of("target");

    @Test
    void aListOfNamesBecomesAMappingThatIngestAndReplayCanRead() throws Exception {
        Path names = Files.writeString(folder.resolve("names.csv"), """
                name,unit,brickClass
                KR1/CT-1.kW,kW,Active_Power_Sensor
                KR1/CHW.SupTemp,degF,Supply_Water_Temperature_Sensor
                KR1/GEN-1.Fuel,%,
                """);
        Path mapping = folder.resolve("mapping.yaml");
        Answer answer = Answer.of("map", names.toString(), "--site", "kr-hn1", "--out", mapping.toString());
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.err()).contains("3 names, 2 of them plain, 1 to be read by you");
        PointMapping read = MappingFile.read(mapping);
        assertThat(read.names()).extracting(name -> name.point()).containsExactly("tower-01/active-power",
                "chilled-water/supply-water-temperature");
        assertThat(mapping).content().contains("#?").contains("KR1/GEN-1.Fuel");
        JsonNode json = new ObjectMapper().readTree(Answer.of("map", names.toString(), "--json").out());
        assertThat(json.get("names")).hasSize(3);
        assertThat(json.get("names").get(2).get("plain").asBoolean()).isFalse();
    }

    @Test
    void theNamesOfARecordingAreTakenOnceEachAndWhatIsNoListIsRefused() throws Exception {
        Path recording = Files.writeString(folder.resolve("plant.csv"), """
                time,point,value,unit
                2022-07-01T00:00:00Z,KR1/CT-1.kW,12,kW
                2022-07-01T00:01:00Z,KR1/CT-1.kW,13,kW
                """);
        assertThat(Answer.of("map", recording.toString()).err()).contains("1 names");
        Path text = Files.writeString(folder.resolve("text.csv"), "hello\n");
        Answer refused = Answer.of("map", text.toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("must have a column name or point").doesNotContain("\tat ");
        assertThat(Answer.of("map", "no-such.csv").err()).contains("There is no file no-such.csv");
    }

    @Test
    void namesOfRecordedMessagesAreProposedToo() throws Exception {
        Path capture = Files.writeString(folder.resolve("capture.jsonl"),
                """
                        {"time":1767225600,"topic":"ondol/v1/kr-hn1/value/ct-1/active-power","payload":12}
                        {"time":1767225600,"topic":"ondol/v1/kr-hn1/frame/gw","payload":{"boot":"b","seq":1,"t":1767225600000,"v":{"CHW.SupTemp":7}}}
                        """);
        Answer answer = Answer.of("map", capture.toString(), "--json");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(new ObjectMapper().readTree(answer.out()).get("names")).extracting(name -> name.get("name")
                .asText())
                .containsExactly("ct-1/active-power", "CHW.SupTemp");
    }
}
