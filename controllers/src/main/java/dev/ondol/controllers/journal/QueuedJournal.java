package dev.ondol.controllers.journal;

import dev.ondol.historian.HistorianUnavailable;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A bounded queue in front of the records, emptied by one thread. While the database is away the entry at hand is tried
/// again after 0.1 to 5 s, and the others wait; when the queue is full, further entries are lost, counted and reported.
public final class QueuedJournal implements Journal, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(QueuedJournal.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final Records records;
    private final BlockingQueue<Entry> queue;
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer = Thread.ofVirtual().name("control-journal").unstarted(this::write);
    private volatile boolean closing;
    private volatile boolean away;

    /// @param capacity entries that may wait
    public QueuedJournal(Records records, int capacity) {
        this.records = records;
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    public void start() {
        writer.start();
    }

    @Override
    public void keep(Entry entry) {
        if (!queue.offer(entry) && Long.bitCount(lost.incrementAndGet()) == 1) {
            log.error("The journal of control is full; {} entries are lost. The database has been away for too long.",
                    lost.get());
        }
    }

    /// Entries that wait for the database.
    public int waiting() {
        return queue.size();
    }

    /// Whether the database did not answer when it was asked last. Many that wait do not mean that: a plan brings thousands at once.
    public boolean away() {
        return away;
    }

    /// Entries that were given up since the start.
    public long lost() {
        return lost.get();
    }

    /// Writes what waits, for at most two seconds.
    @Override
    public void close() {
        closing = true;
        queue.offer(ignored -> {});
        try {
            if (!writer.join(PATIENCE)) {
                writer.interrupt();
                writer.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            writer.interrupt();
            Thread.currentThread().interrupt();
        }
        if (!queue.isEmpty()) {
            log.error("{} entries of control's journal were not written before the end.", queue.size());
        }
    }

    private void write() {
        try {
            while (!closing || !queue.isEmpty()) {
                write(queue.take());
            }
        } catch (InterruptedException e) {
            log.debug("The journal of control ends.", e);
        }
    }

    private void write(Entry entry) throws InterruptedException {
        for (int failures = 0;; failures++) {
            try {
                entry.carryOut(records);
                away = false;
                if (failures > 0) {
                    log.warn("Control writes to the historian again; {} entries waited.", queue.size() + 1);
                }
                return;
            } catch (HistorianUnavailable e) {
                away = true;
                if (failures == 0) {
                    log.warn("Control goes on without the historian and keeps what it has to write: {}",
                            e.getMessage());
                }
                long pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failures, 6));
                Thread.sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
            } catch (RuntimeException e) {
                lost.incrementAndGet();
                log.error("An entry of control's journal cannot be written and is given up.", e);
                return;
            }
        }
    }
}
