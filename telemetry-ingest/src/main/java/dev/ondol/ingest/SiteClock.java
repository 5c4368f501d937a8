package dev.ondol.ingest;

import dev.ondol.facility.message.ClockTick;
import java.time.Clock;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Plant time as the last tick told it, carried on at the rate of the clock. Thread-safe.
final class SiteClock {
    /// A tick follows the frames of its instant, so frames of one tick more are on their way when a tick is the newest.
    static final long TICK_MILLIS = 15_000;
    /// A clock that is silent for this long, wall milliseconds, is not carried on further.
    private static final long SILENCE_MILLIS = 60_000;

    private record Seen(ClockTick tick, long wallMillis) {}

    private final Clock wall;
    private volatile @Nullable Seen last;

    SiteClock(Clock wall) {
        this.wall = wall;
    }

    void tick(ClockTick tick) {
        last = new Seen(tick, wall.millis());
    }

    /// The latest plant time that a frame can honestly carry now, in milliseconds; empty before the first tick.
    OptionalLong reach() {
        Seen seen = last;
        if (seen == null) {
            return OptionalLong.empty();
        }
        long elapsed = Math.clamp(wall.millis() - seen.wallMillis(), 0, SILENCE_MILLIS);
        return OptionalLong.of(seen.tick().plant() + TICK_MILLIS + (long) (elapsed * Math.max(0, seen.tick().rate())));
    }

    /// Plant time now as far as it is known, in milliseconds; wall time before the first tick.
    long now() {
        OptionalLong reach = reach();
        return reach.isPresent() ? reach.getAsLong() - TICK_MILLIS : wall.millis();
    }

    /// Plant time of the last tick, in milliseconds; 0 before the first.
    long plant() {
        Seen seen = last;
        return seen == null ? 0 : seen.tick().plant();
    }

    /// Wall milliseconds since the last tick came; more than any limit before the first.
    long silence() {
        Seen seen = last;
        return seen == null ? Long.MAX_VALUE : wall.millis() - Objects.requireNonNull(seen).wallMillis();
    }
}
