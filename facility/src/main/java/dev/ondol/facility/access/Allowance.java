package dev.ondol.facility.access;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often each of many may do something: so many at once, and one more after each pause (token bucket). Knows the most
/// recent ten thousand; thread-safe.
public final class Allowance {
    private static final int MOST = 10_000;

    private record Bucket(double left, long at) {}

    private final int burst;
    private final double pauseMs;
    private final Clock wall;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /// @param burst at once, 1 or more
    /// @param pause after which there is one more, wall time
    public Allowance(int burst, Duration pause, Clock wall) {
        if (burst < 1 || pause.isNegative() || pause.isZero()) {
            throw new IllegalArgumentException(
                    "The burst (%d) must be at least 1 and the pause (%s) above 0.".formatted(
                            burst, pause));
        }
        this.burst = burst;
        this.pauseMs = pause.toNanos() / 1e6;
        this.wall = wall;
    }

    /// Takes one where there is one.
    ///
    /// @return zero where there was one, else how long until there is
    public synchronized Duration take(String who) {
        long now = wall.millis();
        double left = left(who, now);
        if (left < 1) {
            return Duration.ofMillis((long) Math.ceil((1 - left) * pauseMs));
        }
        put(who, new Bucket(left - 1, now));
        return Duration.ZERO;
    }

    /// Takes more of what was done already than was known before: what is not there has to be waited for next time.
    public synchronized void charge(String who, int count) {
        long now = wall.millis();
        put(who, new Bucket(left(who, now) - count, now));
    }

    private void put(String who, Bucket bucket) {
        buckets.put(who, bucket);
        if (buckets.size() > MOST) {
            Iterator<String> leastRecent = buckets.keySet().iterator();
            leastRecent.next();
            leastRecent.remove();
        }
    }

    /// Gives everything back.
    public synchronized void refill(String who) {
        buckets.remove(who);
    }

    private double left(String who, long now) {
        Bucket bucket = buckets.get(who);
        return bucket == null ? burst : Math.min(burst, bucket.left + Math.max(0, now - bucket.at) / pauseMs);
    }
}
