package dev.ondol.controllers.audit;

import dev.ondol.controllers.verify.Evidence;
import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.historian.HistorianUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of each act into the audit log: noted in the spool before it is done, complete with its effect, then written by
/// one thread, many at a time. A process that is killed leaves its spool to the next one, so each command that went out has
/// exactly one row in the end (property P11). While the database is away, entries wait here and in the spool. Thread-safe.
public final class AuditTrail implements Trail, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);
    static final int BATCH = 500;
    private static final int MOST_IN_MEMORY = 50_000;
    private static final long COMPACT_BYTES = 4L << 20;
    /// An answer may be on its way for so long after the command has expired, plant time in milliseconds.
    private static final long LATE_MS = 60_000;
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    static final String UNANSWERED = "UNANSWERED";
    static final String UNKNOWN = "UNKNOWN";

    private final AuditRecords records;
    private final @Nullable Spool spool;
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Deque<AuditEntry> ready = new ArrayDeque<>();
    private final Thread writer = Thread.ofVirtual().name("control-audit").unstarted(this::write);
    private boolean overflown;
    private boolean closing;
    private boolean spoolFailed;
    private long lost;

    private record Open(AuditEntry entry, long until) {}

    /// @param file where entries wait on disk; empty: in memory alone, and a killed process forgets those on their way
    public AuditTrail(AuditRecords records, Optional<Path> file) {
        this.records = records;
        this.spool = file.map(AuditTrail::spool).orElse(null);
    }

    private static @Nullable Spool spool(Path file) {
        try {
            return Spool.open(file);
        } catch (IOException e) {
            log.error("The audit spool {} cannot be used; entries on their way live in memory alone.", file, e);
            return null;
        }
    }

    /// Takes over what an earlier life has left, and begins to write.
    public void start() {
        synchronized (this) {
            recover();
        }
        writer.start();
    }

    private void recover() {
        Spool kept = spool;
        if (kept == null) {
            return;
        }
        try {
            for (Spool.Line line : kept.read().values()) {
                ready.add(line.open() ? effect(line.entry(), UNKNOWN, Map.of("status", UNKNOWN)) : line.entry());
            }
        } catch (IOException e) {
            spoolFailed(e);
        }
        if (!ready.isEmpty()) {
            log.info("{} audit entries of an earlier life are written now.", ready.size());
        }
    }

    @Override
    public synchronized void commanded(Command command, Evidence evidence, long wall) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("epoch", command.epoch());
        detail.put("seq", command.seq());
        detail.put("value", command.value());
        detail.put("unit", command.unit());
        detail.put("planId", command.planId());
        detail.put("plannedAt", evidence.proposal().plannedAt());
        detail.put("reason", command.reason());
        detail.put("notAfter", command.notAfter());
        detail.put("verdict", evidence.verdict());
        detail.put("inputs", evidence.told());
        AuditEntry entry = new AuditEntry(key(command.epoch(), command.seq()), wall, command.issuedAt(), "command",
                "control", "write", command.point().toString(), "SENT", detail);
        open.put(entry.key(), new Open(entry, command.notAfter() + LATE_MS));
        spool(entry, true);
    }

    private static String key(long epoch, long seq) {
        return "command/" + epoch + "/" + seq;
    }

    @Override
    public synchronized void answered(Acknowledgement answer) {
        Open waiting = open.remove(key(answer.epoch(), answer.seq()));
        if (waiting != null) {
            Map<String, Object> effect = new LinkedHashMap<>();
            effect.put("status", answer.status().name());
            effect.put("measuredAt", answer.measuredAt());
            if (answer.applied() != null) {
                effect.put("applied", answer.applied());
            }
            complete(effect(waiting.entry(), answer.status().name(), effect));
        }
    }

    @Override
    public synchronized void settle(long now) {
        List<Open> late = open.values().stream().filter(waiting -> waiting.until() < now).toList();
        late.forEach(waiting -> {
            open.remove(waiting.entry().key());
            complete(effect(waiting.entry(), UNANSWERED, Map.of("status", UNANSWERED)));
        });
    }

    private static AuditEntry effect(AuditEntry entry, String outcome, Map<String, Object> effect) {
        return entry.with(outcome, Map.of("effect", effect));
    }

    @Override
    public synchronized void keep(AuditEntry entry) {
        complete(entry);
    }

    private void complete(AuditEntry entry) {
        boolean kept = spool(entry, false);
        if (ready.size() < MOST_IN_MEMORY) {
            ready.add(entry);
        } else if (kept) {
            overflown = true;
        } else if (Long.bitCount(++lost) == 1) {
            log.error("{} audit entries are lost: the database has been away for too long, and there is no spool.",
                    lost);
        }
        notifyAll();
    }

    /// @return whether the entry is on disk
    private boolean spool(AuditEntry entry, boolean isOpen) {
        Spool kept = spool;
        if (kept == null) {
            return false;
        }
        try {
            kept.write(entry, isOpen);
            return true;
        } catch (IOException e) {
            spoolFailed(e);
            return false;
        }
    }

    private void spoolFailed(IOException e) {
        if (!spoolFailed) {
            log.error("The audit spool cannot be written; entries on their way live in memory alone.", e);
        }
        spoolFailed = true;
    }

    /// Entries that are complete and wait for the database.
    public synchronized int waiting() {
        return ready.size();
    }

    /// True while entries are only in memory, or were lost.
    public synchronized boolean impaired() {
        return spoolFailed || lost > 0;
    }

    /// Writes what is complete, for at most two seconds. What is not stays in the spool.
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            if (writer.getState() != Thread.State.NEW && !writer.join(PATIENCE)) {
                writer.interrupt();
                writer.join(PATIENCE);
            }
            Spool kept = spool;
            if (kept != null) {
                kept.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.warn("The audit spool did not close.", e);
        }
    }

    private void write() {
        try {
            for (List<AuditEntry> batch = next(); !batch.isEmpty(); batch = next()) {
                write(batch);
                written(batch.size());
            }
        } catch (InterruptedException e) {
            log.debug("The audit trail ends.", e);
        }
    }

    /// Waits for entries; none at the end.
    private synchronized List<AuditEntry> next() throws InterruptedException {
        while (ready.isEmpty() && !closing) {
            wait();
        }
        return ready.stream().limit(BATCH).toList();
    }

    private void write(List<AuditEntry> batch) throws InterruptedException {
        for (int failures = 0;; failures++) {
            try {
                List<AuditEntry> whole = new ArrayList<>();
                batch.forEach(entry -> whole.add(withModel(entry)));
                records.append(whole);
                return;
            } catch (HistorianUnavailable e) {
                if (failures == 0) {
                    log.warn("The audit log waits for the historian: {}", e.getMessage());
                }
                long pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failures, 6));
                Thread.sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
            } catch (RuntimeException e) {
                synchronized (this) {
                    lost += batch.size();
                }
                log.error("{} audit entries cannot be written and are given up.", batch.size(), e);
                return;
            }
        }
    }

    private AuditEntry withModel(AuditEntry entry) {
        return entry.detail().get("plannedAt") instanceof Number planned
                ? entry.with(entry.outcome(), Map.of("model", records.model(planned.longValue())))
                : entry;
    }

    private synchronized void written(int count) {
        for (int i = 0; i < count; i++) {
            ready.removeFirst();
        }
        Spool kept = spool;
        if (kept == null || !ready.isEmpty()) {
            return;
        }
        try {
            if (overflown) {
                overflown = false;
                kept.read().values().stream().filter(line -> !line.open()).forEach(line -> ready.add(line.entry()));
            } else if (open.isEmpty() || kept.bytes() > COMPACT_BYTES) {
                kept.keepOnly(open.values().stream().map(Open::entry).toList());
            } else {
                kept.force();
            }
        } catch (IOException e) {
            spoolFailed(e);
        }
    }
}
