package dev.ondol.historian.reading;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.message.Mark;
import dev.ondol.historian.discovery.Discovery;
import dev.ondol.historian.discovery.HeldSamples;
import dev.ondol.historian.discovery.HoldLimits;
import dev.ondol.historian.discovery.Holding;
import dev.ondol.historian.reading.Positions.Before;
import dev.ondol.historian.reading.Positions.Life;
import dev.ondol.historian.reading.Rejection.Reason;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import dev.ondol.historian.sql.ValueRefused;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores frames of one site exactly once, whatever is sent twice: the readings of a batch and the positions of its sources
/// are one transaction, and so is the place in the log where they came through one ([LoggedMessage]). Readings without a sequence
/// number go with them, by the [SlowLane]. After a failure the same batch may
/// simply be written again: what had been committed without our knowing is then found in the positions and skipped. For one
/// thread.
public final class FrameWriter {
    private static final Logger LOG = LoggerFactory.getLogger(FrameWriter.class);
    private static final int TRIES_AGAINST_SECOND_WRITER = 5;
    private static final int DETAIL_LENGTH = 1_000;
    private static final String REJECT = """
            INSERT INTO rejected_frame (site, source, boot, seq, reason, detail, samples, raw, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, %s)""".formatted(PlantTime.PARAMETER);
    private static final String MARKS = """
            SELECT DISTINCT ON (source) source, boot, low FROM frame_position WHERE site = ?
            ORDER BY source, changed_at DESC""";

    private final Database database;
    private final String site;
    private final Loader loader;
    private final PointDirectory points;
    private final HeldSamples held;

    /// @param mapping what others call the points of the site
    /// @param limits  of what is held of points that nobody knows
    public FrameWriter(Database database, String site, Loader loader, PointMapping mapping, HoldLimits limits) {
        this.database = database;
        this.site = site;
        this.loader = loader;
        this.points = new PointDirectory(new PointTable(database, site), new Discovery(database, site), mapping);
        this.held = new HeldSamples(site, limits, switch (loader) {
            case COPY -> 2_000;
            case INSERT -> 16;
        });
    }

    /// Stores what is new and good of the batch, keeps what is not good with its reason, and tells what happened. Returns
    /// after the commit.
    public Written write(List<? extends Received> batch) {
        if (batch.isEmpty()) {
            return Written.NOTHING;
        }
        points.refresh(LoggedMessage.contents(batch));
        try {
            return writeUnlessRaced(batch, null);
        } catch (ValueRefused e) {
            if (batch.size() == 1) {
                LOG.warn("The database refuses a frame of source {}; it is kept aside.", batch.getFirst().source(), e);
                return writeUnlessRaced(batch, String.valueOf(e.getMessage()));
            }
            int half = batch.size() / 2;
            return write(batch.subList(0, half)).and(write(batch.subList(half, batch.size())));
        }
    }

