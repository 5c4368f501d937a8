package dev.ondol.gateway;

import dev.ondol.gateway.outbox.Outbox;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The frames that ingest has not committed yet. Thread-safe.
final class Backlog {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Outbox outbox;
    private final PlanProgress progress;

    Backlog(Outbox outbox, PlanProgress progress) {
        this.outbox = outbox;
        this.progress = progress;
    }

    long frames() {
        return outbox.frames();
    }

    /// Waits until at most `frames` are left. False when none was committed for that long; true also when stopped.
    boolean awaitAtMost(long frames, Duration patience) throws InterruptedException {
        long least = outbox.frames();
        long since = System.nanoTime();
        while (outbox.frames() > frames && !progress.stopped()) {
            if (outbox.frames() < least) {
                least = outbox.frames();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience.toNanos()) {
                return false;
            }
            progress.pause(POLL_NANOS);
        }
        return true;
    }
}
