package dev.ondol.controllers.watch;

import dev.ondol.controllers.alarm.Definition;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// A limit with its dead-band: a number that has passed it must come back by that much. Owned by one thread.
final class Limit {
    private final boolean high;
    private final double limit;
    private final double deadBand;
    private final Map<String, Boolean> beyond = new HashMap<>();

    private Limit(Definition definition, boolean high) {
        this.high = high;
        this.limit = Objects.requireNonNull(definition.limit());
        this.deadBand = Objects.requireNonNull(definition.deadBand());
    }

    /// Too much is bad.
    static Limit high(Definition definition) {
        return new Limit(definition, true);
    }

    /// Too little is bad.
    static Limit low(Definition definition) {
        return new Limit(definition, false);
    }

    boolean passed(String source, double value) {
        boolean before = beyond.getOrDefault(source, false);
        double threshold = before ? limit + (high ? -deadBand : deadBand) : limit;
        boolean now = high ? value > threshold : value < threshold;
        beyond.put(source, now);
        return now;
    }
}
