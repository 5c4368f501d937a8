package dev.ondol.benchmarks.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a test fails for each check that is taken away from the two guards of a set-point: the verifier in control, and the desk of the plant's gateway.
class RemovedChecksIT {
    private static final Logger LOG = LoggerFactory.getLogger(RemovedChecksIT.class);

    @Test
    @Tag("MUTATIONS")
    @EnabledIfSystemProperty(named = "ondol.full", matches = "true", disabledReason = "takes minutes: ./ondol test --full MUTATIONS")
    void noCheckOfTheVerifierCanBeTakenAwayWithoutATestThatFails() throws IOException {
        LOG.info("| MUTATIONS | {} |", noneUnnoticed("controllers", "dev.ondol.controllers",
                "dev.ondol.controllers.verify", List.of("Verifier", "Sight", "Requirements", "Readings", "SensorVotes",
                        "Observations", "Inlets", "NodeStates", "WarmReserve", "StorageLimits", "EcoMode", "SpareUnits",
                        "CoolantRise", "StepLimits", "Trajectory", "Turns", "Ramp", "StagedChange")));
    }

    @Test
    @Tag("GUARD")
    @EnabledIfSystemProperty(named = "ondol.full", matches = "true", disabledReason = "takes minutes: ./ondol test --full GUARD")
    void noCheckOfTheGatewaysGuardCanBeTakenAwayWithoutATestThatFails() throws IOException {
        LOG.info("| GUARD | {} |", noneUnnoticed("gateway", "dev.ondol.gateway", "dev.ondol.gateway",
                List.of("CommandDesk", "ControlWatch", "DeskState", "HandledSequence", "OperatorHolds")));
    }

    /// `-Dondol.mutated=Name,Name` looks at these classes alone.
    private static String noneUnnoticed(String module, String root, String home, List<String> all) throws IOException {
        List<String> classes = List.of(System.getProperty("ondol.mutated", String.join(",", all)).split(","));
        RemovedChecks checks = new RemovedChecks(module, root, home, classes);
        RemovedChecks.Outcome outcome = checks.tried();
        assertThat(outcome.changes()).isGreaterThan(3 * classes.size());
        assertThat(outcome.unnoticed()).as("checks that no test misses").isSubsetOf(checks.tolerated());
        return "%d changes that take a check away, in %s: %d noticed by a test, %d change no answer".formatted(outcome
                .changes(), classes.size() > 3 ? classes.size() + " classes" : String.join(", ", classes),
                outcome.changes() - outcome.unnoticed().size(), outcome.unnoticed().size());
    }
}
