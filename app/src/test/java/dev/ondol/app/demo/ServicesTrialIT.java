package dev.ondol.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.app.cli.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the proof measures in one process is what the services take: broker, ingest, database, placement API, controllers.
class ServicesTrialIT {
    private static final Logger log = LoggerFactory.getLogger(ServicesTrialIT.class);

    /// Six minutes on two busy cores: too long for every run.
    @Test
    @Tag("SERVICES")
    @EnabledIfSystemProperty(named = "ondol.full", matches = "true")
    void aDayOfTheSmallSiteTakesTheSameInTheServicesAndInOneProcess() throws IOException {
        JsonNode result = run("--site", "kr-edge");
        assertThat(result.get("days").asInt()).isOne();
    }

    @Test
    @Tag("SERVICES")
    @EnabledIfSystemProperty(named = "ondol.full", matches = "true")
    void threeDaysOfTheReferenceSiteDoSo() throws IOException {
        JsonNode result = run("--site", "kr-hn1", "--full");
        log.info("| SERVICES | {} % ({} kWh in one process, {} in the services) | seed {} |", result.get(
                "differencePercent"), result.get("inProcessKwh"), result.get("servicesKwh"), result.get("seed"));
        assertThat(result.get("days").asInt()).isEqualTo(3);
    }

    private static JsonNode run(String... what) throws IOException {
        List<String> args = new ArrayList<>(List.of("bench", "services", "--from", "2026-04-15", "--json"));
        args.addAll(List.of(what));
        Answer answer = Answer.of(args.toArray(String[]::new));
        JsonNode result = new ObjectMapper().readTree(answer.out());
        assertThat(result.get("differencePercent").asDouble()).as(answer.out()).isBetween(-2.0, 2.0);
        assertThat(answer.code()).as(answer.err()).isZero();
        double services = result.get("servicesKwh").asDouble();
        assertThat(services).isPositive();
        assertThat(result.get("storedKwh").asDouble()).as("by the meter in the database").isCloseTo(services,
                within(0.01));
        assertThat(result.get("servicesGpuHours").asDouble()).isCloseTo(result.get("inProcessGpuHours").asDouble(),
                Percentage.withPercentage(3));
        assertThat(result.get("plans").asInt()).isGreaterThanOrEqualTo(288);
        assertThat(result.get("commands").asInt()).isPositive();
        assertThat(result.get("samplesLost").asLong()).isZero();
        assertThat(result.get("cyclesOverBudget").asInt()).isZero();
        return result;
    }
}
