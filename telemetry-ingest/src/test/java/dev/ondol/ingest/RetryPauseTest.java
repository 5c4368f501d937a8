package dev.ondol.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPauseTest {
    @Test
    void pausesGrowToFiveSecondsAndStartAgainAfterASuccess() {
        long seed = new Random().nextLong();
        RetryPause pause = new RetryPause(new Random(seed));
        assertThat(pause.succeeded()).isFalse();
        for (long whole : new long[]{100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000}) {
            assertThat(pause.next()).as("seed %d", seed).isBetween(whole / 2, whole);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(pause.next()).as("seed %d", seed).isBetween(2_500L, 5_000L);
        }
        assertThat(pause.succeeded()).isTrue();
        assertThat(pause.next()).as("seed %d", seed).isBetween(50L, 100L);
    }
}
