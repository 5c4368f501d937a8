package dev.ondol.ingest;

import static dev.ondol.ingest.IngestRig.SITE;
import static dev.ondol.ingest.IngestRig.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.historian.Historian;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One value a message, over a real broker into a real database.
class PlainValuesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final PointId POINT = IngestRig.POINTS.ofSource(IngestRig.SOURCE).stream()
            .filter(point -> point.quantity() == Quantity.SUPPLY_WATER_TEMPERATURE).map(Point::id).findFirst()
            .orElseThrow();

    private final IngestRig rig = new IngestRig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aValueWithItsTimeIsStoredOnceHoweverOftenItComesAndABareNumberNow() {
        try (Historian historian = rig.historian(); IngestRole ingest = rig.ingest(historian)) {
            rig.tick(T);
            for (int i = 0; i < 3; i++) {
                value(POINT, "{\"t\":%d,\"v\":7.5}".formatted(T - 60_000));
            }
            value(POINT, "{\"t\":%d,\"v\":9}".formatted(T - 60_000));
            value(POINT, "{\"t\":%d,\"v\":8,\"q\":\"stale\"}".formatted(T - 45_000));
            value(POINT, "6.25");
            value(POINT, "warm");
            value(POINT, "NaN");
            value(POINT, "{\"t\":%d}".formatted(T - 30_000));
            value(POINT, "{\"t\":%d,\"v\":8}".formatted(T + 3_600_000));
            value(PointId.of("nowhere/fan-speed"), "{\"t\":%d,\"v\":8}".formatted(T));
            await().atMost(PATIENCE).until(() -> ingest.statistics().samples() == 3 && rig.rejected().size() == 4
                    && ingest.statistics().heldSamples() == 1);
            assertThat(rig.stored(SITE.id())).containsExactly((T - 60_000) + " " + POINT + " 7.5",
                    (T - 45_000) + " " + POINT + " 8.0", T + " " + POINT + " 6.25");
            assertThat(rig.rejected()).containsExactlyInAnyOrder("malformed", "malformed", "malformed", "future");
            assertThat(ingest.statistics().duplicates()).isEqualTo(3);
        }
    }

    @Test
    void whatComesWhileIngestAndDatabaseAreAwayIsStoredOnceWhenTheyAreBack() {
        try (Historian historian = rig.historian()) {
            try (IngestRole first = rig.ingest(historian)) {
                rig.tick(T + 1_000_000);
                value(POINT, "{\"t\":%d,\"v\":0}".formatted(T));
                await().atMost(PATIENCE).until(() -> first.statistics().samples() == 1);
                rig.stopDatabase();
                for (int i = 1; i < 300; i++) {
                    value(POINT, "{\"t\":%d,\"v\":%d}".formatted(T + i * 1_000L, i % 50));
                }
                await().atMost(PATIENCE).until(() -> first.statistics().failures() > 0);
            }
            for (int i = 200; i < 500; i++) {
                value(POINT, "{\"t\":%d,\"v\":%d}".formatted(T + i * 1_000L, i % 50));
            }
            rig.startDatabase();
            try (IngestRole second = rig.ingest(historian)) {
                await().atMost(PATIENCE).until(() -> second.statistics().samples()
                        + second.statistics().duplicates() == 599);
                assertThat(rig.stored(SITE.id())).hasSize(500).doesNotHaveDuplicates();
                assertThat(rig.rejected()).isEmpty();
            }
        }
    }

    private void value(PointId point, String payload) {
        rig.publish(rig.topics().value(point), payload.getBytes(StandardCharsets.UTF_8)).join();
    }
}
