package dev.ondol.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scenarios of a changed plant: kept by name, compared, and the same change under a replayed recording.
class CompareCommandIT {
    @TempDir
    Path folder = Path.of("target");

    @Test
    void aPlantWithWorseChillersTakesMoreCoolingWhereverItIsAskedFor() throws IOException {
        Path worse = Files.writeString(folder.resolve("worse.yaml"), "cooling:\n  chillers: {cop: 3.2}\n");
        simulate("as-built");
        simulate("worse-chillers", "--plant", worse.toString());
        Path page = folder.resolve("scenarios.html");
        Answer answer = compare("as-built", "worse-chillers", "--out", page.toString(), "--json");
        assertThat(answer.code()).as(answer.err()).isZero();
        JsonNode lines = new ObjectMapper().readTree(answer.out()).get("scenarios");
        JsonNode first = lines.get(0);
        JsonNode second = lines.get(1);
        assertThat(first.get("name").asText()).isEqualTo("as-built");
        assertThat(first.get("lessCooling").asDouble()).isZero();
        assertThat(first.get("plant").asBoolean()).isFalse();
        assertThat(second.get("plant").asBoolean()).isTrue();
        assertThat(second.get("lessCooling").asDouble()).isLessThan(-5);
        assertThat(second.get("lessEnergy").asDouble()).isEqualTo(100 * (1 - second.get("facilityKwh").asDouble()
                / first.get("facilityKwh").asDouble()));
        assertThat(new ObjectMapper().readTree(answer.out()).get("notes")).isEmpty();
        assertThat(page).content().contains("as-built", "worse-chillers").doesNotContain("<script");
        assertThat(compare().out()).contains("as-built", "worse-chillers", "PUE");

        Path readings = folder.resolve("scenarios").resolve("as-built").resolve("readings.csv.gz");
        Answer replay = Answer.of("replay", "--site", "kr-edge", "--source", readings.toString(), "--plant", worse
                .toString(), "--json");
        assertThat(replay.code()).as(replay.err()).isZero();
        JsonNode other = new ObjectMapper().readTree(replay.out()).get("counterfactual");
        assertThat(other.get("operation").asText()).isEqualTo("recorded");
        assertThat(other.get("otherPlant").asBoolean()).isTrue();
        // the same weather, IT load and set-points, so nearly the same answer as running the plant again
        assertThat(other.get("coolingSavingPercent").asDouble()).isCloseTo(second.get("lessCooling").asDouble(), within(
                2.0));
    }

    @Test
    void whatCannotBeComparedIsNamedWithTheRemedy() throws IOException {
        assertThat(compare().err()).contains("--keep");
        assertThat(compare("no-such").err()).contains("There is no scenario no-such").contains("Kept are: none");
        assertThat(compare("../up").code()).isEqualTo(2);
        Path change = Files.writeString(folder.resolve("bad.yaml"), "cooling: {chillers: {uints: 2}}\n");
        Answer bad = Answer.of("simulate", "--site", "kr-edge", "--policy", "good-practice", "--plant", change
                .toString());
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.err()).contains("cooling.chillers.uints").doesNotContain("\tat ");
        Answer twin = Answer.of("simulate", "--site", "kr-edge", "--policy", "conventional", "--plant", change
                .toString());
        assertThat(twin.err()).contains("conventional twin").doesNotContain("\tat ");
    }

    private void simulate(String name, String... more) {
        List<String> all = new ArrayList<>(List.of("simulate", "--site", "kr-edge", "--policy", "good-practice",
                "--from", "2022-07-10", "--days", "2", "--keep", name, "--data", folder.toString(), "--json"));
        all.addAll(List.of(more));
        Answer answer = Answer.of(all.toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isZero();
    }

    private Answer compare(String... more) {
        List<String> all = new ArrayList<>(List.of("compare", "--site", "kr-edge", "--data", folder.toString()));
        all.addAll(List.of(more));
        return Answer.of(all.toArray(String[]::new));
    }
}
