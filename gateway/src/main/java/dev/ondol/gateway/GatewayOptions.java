package dev.ondol.gateway;

import dev.ondol.facility.message.FrameCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How a gateway runs.
///
/// @param data          folder of its outbox and state
/// @param rate          plant seconds a wall second; 0: lock-step, as fast as planner and ingest follow
/// @param limit         plant time after which the run ends by itself; absent: never
/// @param cycleBudget   lock-step: wall time that one planning cycle may take before the clock goes on without it
/// @param outboxBytes   how much the outbox may keep on disk
/// @param unmarkedLimit lock-step: frames that may wait for ingest before the clock waits too
/// @param drainLimit    wall time at the end of a limited run, and for a stalled ingest in lock-step, before giving up
/// @param frames        how frames are written; readers take either
public record GatewayOptions(Path data, double rate, Optional<Duration> limit, Duration cycleBudget, long outboxBytes,
        int unmarkedLimit, Duration drainLimit, FrameCodec frames) {
    private static final long GIGABYTE = 1L << 30;

    public GatewayOptions {
        if (!(rate >= 0 && rate <= 100_000)) {
            throw new IllegalArgumentException("The rate (%s) must be 0 to 100000.".formatted(rate));
        }
        if (limit.isPresent() && !limit.get().isPositive()) {
            throw new IllegalArgumentException("The limit (%s) must be positive.".formatted(limit.get()));
        }
        if (outboxBytes < 1 || unmarkedLimit < 1) {
            throw new IllegalArgumentException("The outboxBytes (%d) and the unmarkedLimit (%d) must be positive."
                    .formatted(outboxBytes, unmarkedLimit));
        }
        if (!cycleBudget.isPositive() || !drainLimit.isPositive()) {
            throw new IllegalArgumentException(
                    "The cycleBudget (%s) and the drainLimit (%s) must be positive.".formatted(cycleBudget,
                            drainLimit));
        }
    }

    /// Of a real plant, whose clock is that of the world.
    public static GatewayOptions real(Path data) {
        return freeRunning(data, 1);
    }

    /// A clock that runs at `rate` plant seconds a wall second until it is closed.
    public static GatewayOptions freeRunning(Path data, double rate) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("The rate (%s) must be positive.".formatted(rate));
        }
        return new GatewayOptions(data, rate, Optional.empty(), Duration.ofSeconds(20), GIGABYTE, 400,
                Duration.ofSeconds(60), FrameCodec.JSON);
    }

    /// A clock that waits for planner and ingest and ends after `limit` of plant time.
    public static GatewayOptions lockStep(Path data, Duration limit, Duration cycleBudget) {
        return new GatewayOptions(data, 0, Optional.of(limit), cycleBudget, GIGABYTE, 400, Duration.ofSeconds(60),
                FrameCodec.JSON);
    }

    public GatewayOptions withFrames(FrameCodec codec) {
        return new GatewayOptions(data, rate, limit, cycleBudget, outboxBytes, unmarkedLimit, drainLimit, codec);
    }

    public boolean inLockStep() {
        return rate == 0;
    }
}
