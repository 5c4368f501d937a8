package dev.ondol.gateway;

import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.EpochSeen;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How far control has carried out its plans, and how far the desk has handled its commands. Thread-safe.
final class PlanProgress {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /// Plant time of the newest cycle; before the first, the time from which on cycles are expected.
    private long newestCycle;
    private boolean cycleSeen;
    /// Plant time of the newest orders between two cycles that control has carried out; -1 before the first.
    private long newestBetween = -1;
    private long epoch;
    private long lastSeq;
    /// Plant time of the newest instant; a cycle later than that belongs to another run.
    private long reached;
    private EpochSeen handled = new EpochSeen(0, 0);
    private boolean planning;
    private boolean stopped;

    /// @param startMillis plant time from which on cycles are expected
    PlanProgress(long startMillis) {
        newestCycle = startMillis;
    }

    /// The instant is about to be published; cycles up to it may be answered.
    void reach(long instantMillis) {
        lock.lock();
        try {
            reached = instantMillis;
        } finally {
            lock.unlock();
        }
    }

    /// Control is done with a cycle.
    void applied(CycleApplied cycle) {
        lock.lock();
        try {
            if (cycle.epoch() >= epoch && cycle.cycle() >= newestCycle && cycle.cycle() <= reached) {
                cycleSeen = true;
                newestCycle = cycle.cycle();
                if (newestCycle % PlantClock.CYCLE_MS != 0) {
                    newestBetween = newestCycle;
                }
                epoch = cycle.epoch();
                lastSeq = cycle.lastSeq();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The desk has handled commands up to these; `planning` tells whether control is alive and plans.
    void handled(EpochSeen seen, boolean planningNow) {
        lock.lock();
        try {
            handled = seen;
            planning = planningNow;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Ends every wait, now and later.
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean stopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the cycle of that boundary is applied and its last command handled. False if the budget was spent first.
    boolean await(long boundary, Duration budget) throws InterruptedException {
        lock.lock();
        try {
            long left = budget.toNanos();
            while (!done(boundary) && !stopped) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Plant time of the newest orders between two cycles that control has carried out; -1 before the first.
    long newestBetween() {
        lock.lock();
        try {
            return newestBetween;
        } finally {
            lock.unlock();
        }
    }

    /// Plant milliseconds that control is behind; 0 where control does not plan, so that nobody waits for it.
    long behindMillis(long plantMillis) {
        lock.lock();
        try {
            return planning ? Math.max(0, plantMillis - newestCycle) : 0;
        } finally {
            lock.unlock();
        }
    }

    /// Waits that long, or shorter when stopped.
    void pause(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        lock.lock();
        try {
            long left = end - System.nanoTime();
            while (left > 0 && !stopped) {
                if (!changed.await(left, TimeUnit.NANOSECONDS)) {
                    return;
                }
                left = end - System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean done(long boundary) {
        return cycleSeen && newestCycle >= boundary
                && (handled.epoch() > epoch || handled.epoch() == epoch && handled.seq() >= lastSeq || lastSeq == 0);
    }
}
