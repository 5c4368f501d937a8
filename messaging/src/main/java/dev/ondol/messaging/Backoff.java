package dev.ondol.messaging;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Pauses between attempts to connect: 0.1 s doubling to 5 s, each with up to a half taken off at random, so that the
/// roles of one site do not come back in step.
final class Backoff {
    private static final long SHORTEST_MS = 100;
    private static final long LONGEST_MS = 5_000;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// The pause after that many failures in a row, from 0.
    Duration pause(int failures) {
        long ceiling = Math.min(LONGEST_MS, SHORTEST_MS << Math.clamp(failures, 0, 10));
        return Duration.ofMillis(Math.max(SHORTEST_MS, ceiling - random.nextLong(ceiling / 2 + 1)));
    }
}
