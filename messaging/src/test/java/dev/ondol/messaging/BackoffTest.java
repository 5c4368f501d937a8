package dev.ondol.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void pausesGrowFromATenthOfASecondToFiveSecondsAndNeverLeaveThoseBounds() {
        long seed = System.nanoTime();
        Backoff backoff = new Backoff(new Random(seed));
        for (int failures = 0; failures < 10_000; failures++) {
            Duration pause = backoff.pause(failures);
            assertThat(pause).as("failures %d, seed %d", failures, seed).isBetween(Duration.ofMillis(100),
                    Duration.ofSeconds(5));
            if (failures > 6) {
                assertThat(pause).as("failures %d, seed %d", failures, seed)
                        .isGreaterThanOrEqualTo(Duration.ofMillis(2_500));
            }
        }
    }

    @Test
    void theFirstPauseIsShort() {
        assertThat(new Backoff(new Random(1)).pause(0)).isEqualTo(Duration.ofMillis(100));
    }
}
