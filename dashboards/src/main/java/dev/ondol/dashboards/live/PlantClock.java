package dev.ondol.dashboards.live;

import dev.ondol.facility.message.ClockTick;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Plant time as the clock topic tells it: how fast it really runs and for how long it has been silent. What counts as
/// silent follows from the spacing of the ticks themselves, so that a real plant (a tick every 15 s), a fast simulation
/// and a lock-step run are each judged by their own pace. Not thread-safe.
final class PlantClock {
    private static final long RATE_WINDOW_MS = 10_000;
    private static final int PERIODS_TO_STALE = 3;
    private static final int PERIODS_TO_GONE = 10;
    private static final long LATENCY_MS = 2_000;
    /// A fast simulation that pauses for a breath is no outage.
    private static final double LEAST_PACE_MS = 1_000;

    private record Seen(long wall, long plant) {}

    private final ArrayDeque<Seen> seen = new ArrayDeque<>();
    private @Nullable ClockTick newest;
    private long heardAt;
    private double spacingMs = 1_000;

    /// @param wall     wall time of the arrival in milliseconds
    /// @param retained true where the broker kept it: then it is as old as it says itself
    void tick(ClockTick tick, long wall, boolean retained) {
        ClockTick before = newest;
        boolean otherRun = before != null && (!before.run().equals(tick.run()) || tick.plant() < before.plant());
        if (otherRun) {
            seen.clear();
        }
        long arrived = retained ? Math.min(wall, tick.wall()) : wall;
        if (before != null && !otherRun && !retained && arrived > heardAt) {
            // A burst of frames says nothing about the pace; the weight makes one pause count a quarter.
            spacingMs = 0.75 * spacingMs + 0.25 * Math.min(arrived - heardAt, 60_000);
        }
        newest = tick;
        heardAt = arrived;
        seen.addLast(new Seen(arrived, tick.plant()));
        while (seen.size() > 2 && arrived - seen.getFirst().wall() > RATE_WINDOW_MS) {
            seen.removeFirst();
        }
    }

    @Nullable ClockTick newest() {
        return newest;
    }

    /// Wall milliseconds since the last tick; 0 before the first.
    long silentMs(long wall) {
        return newest == null ? 0 : Math.max(0, wall - heardAt);
    }

    /// Whether the feed as a whole can be trusted.
    Figure.State state(long wall) {
        if (newest == null) {
            return Figure.State.MISSING;
        }
        double pace = Math.max(LEAST_PACE_MS, Math.max(spacingMs, expectedSpacingMs(newest)));
        long silent = silentMs(wall);
        if (silent > PERIODS_TO_GONE * pace + LATENCY_MS) {
            return Figure.State.GONE;
        }
        return silent > PERIODS_TO_STALE * pace + LATENCY_MS ? Figure.State.STALE : Figure.State.GOOD;
    }

    /// Plant seconds that pass in a wall second, measured over the last 10 s; null while that is not known.
    @Nullable Double effectiveRate(long wall) {
        if (seen.size() < 2 || state(wall) != Figure.State.GOOD) {
            return null;
        }
        Seen first = seen.getFirst();
        Seen last = seen.getLast();
        long wallMs = last.wall() - first.wall();
        return wallMs < 500 ? null : Double.valueOf((last.plant() - first.plant()) / (double) wallMs);
    }

    /// Ticks come every 15 plant seconds; with rate 0 (lock-step) the planner decides, and only the observed pace counts.
    private static double expectedSpacingMs(ClockTick tick) {
        return tick.rate() > 0 ? 15_000 / tick.rate() : 0;
    }
}
