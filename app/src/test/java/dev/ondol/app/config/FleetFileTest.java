package dev.ondol.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.plan.Weights;
import dev.ondol.fleet.FleetOptions;
import dev.ondol.fleet.site.FleetSite;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetFileTest {
    private static final Path EXAMPLE = Path.of("..", "docs", "fleet.example.yaml");
    private static final String LEAST = """
            sites: [{name: east, dashboard: "http://127.0.0.1:8080"}]
            database: {url: "jdbc:postgresql://127.0.0.1/ondol"}
            """;

    @TempDir
    Path folder = Path.of("target");

    private FleetFile read(String yaml) throws IOException, InvalidConfiguration {
        return FleetFile.read(Files.writeString(folder.resolve("fleet.yaml"), yaml), Map.of());
    }

    private void secrets(String... names) throws IOException {
        Files.createDirectories(folder.resolve("secrets"));
        for (String name : names) {
            Files.writeString(folder.resolve("secrets").resolve(name), "a-long-token-of-" + name + "\n");
        }
    }

    @Test
    void theExampleInTheDocumentationIsRead() throws Exception {
        secrets("kr-hn1", "kr-campus");
        FleetOptions options = read(Files.readString(EXAMPLE)).options();
        assertThat(options.sites()).extracting(FleetSite::name).containsExactly("kr-hn1", "kr-campus");
        assertThat(options.sites().getFirst().token()).contains("a-long-token-of-kr-hn1");
        assertThat(options.sites().getFirst().toString()).doesNotContain("a-long-token");
        assertThat(options.weights()).isEqualTo(new Weights(1, 1, 0, 0));
        assertThat(options.port()).isEqualTo(8082);
    }

    @Test
    void everyCommentedKeyOfTheExampleIsAKnownOne() throws Exception {
        secrets("kr-hn1", "kr-campus", "slurm", "viewer", "database");
        String all = Files.readString(EXAMPLE).replaceAll("(?m)^( *)# ( *(?:- )?(?:\\w+: |callers:|- \\{))", "$1$2")
                .replaceAll("(?m)^  (- \\{name: (?:slurm|dashboard))", "  $1");
        FleetFile example = read(all);
        assertThat(example.configuration().callers().orElseThrow()).hasSize(2);
        assertThat(example.configuration().currency()).contains("won");
        assertThat(example.configuration().sites().get(1).rate()).contains(1480.0);
        assertThat(example.configuration().host()).contains("0.0.0.0");
        assertThat(example.database().password()).isEqualTo("a-long-token-of-database");
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws Exception {
        FleetOptions options = read(LEAST).options();
        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.weights()).isEqualTo(Weights.ENERGY);
        assertThat(options.patience()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.callers()).isEmpty();
        assertThat(options.sites().getFirst().placement()).isEqualTo(URI.create("http://127.0.0.1:8080"));
    }

    @Test
    void whatCannotBeMeantIsToldWithItsRemedy() throws Exception {
        for (Map.Entry<String, String> wrong : Map.of("host: 0.0.0.0", "unless it has tls and callers",
                "patienceMs: 1", "100 to 30000", "weights: {water: -1}", "0 to 1000", "sitez: 1", "sitez")
                .entrySet()) {
            assertThatThrownBy(() -> read(LEAST + wrong.getKey())).as(wrong.getKey()).isInstanceOf(
                    InvalidConfiguration.class).hasMessageContaining(wrong.getValue());
        }
        assertThatThrownBy(() -> read(LEAST + "weights: {money: 1}").options()).isInstanceOf(UserError.class)
                .hasMessageContaining("currency");
        assertThatThrownBy(() -> read(LEAST.replace("east", "East!")).options()).isInstanceOf(UserError.class)
                .hasMessageContaining("kr-hn1");
        assertThatThrownBy(() -> read(LEAST.replace("http://127.0.0.1:8080", "http://127.0.0.1:8080/x")).options())
                .isInstanceOf(UserError.class).hasMessageContaining("without a path");
        assertThatThrownBy(() -> read(LEAST.replace("}]", "}, {name: east, dashboard: \"http://127.0.0.1:1\"}]"))
                .options()).isInstanceOf(UserError.class).hasMessageContaining("once");
        assertThatThrownBy(() -> read(LEAST.replace(", dashboard: \"http://127.0.0.1:8080\"", ""))).isInstanceOf(
                InvalidConfiguration.class).hasMessageContaining("placementApi");
        assertThatThrownBy(() -> read(LEAST + "callers: [{name: a, role: VIEWER, tokenFile: none}]").options())
                .isInstanceOf(UserError.class).hasMessageContaining("none");
        Files.writeString(folder.resolve("short"), "short\n");
        assertThatThrownBy(() -> read(LEAST + "callers: [{name: a, role: VIEWER, tokenFile: short}]").options())
                .isInstanceOf(UserError.class).hasMessageContaining("20 characters").satisfies(
                        failure -> assertThat(List.of(String.valueOf(failure.getMessage()).split(" "))).doesNotContain(
                                "short"));
    }
}
