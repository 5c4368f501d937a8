package dev.ondol.gateway;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs at a rate of plant seconds a wall second. Where control plans but is more than [#TOLERATED_CYCLES] planning cycles
/// behind, the clock halves its rate for each further cycle, down to a sixteenth of it or real time, whichever is faster:
/// it slows down visibly but never stands, so the plant still falls back when plans stop coming.
final class FreeRunningClock implements PlantClock {
    private static final Logger log = LoggerFactory.getLogger(FreeRunningClock.class);
    static final int TOLERATED_CYCLES = 2;
    private static final double SLOWEST = 1.0 / 16;
    private static final long LARGEST_DEBT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double asked;
    private final PlanProgress progress;
    private volatile double rate;
    private boolean told;
    private long dueNanos;
    private boolean started;

    FreeRunningClock(double rate, PlanProgress progress) {
        asked = rate;
        this.rate = rate;
        this.progress = progress;
    }

    @Override
    public void pace(long instantMillis) throws InterruptedException {
        long now = System.nanoTime();
        if (!started) {
            started = true;
            dueNanos = now;
        }
        double next = allowed(asked, progress.behindMillis(instantMillis));
        if (next < asked && !told) {
            told = true;
            log.warn("The planner does not follow at {} plant seconds a second; the clock slows down until it does.",
                    asked);
        }
        rate = next;
        dueNanos += (long) (STEP_MS * 1e6 / next);
        if (now - dueNanos > LARGEST_DEBT_NANOS) {
            dueNanos = now;
        }
        progress.pause(dueNanos - now);
    }

    /// The rate allowed at that distance to control, in plant seconds a wall second.
    static double allowed(double asked, long behindMillis) {
        double cyclesTooMany = (double) behindMillis / CYCLE_MS - TOLERATED_CYCLES;
        if (cyclesTooMany <= 0) {
            return asked;
        }
        double slowest = Math.max(asked * SLOWEST, Math.min(asked, 1));
        return Math.max(slowest, asked * Math.pow(0.5, Math.ceil(cyclesTooMany)));
    }

    @Override
    public double rate() {
        return rate;
    }

    @Override
    public long cyclesOverBudget() {
        return 0;
    }
}
