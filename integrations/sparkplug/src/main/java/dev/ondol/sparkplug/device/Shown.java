package dev.ondol.sparkplug.device;

import dev.ondol.facility.point.PointId;
import dev.ondol.messaging.sparkplug.EdgeNode.Heard;
import dev.ondol.messaging.sparkplug.EdgeNode.Reading;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What a device shows now. Between a birth of its node and its own it shows nothing, and may be waited for. Thread-safe.
final class Shown {
    private enum State {
        ALIVE, RENEWED, LOST
    }

    private final Map<PointId, Double> values = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.LOST;

    /// The device was born: only what its birth says counts.
    void born(Heard heard) {
        change(() -> {
            state = State.ALIVE;
            values.clear();
            take(heard);
        });
    }

    void heard(Heard heard) {
        change(() -> take(heard));
    }

    /// Its node was born again, and it will be.
    void renewed() {
        change(() -> {
            state = state == State.LOST ? State.LOST : State.RENEWED;
            values.clear();
        });
    }

    /// @return false where it was lost already
    boolean lost() {
        lock.lock();
        try {
            boolean before = state != State.LOST;
            change(() -> {
                state = State.LOST;
                values.clear();
            });
            return before;
        } finally {
            lock.unlock();
        }
    }

    /// What is shown of it does not count before it is shown again.
    void doubt(PointId point) {
        change(() -> values.remove(point));
    }

    boolean alive() {
        lock.lock();
        try {
            return state == State.ALIVE;
        } finally {
            lock.unlock();
        }
    }

    /// NaN where nothing is shown.
    double value(PointId point) {
        lock.lock();
        try {
            return values.getOrDefault(point, Double.NaN);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it shows that value; false if it does not in time, is lost, or the thread is interrupted.
    boolean await(PointId point, double value, Duration timeout) {
        long leftNs = timeout.toNanos();
        lock.lock();
        try {
            while (values.getOrDefault(point, Double.NaN) != value) {
                if (leftNs <= 0 || state == State.LOST) {
                    return false;
                }
                leftNs = changed.awaitNanos(leftNs);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void take(Heard heard) {
        if (state != State.ALIVE) {
            return;
        }
        for (Reading reading : heard.readings()) {
            if (reading.historical()) {
                continue;
            }
            if (reading.quality() == null && Double.isFinite(reading.value())) {
                values.put(reading.point(), reading.value());
            } else {
                values.remove(reading.point());
            }
        }
        heard.without().forEach(values::remove);
    }

    private void change(Runnable step) {
        lock.lock();
        try {
            step.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
