package dev.ondol.historian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the free space where the database keeps its data, and raises an alarm before it is gone: in the log as an error,
/// and to whoever listens. It also hears when the server itself says that its disk is full (SQLSTATE 53100), which is all
/// there is to know of a database on another machine. Wall time. Thread-safe.
public final class DiskGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskGuard.class);
    static final Duration PERIOD = Duration.ofSeconds(2);
    /// PostgreSQL stops when it cannot write its log, one segment of which has 16 MB.
    static final long FULL_BYTES = 256L << 20;
    static final long LOW_BYTES = 4L << 30;
    /// Room that ends an alarm: a tenth more than what began it, so that it does not flutter.
    private static final double RELIEF = 1.1;
    /// Longer than the longest pause between two attempts of ingest.
    private static final long HEARD_MILLIS = 15_000;

    /// What there is to say, from good to bad.
    public enum State {
        /// Enough, as far as one can know.
        ROOMY,
        /// Under 4 GiB: make room today.
        LOW,
        /// Under 256 MiB, or the server says so: nothing is stored; frames wait in the broker.
        FULL
    }

    /// Free bytes of a file system.
    @FunctionalInterface
    interface Space {
        long free() throws IOException;
    }

    private final Clock wall;
    private final Space space;
    private final Consumer<State> alarm;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("historian-disk").daemon(true).factory());
    private State state = State.ROOMY;
    private long heardAt;

    DiskGuard(Space space, Consumer<State> alarm, Clock wall) {
        this.wall = wall;
        this.space = space;
        this.alarm = alarm;
    }

    /// Of the file system that holds a data folder.
    static DiskGuard of(Path data, Consumer<State> alarm) {
        return new DiskGuard(() -> Files.getFileStore(data).getUsableSpace(), alarm, Clock.systemUTC());
    }

    /// Of a file system that cannot be seen from here.
    static DiskGuard unseen(Consumer<State> alarm) {
        return new DiskGuard(() -> Long.MAX_VALUE, alarm, Clock.systemUTC());
    }

    void start() {
        var _ = thread.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Looks now.
    void look() {
        try {
            settle(space.free());
        } catch (IOException e) {
            LOG.debug("The free space cannot be asked.", e);
        }
    }

    /// The server refused to write for lack of space. Writers try again every few seconds, so this is over when none of them
    /// hears it any more.
    void serverSaysFull() {
        synchronized (this) {
            heardAt = wall.millis();
        }
        look();
    }

    private void settle(long free) {
        State before;
        State now;
        synchronized (this) {
            before = state;
            now = judged(free);
            state = now;
        }
        if (now == before) {
            return;
        }
        switch (now) {
            case ROOMY -> LOG.info("The database has disk space again ({}).", room(free));
            case LOW ->
                LOG.error("The database's disk has little room ({}): make room, or keep less history.", room(free));
            case FULL -> LOG.error(
                    "The database's disk is full ({}): nothing is stored, frames wait in the broker. Make room.",
                    room(free));
        }
        alarm.accept(now);
    }

    private static String room(long free) {
        return free == Long.MAX_VALUE ? "as its server says" : "%d MB left".formatted(free >> 20);
    }

    private State judged(long free) {
        if (wall.millis() - heardAt < HEARD_MILLIS || free < limit(FULL_BYTES, State.FULL)) {
            return State.FULL;
        }
        return free < limit(LOW_BYTES, State.LOW) ? State.LOW : State.ROOMY;
    }

    private double limit(long bytes, State alarmed) {
        return state.compareTo(alarmed) >= 0 ? bytes * RELIEF : bytes;
    }

    public synchronized State state() {
        return state;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