    /// The committed low mark of the newest life of each source.
    public List<Written.SourceMark> marks() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(MARKS)) {
                select.setString(1, site);
                List<Written.SourceMark> marks = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        marks.add(new Written.SourceMark(rows.getString(1),
                                new Mark(rows.getString(2), rows.getLong(3))));
                    }
                }
                return marks;
            }
        });
    }

    /// @param refusal why the database refused the batch, which is one frame then; null at the first try
    private Written writeUnlessRaced(List<? extends Received> batch, @Nullable String refusal) {
        Set<String> accepted = new HashSet<>();
        for (int left = TRIES_AGAINST_SECOND_WRITER;; left--) {
            try {
                return database.transaction(connection -> writeBatch(connection, batch, refusal, accepted));
            } catch (Positions.SecondWriter e) {
                LOG.warn("{} The batch is compared with what it stored and written again.", e.getMessage());
                if (left == 0) {
                    throw e;
                }
            } catch (HeldSamples.PointsAccepted e) {
                LOG.info("{} The batch is written with it.", e.getMessage());
                if (left == 0) {
                    throw e;
                }
                accepted.addAll(e.names());
                points.load();
            }
        }
    }

    private Written writeBatch(Connection connection, List<? extends Received> batch, @Nullable String refusal,
            Set<String> lookedUp) throws SQLException {
        Batch sorted = new Batch(
                Positions.read(connection, site, batch.stream().map(Received::source).distinct().toList()));
        LogPositions.Turn log = LogPositions.turn(connection, site, batch);
        for (Received received : batch) {
            switch (log.due(received)) {
                case STORE -> sorted.add(received, refusal);
                case STORED -> sorted.pass(received);
                case TOO_EARLY -> { // comes again
                }
            }
        }
        Written written = sorted.settle();
        log.save(connection, site);
        Positions.write(connection, site, sorted.after, sorted.before, batch.getLast().receivedAt());
        reject(connection, sorted.rejections);
        if (sorted.rows.size() > 0) {
            switch (loader) {
                case COPY -> BinaryCopy.load(connection, sorted.rows);
                case INSERT -> UnnestInsert.load(connection, sorted.rows);
            }
            sorted.rows.changes().save(connection);
        }
        // It waits for whoever accepts a point at this moment.
        long heldNow = held.save(connection, sorted.held, lookedUp);
        long values = SlowLane.store(connection, site, loader, sorted.values);
        return written.withHeld(heldNow).withValues(sorted.values.size(), values, sorted.values.newest())
                .withBehind(log.behind());
    }

    private void reject(Connection connection, List<Rejection> rejections) throws SQLException {
        if (rejections.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(REJECT)) {
            for (Rejection rejection : rejections) {
                insert.setString(1, site);
                insert.setString(2, printable(rejection.received().source()));
                insert.setString(3, rejection.boot());
                if (rejection.boot() == null) {
                    insert.setNull(4, Types.BIGINT);
                } else {
                    insert.setLong(4, rejection.seq());
                }
                insert.setString(5, rejection.reason().code());
                insert.setString(6, printable(rejection.detail()));
                insert.setInt(7, rejection.samples());
                insert.setBytes(8, rejection.received().raw());
                insert.setLong(9, rejection.received().receivedAt());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /// Text from outside may hold what a database text cannot: NUL, half surrogates.
    private static String printable(String text) {
        String cut = text.length() > DETAIL_LENGTH ? text.substring(0, DETAIL_LENGTH) : text;
        return cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }

    /// One batch on its way, against the positions as they were read.
    private final class Batch {
        private final Map<Life, FramePosition> stored;
        private final Map<Life, Before> before = new TreeMap<>();
        private final Map<Life, FramePosition> after = new TreeMap<>();
        private final Map<Life, Boolean> seen = new LinkedHashMap<>();
        private final Map<String, OptionalLong> newestBySource = new HashMap<>();
        private final ReadingRows rows = new ReadingRows();
        private final ReadingRows values = new ReadingRows();
        private final Holding held = new Holding();
        private final List<Rejection> rejections = new ArrayList<>();
        private int frames;
        private int duplicates;
        private long duplicateSamples;

        Batch(Map<Life, FramePosition> stored) {
            this.stored = stored;
            stored.forEach((life, position) -> {
                before.put(life, new Before(position.low(), position.ahead()));
                newestBySource.merge(life.source(), position.newest(), Batch::later);
            });
        }

        private static OptionalLong later(OptionalLong one, OptionalLong other) {
            return one.orElse(Long.MIN_VALUE) > other.orElse(Long.MIN_VALUE) ? one : other;
        }

        void add(Received received, @Nullable String refusal) {
            switch (received) {
                case MalformedFrame malformed -> rejections.add(new Rejection(malformed, null, 0, Reason.MALFORMED,
                        malformed.reason(), 0, true));
                case LoggedMessage logged -> add(logged.content(), refusal);
                case ReceivedFrame frame -> add(frame, refusal);
                case ReceivedValues some when refusal != null -> rejections.add(new Rejection(some, null, 0,
                        Reason.REFUSED_BY_DATABASE, refusal, some.values().size(), true));
                case ReceivedValues some -> DataPolicy.apply(some, points.names(), values, held, rejections);
            }
        }

        /// Of a log, and stored before: its source still wants to know how far it is stored.
        void pass(Received received) {
            if (received instanceof LoggedMessage logged && logged.content() instanceof ReceivedFrame frame) {
                Life life = new Life(frame.source(), frame.frame().boot());
                if (stored.containsKey(life)) {
                    seen.remove(life);
                    seen.put(life, true);
                }
                duplicateSamples += frame.frame().values().size();
            }
            duplicates++;
        }

        private void add(ReceivedFrame received, @Nullable String refusal) {
            Life life = new Life(received.source(), received.frame().boot());
            seen.remove(life);
            seen.put(life, true);
            FramePosition position = stored.computeIfAbsent(life, ignored -> FramePosition.start());
            if (!position.add(received.frame().seq())) {
                duplicates++;
                duplicateSamples += received.frame().values().size();
                return;
            }
            after.put(life, position);
            frames++;
            if (refusal != null) {
                rejections.add(Rejection.whole(received, Reason.REFUSED_BY_DATABASE, refusal));
                return;
            }
            int rowsBefore = rows.size();
            OptionalLong newest = newestBySource.getOrDefault(received.source(), OptionalLong.empty());
            DataPolicy.apply(received, newest, points.names(), rows, held, rejections);
            if (rows.size() > rowsBefore) {
                position.stored(received.frame().time());
                newestBySource.merge(received.source(), position.newest(), Batch::later);
            }
        }

        private Written settle() {
            int holes = 0;
            for (Map.Entry<Life, FramePosition> entry : after.entrySet()) {
                Before was = before.get(entry.getKey());
                holes += entry.getValue().settle(was == null ? 0 : was.low());
            }
            List<Written.SourceMark> marks = seen.keySet().stream().map(life -> new Written.SourceMark(life.source(),
                    new Mark(life.boot(), java.util.Objects.requireNonNull(stored.get(life)).low()))).toList();
            return new Written(frames, rows.size(), duplicates,
                    (int) rejections.stream().filter(Rejection::wholeFrame).count(),
                    rejections.stream().mapToLong(Rejection::samples).sum(), Rejection.byReason(rejections),
                    duplicateSamples, holes, marks, rows.newest(), 0, List.of());
        }
    }
}
