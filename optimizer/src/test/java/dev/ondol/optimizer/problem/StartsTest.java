package dev.ondol.optimizer.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StartsTest {
    @Test
    void itKnowsWhatWasPutAndNothingElse() {
        long seed = Long.getLong("ondol.seed", 7);
        SplittableRandom random = new SplittableRandom(seed);
        Starts<String> starts = new Starts<>();
        Map<Integer, String> oracle = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            // neighbours and far apart: slots of one node, and nodes
            int key = random.nextInt(200) * (random.nextBoolean() ? 1 : 4_200);
            assertThat(starts.get(key)).as("seed %d, key %d", seed, key).isEqualTo(oracle.get(key));
            starts.put(key, "value " + i);
            oracle.put(key, "value " + i);
        }
        oracle.forEach((key, value) -> assertThat(starts.get(key)).as("seed %d, key %d", seed, key).isEqualTo(value));
    }
}
