package dev.ondol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HandledSequenceTest {
    @Test
    void eachNumberIsNewOnceInWhateverOrderTheyCome() {
        long seed = Long.getLong("ondol.seed", System.nanoTime());
        System.out.println("HandledSequenceTest seed=" + seed);
        Random random = new Random(seed);
        HandledSequence handled = new HandledSequence(0);
        Set<Long> seen = new HashSet<>();
        long front = 1;
        for (int i = 0; i < 100_000; i++) {
            front += random.nextInt(2);
            long seq = Math.max(1, front - random.nextInt(50));
            assertThat(handled.add(seq)).as("%d, seed %d", seq, seed).isEqualTo(seen.add(seq));
        }
        assertThat(handled.newest()).isEqualTo(seen.stream().mapToLong(Long::longValue).max().orElseThrow());
    }

    @Test
    void numbersThatNeverCameDoNotFillTheMemory() {
        HandledSequence handled = new HandledSequence(0);
        for (long seq = 2; seq < 1_000_000; seq += 2) {
            assertThat(handled.add(seq)).isTrue();
        }
        assertThat(handled.add(3)).as("far below the window counts as handled").isFalse();
        assertThat(handled.add(999_999)).isTrue();
    }
}
