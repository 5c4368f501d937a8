package dev.ondol.ingest;

import java.util.random.RandomGenerator;

/// Pauses between attempts while the database is away: 0.1 s doubling to 5 s, each shortened at random by up to a half, so
/// that several processes do not come back at the same moment.
final class RetryPause {
    private static final long SHORTEST = 100;
    private static final long LONGEST = 5_000;

    private final RandomGenerator random;
    private int failures;

    RetryPause(RandomGenerator random) {
        this.random = random;
    }

    /// Wall milliseconds to wait after one more failure.
    long next() {
        long whole = Math.min(LONGEST, SHORTEST << Math.min(failures, 10));
        failures++;
        return whole / 2 + random.nextLong(whole / 2 + 1);
    }

    /// @return whether there had been failures
    boolean succeeded() {
        boolean recovered = failures > 0;
        failures = 0;
        return recovered;
    }
}
