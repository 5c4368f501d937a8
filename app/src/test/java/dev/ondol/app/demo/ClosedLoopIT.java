package dev.ondol.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.app.cli.Answer;
import dev.ondol.services.Mosquitto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole loop in lock-step: gateway, broker, ingest, database, optimizer, controllers.
class ClosedLoopIT {
    @TempDir
    Path folder = Path.of("target");

    @Test
    void anHourOnTheBroughtAlongBrokerAndDatabaseLosesNothingAndIsUnderControl() throws IOException {
        JsonNode result = run("--database", "auto", "--frames", "cbor");
        assertThat(result.get("broker").asText()).isEqualTo("artemis-embedded");
    }

    @Test
    void anHourOnMosquittoAndEmbeddedPostgresLosesNothingAndIsUnderControl() throws Exception {
        assumeTrue(Mosquitto.program().isPresent() || "true".equals(System.getenv("CI")),
                "mosquitto is not installed (apt-get install mosquitto)");
        try (Mosquitto mosquitto = Mosquitto.start(folder.resolve("mosquitto"), 0, true)) {
            JsonNode result = run("--database", "embedded", "--broker", mosquitto.url());
            assertThat(result.get("database").asText()).isEqualTo("postgresql");
            assertThat(result.get("broker").asText()).isEqualTo(mosquitto.url());
        }
    }

    private static JsonNode run(String... services) throws IOException {
        List<String> args = new ArrayList<>(List.of("demo", "--weather", "seoul", "--from", "2026-07-01T12:00",
                "--hours", "1", "--json"));
        args.addAll(List.of(services));
        Answer answer = Answer.of(args.toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isZero();
        JsonNode result = new ObjectMapper().readTree(answer.out());
        assertThat(result.get("samplesLost").asLong()).isZero();
        assertThat(result.get("samplesStored").asLong()).isGreaterThan(200_000);
        assertThat(result.get("plans").asInt()).isGreaterThanOrEqualTo(11);
        assertThat(result.get("commandsApplied").asInt()).isPositive();
        assertThat(result.get("jobsPlaced").asInt()).isPositive();
        assertThat(result.get("cyclesOverBudget").asInt()).isZero();
        assertThat(result.get("pue").asDouble()).isBetween(1.02, 1.6);
        assertThat(result.get("maxInletC").asDouble()).isBetween(15.0, 32.0);
        assertThat(result.get("facilityKwh").asDouble()).isGreaterThan(result.get("itKwh").asDouble()
                + result.get("coolingKwh").asDouble());
        return result;
    }
}
