package dev.ondol.optimizer;

import dev.ondol.facility.message.ClockTick;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the plant's clock makes due: a plan where it reaches a cycle that was not planned yet, orders of nodes each minute. Of what has
/// piled up only the newest counts. Thread-safe.
final class Agenda {
    private static final long CYCLE_MS = 300_000;
    private static final long MINUTE_MS = 60_000;
    private static final long NEVER = Long.MIN_VALUE;

    private @Nullable ClockTick due;
    private @Nullable ClockTick ordersDue;
    private long lastMinute = NEVER;
    private long lastCycle = NEVER;
    private boolean forget;

    /// @param plan true: a plan is due; false: only orders of nodes
    /// @param anew true: the clock has started a new life before
    record Task(ClockTick tick, boolean plan, boolean anew) {}

    /// The cycle that the clock is in, plant time in milliseconds.
    static long cycle(ClockTick tick) {
        return Math.floorDiv(tick.plant(), CYCLE_MS) * CYCLE_MS;
    }

    static long minute(ClockTick tick) {
        return Math.floorDiv(tick.plant(), MINUTE_MS) * MINUTE_MS;
    }

    synchronized void tick(ClockTick tick) {
        if (cycle(tick) != lastCycle) {
            lastCycle = cycle(tick);
            due = tick;
            notifyAll();
        } else if (minute(tick) != lastMinute) {
            ordersDue = tick;
            notifyAll();
        }
        lastMinute = minute(tick);
    }

    /// The clock has started a new life: nothing that was planned or read before counts.
    synchronized void forget() {
        forget = true;
        lastCycle = NEVER;
    }

    /// The next tick of that cycle makes it due once more.
    synchronized void again(ClockTick tick) {
        if (lastCycle == cycle(tick)) {
            lastCycle = NEVER;
        }
    }

    /// Waits for something to do.
    synchronized Task take() throws InterruptedException {
        while (due == null && ordersDue == null) {
            wait();
        }
        ClockTick orders = ordersDue;
        ordersDue = null;
        if (due == null && orders != null) {
            return new Task(orders, false, false);
        }
        boolean anew = forget;
        forget = false;
        ClockTick tick = Objects.requireNonNull(due);
        due = null;
        return new Task(tick, true, anew);
    }
}
