package dev.ondol.controllers.watch;

import dev.ondol.facility.operation.AlarmView;
import dev.ondol.historian.HistorianUnavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread of the watch that talks to the historian. Of an alarm only its newest state waits, so nothing piles up while the
/// database is away. Thread-safe.
final class Keeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Keeper.class);
    private static final long PAUSE_MS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final WatchRecords records;
    private final Map<String, AlarmView> waiting = new LinkedHashMap<>();
    private final Deque<Consumer<WatchRecords>> errands = new ArrayDeque<>();
    private final Thread thread = Thread.ofVirtual().name("alarm-keeper").unstarted(this::work);
    private boolean away;
    private boolean closing;

    Keeper(WatchRecords records) {
        this.records = records;
    }

    void start() {
        thread.start();
    }

    synchronized void keep(Collection<AlarmView> alarms) {
        alarms.forEach(alarm -> {
            waiting.remove(alarm.id());
            waiting.put(alarm.id(), alarm);
        });
        notifyAll();
    }

    /// Does something with the records, tried again until it is done; alarms are kept after it.
    synchronized void errand(Consumer<WatchRecords> errand) {
        errands.add(errand);
        notifyAll();
    }

    /// True where the historian did not answer when it was asked last.
    synchronized boolean away() {
        return away;
    }

    private void work() {
        try {
            for (Consumer<WatchRecords> next = next(); next != null; next = next()) {
                carryOut(next);
            }
        } catch (InterruptedException e) {
            log.debug("The keeper of alarms ends.", e);
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Consumer<WatchRecords> next() throws InterruptedException {
        while (errands.isEmpty() && waiting.isEmpty()) {
            if (closing) {
                return null;
            }
            wait();
        }
        if (!errands.isEmpty()) {
            return errands.removeFirst();
        }
        List<AlarmView> batch = new ArrayList<>(waiting.values());
        waiting.clear();
        return keeping -> keeping.save(batch);
    }

    private void carryOut(Consumer<WatchRecords> task) throws InterruptedException {
        while (true) {
            try {
                task.accept(records);
                said(false);
                return;
            } catch (HistorianUnavailable e) {
                if (said(true)) {
                    log.warn("Alarms go on without the historian: {}", e.getMessage());
                }
                synchronized (this) {
                    if (closing) {
                        return;
                    }
                }
                Thread.sleep(PAUSE_MS);
            } catch (RuntimeException e) {
                log.error("Alarms could not be kept.", e);
                return;
            }
        }
    }

    /// @return whether that is news
    private synchronized boolean said(boolean nowAway) {
        boolean news = away != nowAway;
        away = nowAway;
        return news;
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            if (!thread.join(PATIENCE)) {
                thread.interrupt();
                thread.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
