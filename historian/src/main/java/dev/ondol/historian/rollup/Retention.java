package dev.ondol.historian.rollup;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How long readings and roll-ups are kept, in plant time counted back from the newest reading. Nothing is dropped unless
/// somebody asked for it.
///
/// @param readings empty: for ever
/// @param rollups  resolutions that are absent are kept for ever
public record Retention(Optional<Duration> readings, Map<Resolution, Duration> rollups) {
    /// Everything for ever.
    public static final Retention FOREVER = new Retention(Optional.empty(), Map.of());

    public Retention {
        rollups = Map.copyOf(rollups);
        readings.ifPresent(Retention::check);
        rollups.values().forEach(Retention::check);
    }

    /// Whole days, and more than the day in which late readings still come.
    private static void check(Duration time) {
        if (time.compareTo(Duration.ofDays(2)) < 0) {
            throw new IllegalArgumentException("The retention (%s) must be at least two days.".formatted(time));
        }
    }
}
