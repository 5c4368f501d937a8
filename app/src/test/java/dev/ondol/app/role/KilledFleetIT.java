package dev.ondol.app.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.services.Mosquitto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// kill -9 of any process of a site that has two of each, again and again.
class KilledFleetIT {
    private static final Logger LOG = LoggerFactory.getLogger(KilledFleetIT.class);
    private static final int KILLS = 20;
    private static final int HOURS = 10;
    /// So long they stay dead at most, wall time.
    private static final int LONGEST_DEAD_MS = 10_000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    @Tag("K2")
    void whicheverProcessIsKilledNothingIsLostAndOnlyOneWritesAtATime() throws Exception {
        assumeTrue(Boolean.getBoolean("ondol.full"), "takes a quarter of an hour: ./ondol test --full K2");
        assumeTrue(Mosquitto.program().isPresent(), "apt-get install mosquitto");
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "killed-fleet")), "rig")
                .toAbsolutePath();
        List<Long> takeoversMs = new ArrayList<>();
        TreeMap<String, Integer> kills = new TreeMap<>();
        try (Fleet fleet = new Fleet(folder, "kr-hn1", HOURS)) {
            fleet.awaitLead(0);
            fleet.awaitApplied();
            long began = fleet.plantMs();
            for (int kill = 0; kill < KILLS; kill++) {
                long next = began + (long) ((kill + random.nextDouble()) * (HOURS - 1) * 3_600_000 / KILLS);
                await("the plant goes on").atMost(Duration.ofMinutes(10)).until(() -> fleet.plantMs() >= next || !fleet
                        .plantRuns());
                assertThat(fleet.plantRuns()).as("kill %d, seed %d, %s", kill, seed, folder).isTrue();
                String victim = fleet.names().get(random.nextInt(fleet.names().size()));
                boolean led = fleet.leads(victim);
                long epoch = fleet.epoch();
                LOG.info("Kill {}: {}{}.", kill + 1, victim, led ? ", which leads" : "");
                long killed = System.nanoTime();
                fleet.kill(victim);
                kills.merge(victim, 1, Integer::sum);
                if (led) {
                    takeoversMs.add((fleet.awaitLead(epoch).nanos() - killed) / 1_000_000);
                }
                Thread.sleep(random.nextInt(LONGEST_DEAD_MS));
                fleet.start(victim);
                fleet.awaitApplied();
            }
            String said = fleet.awaitEnd();
            JsonNode result = new ObjectMapper().readTree(said.substring(said.lastIndexOf("\n{\"site\"")));
            assertThat(result.get("samplesLost").asLong()).as("seed %d, %s", seed, folder).isZero();
            assertThat(fleet.number("SELECT count(*) - count(DISTINCT (time, point_id)) FROM reading")).as(
                    "stored twice, seed %d", seed).isZero();
            assertThat(fleet.staleApplied()).as("seed %d", seed).isZero();
            assertThat(fleet.applied()).isPositive();
            Collections.sort(takeoversMs);
            LOG.info(
                    "| K2 | kr-hn1, {} samples, {} commands applied, {} times kill -9 {}: 0 samples lost, 0 doubled, 0 commands of an older epoch applied; control led again after at most {} s (lease 5 s) | seed {} |",
                    "%,d".formatted(result.get("samplesStored").asLong()), "%,d".formatted(fleet.applied()), KILLS,
                    kills, takeoversMs.isEmpty() ? "no" : "%.1f".formatted(takeoversMs.getLast() / 1_000.0), seed);
        }
    }
}
