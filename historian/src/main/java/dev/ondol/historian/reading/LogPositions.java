package dev.ondol.historian.reading;

import dev.ondol.historian.sql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/// The table log_position: how far the logs of a site are stored. Only this counts; what a log remembers of its readers does
/// not. Blocking; thread-safe.
public final class LogPositions {
    private static final String BEGIN = """
            INSERT INTO log_position (site, log_id, partition, name, next_offset) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";
    private static final String SELECT = """
            SELECT next_offset FROM log_position WHERE site = ? AND log_id = ? AND partition = ?""";
    private static final String UPDATE = """
            UPDATE log_position SET next_offset = ?, changed_at = now()
            WHERE site = ? AND log_id = ? AND partition = ? AND next_offset = ?""";

    private final Database database;
    private final String site;

    public LogPositions(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// The offset of the first message that is not stored yet; empty where nothing is known of the partition.
    public OptionalLong of(LogPartition partition) {
        return database.transaction(connection -> read(connection, site, partition, ""));
    }

    /// As [#of], and makes `first` the beginning where nothing is known.
    ///
    /// @param first 0 or more
    public long from(LogPartition partition, long first) {
        return database.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
                insert.setString(1, site);
                insert.setObject(2, partition.log());
                insert.setInt(3, partition.partition());
                insert.setString(4, partition.name());
                insert.setLong(5, first);
                insert.executeUpdate();
            }
            return read(connection, site, partition, "").orElseThrow();
        });
    }

    /// Goes on elsewhere without storing what is between, because the log does not have it any more.
    ///
    /// @return false where another process has moved it meanwhile
    public boolean move(LogPartition partition, long from, long to) {
        return database.transaction(connection -> set(connection, site, partition, from, to));
    }

    private static OptionalLong read(Connection connection, String site, LogPartition partition, String lock)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + lock)) {
            select.setString(1, site);
            select.setObject(2, partition.log());
            select.setInt(3, partition.partition());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static boolean set(Connection connection, String site, LogPartition partition, long from, long to)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            update.setLong(1, to);
            update.setString(2, site);
            update.setObject(3, partition.log());
            update.setInt(4, partition.partition());
            update.setLong(5, from);
            return update.executeUpdate() == 1;
        }
    }

    /// Reads where the partitions of a batch stand. Until the transaction ends nobody else moves them.
    static Turn turn(Connection connection, String site, List<? extends Received> batch) throws SQLException {
        Turn turn = new Turn();
        TreeSet<LogPartition> partitions = new TreeSet<>();
        batch.forEach(received -> {
            if (received instanceof LoggedMessage logged) {
                partitions.add(logged.partition());
            }
        });
        for (LogPartition partition : partitions) { // in order, so that two writers cannot wait for each other
            OptionalLong at = read(connection, site, partition, " FOR UPDATE");
            turn.before.put(partition, at.orElse(-1));
            turn.now.put(partition, at.orElse(-1));
        }
        return turn;
    }

    /// What is due of one batch, within one transaction.
    static final class Turn {
        private final Map<LogPartition, Long> before = new TreeMap<>();
        private final Map<LogPartition, Long> now = new TreeMap<>();
        private final TreeSet<LogPartition> behind = new TreeSet<>();

        /// What is to be done with a message.
        enum Due {
            /// It is the next of its partition, or of no log.
            STORE,
            /// It has been stored before.
            STORED,
            /// The database stands before what its reader has read last: it was put back to an earlier time.
            TOO_EARLY
        }

        private Turn() {}

        /// To be asked once for each message, in order.
        Due due(Received received) {
            if (!(received instanceof LoggedMessage logged)) {
                return Due.STORE;
            }
            long at = now.getOrDefault(logged.partition(), -1L);
            if (logged.next() <= at) {
                return Due.STORED;
            }
            if (logged.from() > at) {
                behind.add(logged.partition());
                return Due.TOO_EARLY;
            }
            now.put(logged.partition(), logged.next());
            return Due.STORE;
        }

        /// Partitions that have to be read again from where the database stands.
        List<LogPartition> behind() {
            return List.copyOf(behind);
        }

        /// Moves the positions, in the same transaction.
        void save(Connection connection, String site) throws SQLException {
            for (Map.Entry<LogPartition, Long> entry : now.entrySet()) {
                LogPartition partition = entry.getKey();
                long was = before.getOrDefault(partition, -1L);
                if (entry.getValue() != was && !set(connection, site, partition, was, entry.getValue())) {
                    throw new IllegalStateException("The position of %s must not move while it is locked.".formatted(
                            partition));
                }
            }
        }
    }
}
