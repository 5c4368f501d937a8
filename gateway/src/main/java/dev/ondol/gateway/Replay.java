package dev.ondol.gateway;

import dev.ondol.gateway.outbox.Outbox;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends frames again that no mark covers: all of them after a (re)connect, because a broker may have lost what it had
/// acknowledged, and the oldest of a source whose frames wait without any being committed, because one lost frame holds the mark.
/// New frames do not wait for it. [#round] is confined to one thread.
final class Replay {
    private static final Logger log = LoggerFactory.getLogger(Replay.class);
    private static final int IN_FLIGHT = 64;
    private static final int STALLED_BATCH = 200;
    private static final long LONGEST_PATIENCE_MS = Duration.ofMinutes(2).toMillis();
    private static final long SLICE_MS = 100;
    private static final int ANSWER_SLICES = 100;

    private final Outbox outbox;
    private final FrameLine line;
    private final long patienceMs;
    private final Map<String, Stall> stalls = new HashMap<>();
    /// What waited at the newest connect, until it is sent.
    private final AtomicReference<List<Batch>> waitedAtConnect = new AtomicReference<>(List.of());
    private final AtomicLong replayed = new AtomicLong();
    private volatile boolean stopped;

    /// Since when the frames of a source wait without a commit, and how long that is borne.
    private static final class Stall {
        private long sinceMs;
        private long patienceMs;
    }

    /// Frames of one source to be sent again.
    private record Batch(String source, List<Outbox.Waiting> frames) {}

    /// @param patience wall time without any commit of a source's frames before they are sent again; doubles each time
    Replay(Outbox outbox, FrameLine line, Duration patience) {
        this.outbox = outbox;
        this.line = line;
        patienceMs = patience.toMillis();
    }

    /// The broker is there again: what waits now is sent in the next round. New frames are not in it.
    void reconnected() {
        waitedAtConnect.set(outbox.sources().stream()
                .map(source -> new Batch(source, outbox.oldest(source, Integer.MAX_VALUE)))
                .filter(batch -> !batch.frames().isEmpty()).toList());
    }

    /// A mark has moved; what waits behind it has its patience back.
    void moved(String source) {
        synchronized (stalls) {
            stalls.remove(source);
        }
    }

    /// The broker is away: nothing is borne or sent meanwhile.
    void disconnected() {
        synchronized (stalls) {
            stalls.clear();
        }
    }

    /// Does what is due, to be called about every second while the broker is there.
    void round(long wallMs) throws InterruptedException {
        List<Batch> waited = waitedAtConnect.getAndSet(List.of());
        long before = replayed.get();
        for (Batch batch : waited) {
            if (!send(batch)) {
                return;
            }
        }
        if (replayed.get() > before) {
            log.info("After connecting, {} frames of the outbox were sent again.", replayed.get() - before);
        }
        for (String source : outbox.sources()) {
            if (stalled(source, wallMs)) {
                log.warn("Ingest commits no frames of {}; the oldest of the {} that wait are sent again.", source,
                        outbox.frames(source));
                if (!send(new Batch(source, outbox.oldest(source, STALLED_BATCH)))) {
                    return;
                }
            }
        }
    }

    /// Ends the round at hand soon, and every later one at once.
    void stop() {
        stopped = true;
    }

    long replayed() {
        return replayed.get();
    }

    private boolean stalled(String source, long wallMs) {
        synchronized (stalls) {
            if (outbox.frames(source) == 0) {
                stalls.remove(source);
                return false;
            }
            Stall stall = stalls.get(source);
            if (stall == null) {
                stall = new Stall();
                stall.sinceMs = wallMs;
                stall.patienceMs = patienceMs;
                stalls.put(source, stall);
            }
            if (wallMs - stall.sinceMs < stall.patienceMs) {
                return false;
            }
            stall.sinceMs = wallMs;
            stall.patienceMs = Math.min(2 * stall.patienceMs, LONGEST_PATIENCE_MS);
            return true;
        }
    }

    /// False if the broker went away.
    private boolean send(Batch batch) throws InterruptedException {
        Semaphore window = new Semaphore(IN_FLIGHT);
        AtomicBoolean failed = new AtomicBoolean();
        for (Outbox.Waiting frame : batch.frames()) {
            if (!acquire(window, 1) || failed.get()) {
                return false;
            }
            Optional<byte[]> kept = read(frame);
            if (kept.isEmpty()) {
                window.release();
                continue;
            }
            replayed.incrementAndGet();
            line.publish(batch.source(), kept.get()).whenComplete((ignored, failure) -> window.release())
                    .exceptionally(failure -> {
                        failed.set(true);
                        return null;
                    });
        }
        return acquire(window, IN_FLIGHT) && !failed.get();
    }

    private boolean acquire(Semaphore window, int permits) throws InterruptedException {
        for (int slice = 0; slice < ANSWER_SLICES && !stopped; slice++) {
            if (window.tryAcquire(permits, SLICE_MS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<byte[]> read(Outbox.Waiting frame) {
        try {
            return frame.read();
        } catch (IOException e) {
            log.error("A frame in the outbox cannot be read and is not sent again: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
