package dev.ondol.ingest;

import static dev.ondol.ingest.IngestRig.SITE;
import static dev.ondol.ingest.IngestRig.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.mapping.MappingReader;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.historian.Historian;
import dev.ondol.historian.discovery.Acceptance;
import dev.ondol.historian.discovery.ListedPoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Frames of a gateway that has a name of its own for a point, over a real broker into a real database.
class UnknownPointsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FOREIGN = "BLD1/CRAH 7.SAT";
    private static final PointId POINT = PointId.of("crah-x-07/supply-air-temperature");
    private static final UnitConversion FAHRENHEIT = UnitConversion.between("degF", "Cel").orElseThrow();

    private final IngestRig rig = new IngestRig();

    @AfterEach
    void stop() {
        rig.close();
    }

    /// Ingest is stopped and started at random moments before and after the point is accepted, and the gateway repeats frames.
    @Test
    void whatIsHeldIsNeitherLostNorDoubledByRestartsBetweenHoldingAndAccepting() {
        long seed = Long.getLong("ondol.seed", new Random().nextLong());
        Random random = new Random(seed);
        int accepted = 60 + random.nextInt(60);
        int sent = 0;
        try (Historian historian = rig.historian()) {
            while (sent < 200) {
                try (IngestRole ingest = rig.ingest(historian)) {
                    rig.tick(T + 4_000_000);
                    int until = Math.min(200, sent + 1 + random.nextInt(60));
                    for (int seq = Math.max(1, sent - random.nextInt(20)); seq <= until; seq++) {
                        rig.publish(foreign(seq)).join();
                        if (seq == accepted) {
                            historian.discovery(SITE.id()).accept(
                                    new Acceptance(FOREIGN, POINT, FAHRENHEIT, Optional.empty()));
                        }
                    }
                    sent = until;
                    if (random.nextBoolean() || sent == 200) {
                        await().atMost(PATIENCE).until(() -> ingest.statistics().waiting() == 0
                                && ingest.statistics().frames() + ingest.statistics().duplicates() > 0);
                    }
                }
            }
            try (IngestRole last = rig.ingest(historian)) {
                rig.publish(foreign(200)).join();
                await().atMost(PATIENCE).until(() -> rig.stored(SITE.id()).size() >= 200);
                assertThat(last.connected()).isTrue();
            }
            assertThat(rig.stored(SITE.id())).as("seed %d", seed).isEqualTo(expected(200));
            assertThat(historian.discovery(SITE.id()).listed()).as("seed %d", seed).isEmpty();
            assertThat(rig.rejected()).isEmpty();
        }
    }

    @Test
    void aMappingThatIngestHasLetsForeignNamesFlowAndAFrameOfOursIsNotTouched() throws Exception {
        try (Historian historian = rig.historian();
                IngestRole ingest = rig.ingest(historian, MappingReader.read("m.yaml", """
                        names:
                          - {name: "BLD{b}/CRAH {n}.SAT", point: "crah-x-{n:2}/supply-air-temperature", unit: degF}
                        """))) {
            rig.tick(T + 4_000_000);
            rig.publish(foreign(1)).join();
            rig.publish(IngestRig.frame(2)).join();
            rig.publish(named(3, "nobody knows")).join();
            await().atMost(PATIENCE).until(() -> ingest.statistics().frames() == 3);
            List<String> expected = new ArrayList<>(expected(1));
            IngestRig.frame(2).values().forEach(
                    (point, value) -> expected.add("%d %s %s".formatted(T + 30_000, point, value)));
            assertThat(rig.stored(SITE.id())).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(historian.discovery(SITE.id()).listed()).singleElement().extracting(ListedPoint::name)
                    .isEqualTo("nobody knows");
        }
    }

    private static byte[] foreign(int seq) {
        return named(seq, FOREIGN);
    }

    private static byte[] named(int seq, String name) {
        return "{\"boot\":\"boot-1\",\"seq\":%d,\"t\":%d,\"v\":{\"%s\":%d}}".formatted(seq, T + seq * 15_000L, name,
                40 + seq % 90).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> expected(int last) {
        List<String> rows = new ArrayList<>();
        for (int seq = 1; seq <= last; seq++) {
            rows.add("%d %s %s".formatted(T + seq * 15_000L, POINT, FAHRENHEIT.convert(40 + seq % 90)));
        }
        return rows.stream().sorted().toList();
    }
}
