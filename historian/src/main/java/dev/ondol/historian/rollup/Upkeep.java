package dev.ondol.historian.rollup;

import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings roll-ups and last values up to what was written, and lets old data age. All bounds are plant time, taken from the
/// data. Any number of processes may run it on one database; one at a time works. Thread-safe.
public final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    /// Between two runs, wall time.
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final long LOCK = 0x4f6e646f6cL;
    private static final long DAY = 24 * 3_600_000L;
    /// Rolled up at a stroke: half a minute of work for a large site, and whole spans of every resolution.
    private static final long PIECE = 6 * 3_600_000L;
    private static final String NEWEST = """
            SELECT %s FROM (SELECT max(time) AS newest FROM last_value) AS l"""
            .formatted(PlantTime.millis("newest"));

    private final Database database;
    private final Retention retention;
    private final long latenessMillis;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("historian-upkeep").daemon(true).factory());
    private long agedDay = Long.MIN_VALUE;
    private boolean failing;

    /// Hears how far a run has come.
    @FunctionalInterface
    public interface Progress {
        /// @param millis plant milliseconds that are rolled up
        /// @param of     as many as waited
        void rolledUp(long millis, long of);
    }

    /// @param latenessMillis readings older than this, plant time, do not come any more as a rule
    public Upkeep(Database database, Retention retention, long latenessMillis) {
        this.database = database;
        this.retention = retention;
        this.latenessMillis = latenessMillis;
    }

    /// Runs now and then every few seconds until it is closed.
    public void start() {
        var _ = thread.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            run();
            if (failing) {
                LOG.info("The roll-ups go on.");
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("The roll-ups wait; charts read the readings themselves meanwhile. {}", e.getMessage());
                LOG.debug("The roll-ups failed.", e);
            }
            failing = true;
        }
    }

    /// Rolls up all that waits, and ages the data once a plant day. Returns when it is done, at once where another process
    /// is at it.
    ///
    /// @return how many changes were rolled up
    public long run() {
        return run((_, _) -> {});
    }

    /// The same; after long absence or a fast replay it may take minutes.
    public synchronized long run(Progress progress) {
        return database.session(connection -> {
            if (!one(connection, "SELECT pg_try_advisory_lock(%d)::int".formatted(LOCK)).equals(OptionalLong.of(1))) {
                return 0L;
            }
            try {
                long changes = rollUp(connection, progress);
                age(connection);
                return changes;
            } finally {
                one(connection, "SELECT pg_advisory_unlock(%d)::int".formatted(LOCK));
            }
        });
    }

    private static long rollUp(Connection connection, Progress progress) throws SQLException {
        summarise(connection);
        Rollups rollups = Rollups.of(connection);
        long done = 0;
        for (Changes.Pending pending = Changes.pending(connection); !pending.ids().isEmpty(); pending = Changes
                .pending(connection)) {
            Kept kept = Kept.read(connection);
            List<Span> pieces = pending.spans().stream().flatMap(span -> span.pieces(PIECE).stream()).toList();
            long waiting = pieces.stream().mapToLong(Span::millis).sum();
            long rolled = 0;
            for (Span piece : pieces) {
                rollups.roll(connection, piece, kept);
                rolled += piece.millis();
                progress.rolledUp(rolled, waiting);
            }
            LastValues.update(connection, pending.spans());
            Changes.settled(connection, pending.ids());
            done += pending.ids().size();
        }
        return done;
    }

    /// The newest pages too: the server's own vacuum may come minutes later, and until then they are read for any time.
    private static void summarise(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT summarise_new_pages()");
        }
    }

    private void age(Connection connection) throws SQLException {
        OptionalLong newest = one(connection, NEWEST);
        if (newest.isPresent() && Math.floorDiv(newest.getAsLong(), DAY) != agedDay) {
            Aging.of(connection, retention, latenessMillis).age(connection, newest.getAsLong());
            agedDay = Math.floorDiv(newest.getAsLong(), DAY);
        }
    }

    private static OptionalLong one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            long value = rows.getLong(1);
            return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
