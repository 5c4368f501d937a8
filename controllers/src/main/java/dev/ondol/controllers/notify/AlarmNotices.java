package dev.ondol.controllers.notify;

import dev.ondol.controllers.alarm.Definitions;
import dev.ondol.controllers.watch.Notices;
import dev.ondol.facility.operation.AlarmBoard;
import dev.ondol.facility.operation.AlarmView;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people of alarms: looks each second at what stands, and sends what is due to each recipient, one notice after the other. What cannot be sent is tried again
/// until it has arrived or need not be said any more. At least once: a notice whose receipt was lost comes again with the same id.
///
/// Everything but [#look] and [#failing] happens on a thread of its own.
public final class AlarmNotices implements Notices, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AlarmNotices.class);
    private static final long FIRST_PAUSE_MS = 5_000;
    private static final long LONGEST_PAUSE_MS = 300_000;
    private static final long PATIENCE_S = 60;
    /// Tries in a row that fail before that is an alarm of its own.
    private static final int FAILING = 3;

    private final Escalation escalation;
    private final List<Line> lines;
    private final BooleanSupplier speaks;
    private final InstantSource wall;
    private final long firstPauseMs;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
            .name("alarm-notices").daemon(true).factory());
    private volatile @Nullable AlarmBoard board;
    private volatile List<String> failing = List.of();

    /// The way to one recipient.
    private static final class Line {
        private final Messenger to;
        private boolean busy;
        private int failures;
        private long nextTryWall;
        private @Nullable Notice unsent;

        Line(Messenger to) {
            this.to = to;
        }

        /// What did not arrive need not be said any more: somebody has acknowledged it meanwhile.
        private void owesNothing() {
            failures = 0;
            nextTryWall = 0;
            unsent = null;
        }
    }

    /// @param file   where it is kept who was told of what; empty: in memory, and after a restart people are told again
    /// @param link   where the dashboard is, for the texts
    /// @param speaks whether it is for this process to speak: one that stands by is silent
    public AlarmNotices(String site, List<Step> steps, Optional<Path> file, Optional<String> link,
            BooleanSupplier speaks, InstantSource wall) {
        this(site, steps, file, link, speaks, wall, FIRST_PAUSE_MS);
    }

    /// @param firstPauseMs wall time before what did not arrive is sent again; it doubles each time
    AlarmNotices(String site, List<Step> steps, Optional<Path> file, Optional<String> link, BooleanSupplier speaks,
            InstantSource wall, long firstPauseMs) {
        this.firstPauseMs = firstPauseMs;
        this.speaks = speaks;
        this.wall = wall;
        escalation = new Escalation(site, Definitions.shipped(), steps, new Ledger(file), link.orElse(null), wall
                .millis());
        Map<String, Line> byName = new LinkedHashMap<>();
        steps.forEach(step -> step.tell().forEach(to -> byName.putIfAbsent(to.name(), new Line(to))));
        lines = List.copyOf(byName.values());
    }

    public void start() {
        var _ = thread.scheduleWithFixedDelay(this::second, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void sounded(AlarmView alarm) {
        // It is on the board of this second, too.
    }

    @Override
    public void look(AlarmBoard seen) {
        board = seen;
    }

    @Override
    public List<String> failing() {
        return failing;
    }

    private void second() {
        try {
            AlarmBoard seen = board;
            if (seen != null && speaks.getAsBoolean()) {
                turn(seen);
            }
        } catch (RuntimeException e) {
            log.error("A second of the notices of alarms failed; they go on.", e);
        }
    }

    private void turn(AlarmBoard seen) {
        long now = wall.millis();
        for (Line line : lines) {
            if (!line.busy && (now >= line.nextTryWall || line.nextTryWall - now > LONGEST_PAUSE_MS)) {
                escalation.due(line.to, seen, now).ifPresentOrElse(notice -> send(line, sameAs(line.unsent, notice)),
                        line::owesNothing);
            }
        }
        List<String> silent = new ArrayList<>();
        lines.stream().filter(line -> line.failures >= FAILING).forEach(line -> silent.add(line.to.name()));
        failing = List.copyOf(silent);
    }

    /// What was not sent before goes out under its old id where it says the same.
    private static Notice sameAs(@Nullable Notice unsent, Notice notice) {
        return unsent != null && said(unsent).equals(said(notice)) ? unsent : notice;
    }

    private static List<String> said(Notice notice) {
        List<String> said = new ArrayList<>();
        notice.raised().forEach(alarm -> said.add(alarm.alarm() + "/" + alarm.step()));
        notice.ended().forEach(alarm -> said.add(alarm.alarm() + "/" + alarm.how()));
        return said;
    }

    private void send(Line line, Notice notice) {
        line.busy = true;
        line.unsent = notice;
        CompletableFuture<?> sending;
        try {
            sending = line.to.send(notice);
        } catch (RuntimeException e) {
            sending = CompletableFuture.failedFuture(e);
        }
        var _ = sending.orTimeout(PATIENCE_S, TimeUnit.SECONDS).whenComplete((done, failure) -> {
            try {
                thread.execute(() -> sent(line, notice, failure));
            } catch (RejectedExecutionException e) {
                log.debug("A notice to {} ended after the end of the watch.", line.to.name(), e);
            }
        });
    }

    private void sent(Line line, Notice notice, @Nullable Throwable failure) {
        line.busy = false;
        long now = wall.millis();
        if (failure == null) {
            if (line.failures > 0) {
                log.info("Notices reach {} again.", line.to.name());
            }
            line.owesNothing();
            escalation.delivered(line.to, notice, now);
            return;
        }
        long pause = Math.min(LONGEST_PAUSE_MS, firstPauseMs << Math.min(line.failures, 10));
        line.nextTryWall = now + pause;
        line.failures++;
        log.warn("A notice of {} alarms did not reach {}; the next try is in {} s: {}", notice.raised().size(), line.to
                .name(), pause / 1_000, failure.getMessage());
    }

    /// Ends without telling what is still due: the ledger knows what is told, the next start tells the rest. The messengers are their owner's to close.
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
