package dev.ondol.benchmarks.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Of two controls the leader is paused again and again for longer than its lease, and wakes up believing that nothing has happened.
class PausedLeaderIT {
    private static final Logger LOG = LoggerFactory.getLogger(PausedLeaderIT.class);
    private static final boolean FULL = Boolean.getBoolean("ondol.full");
    private static final int PAUSES = FULL ? 50 : 5;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    @Tag("R14")
    void whoeverWasPausedPastItsLeaseHasNothingAppliedAfterwards() throws Exception {
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "paused-leader")), "rig")
                .toAbsolutePath();
        List<Long> takeoversMs = new ArrayList<>();
        try (ControlRig rig = new ControlRig(data)) {
            rig.control();
            rig.control();
            rig.awaitLead(0);
            rig.operate(Duration.ofSeconds(3));
            long began = System.nanoTime();
            for (int i = 0; i < PAUSES; i++) {
                long epoch = rig.epoch();
                ControlProcess leader = rig.leader();
                Thread.sleep(random.nextInt(1_500));
                long paused = System.nanoTime();
                leader.pause();
                takeoversMs.add((rig.awaitLead(epoch) - paused) / 1_000_000);
                rig.operate(Duration.ofMillis(1_000 + random.nextInt(2_000)));
                leader.resume();
                rig.operate(Duration.ofSeconds(2));
                assertThat(rig.leader()).as("the lease is not taken back").isNotEqualTo(leader);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            assertThat(rig.staleApplied()).as("seed %d", seed).isZero();
            assertThat(rig.envelope().violations()).as("%s, seed %d", rig.envelope(), seed).isZero();
            assertThat(rig.slew().violations()).as("%s, seed %d", rig.slew(), seed).isZero();
            assertThat(rig.applied()).as("there was something to apply").isGreaterThan(5L * PAUSES);
            takeoversMs.sort(Long::compare);
            LOG.info(
                    "| R14 | {} commands, {} a second, leader paused {} times past its lease: {} stale ones sent, 0 stale applied; takeover {} s after the pause at most, {} s in the middle (lease 5 s) | seed {} |",
                    rig.sent(), "%.1f".formatted(rig.sent() / seconds), PAUSES, rig.stale(), "%.1f".formatted(
                            takeoversMs.getLast() / 1_000.0),
                    "%.1f".formatted(takeoversMs.get(takeoversMs.size() / 2)
                            / 1_000.0),
                    seed);
        }
    }
}
