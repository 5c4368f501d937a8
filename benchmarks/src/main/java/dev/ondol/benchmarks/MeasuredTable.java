package dev.ondol.benchmarks;

import dev.ondol.facility.point.PointId;
import dev.ondol.historian.DatabaseAddress;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// The table of readings, past Ondol's own loader, which is measured against it: what it takes of the same rows from one
/// connection by one binary COPY in one transaction, and what is in it.
final class MeasuredTable {
    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0,
            0, 0, 0};
    private static final long EPOCH_2000_MILLIS = 946_684_800_000L;
    private static final int ROWS_A_BLOCK = 2_000;
    private static final int ROW_BYTES = 2 + 12 + 8 + 12 + 4 + 12;
    private static final long DAY_MILLIS = 86_400_000L;

    private final DatabaseAddress address;

    MeasuredTable(DatabaseAddress address) {
        this.address = address;
    }

    @FunctionalInterface
    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T with(Work<T> work) {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.user(),
                address.password())) {
            connection.setAutoCommit(false);
            return work.run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The database that is measured does not answer: " + e.getMessage(), e);
        }
    }

    /// Copies the readings of [PublishedFrames].
    ///
    /// @param points ids of the points of each frame
    /// @param start  plant time of the first frame
    /// @return rows a second, the commit included
    double copy(int[] points, int frames, long start) {
        return with(connection -> {
            long begin = System.nanoTime();
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(
                    "COPY reading (time, point_id, value, quality, received_at) FROM STDIN (FORMAT binary)");
            copy.writeToCopy(HEADER, 0, HEADER.length);
            byte[] bytes = new byte[ROWS_A_BLOCK * ROW_BYTES];
            ByteBuffer block = ByteBuffer.wrap(bytes);
            for (int seq = 1; seq <= frames; seq++) {
                for (int sample = 0; sample < points.length; sample++) {
                    put(block, start + seq * PublishedFrames.PERIOD_MILLIS, points[sample],
                            PublishedFrames.value(seq, sample));
                    if (!block.hasRemaining()) {
                        flush(copy, bytes, block);
                    }
                }
            }
            flush(copy, bytes, block);
            copy.writeToCopy(new byte[]{-1, -1}, 0, 2);
            long rows = copy.endCopy();
            connection.commit();
            return rows / ((System.nanoTime() - begin) / 1e9);
        });
    }

    private static void put(ByteBuffer block, long millis, int point, double value) {
        long micros = (millis - EPOCH_2000_MILLIS) * 1_000;
        block.putShort((short) 5).putInt(8).putLong(micros).putInt(4).putInt(point).putInt(8).putDouble(value)
                .putInt(-1).putInt(8).putLong(micros);
    }

    private static void flush(CopyIn copy, byte[] bytes, ByteBuffer block) throws SQLException {
        copy.writeToCopy(bytes, 0, block.position());
        block.clear();
    }

    /// Ids in the table point.
    int[] ids(String site, List<PointId> points) {
        Map<String, Integer> ids = with(connection -> {
            Map<String, Integer> all = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT name, id FROM point WHERE site = ?")) {
                select.setString(1, site);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        all.put(rows.getString(1), rows.getInt(2));
                    }
                }
            }
            return all;
        });
        return points.stream().map(PointId::toString).mapToInt(ids::get).toArray();
    }

    /// Process of the server on this machine, whose children serve the connections.
    long serverPid() {
        return with(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT pg_backend_pid()");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow().pid();
            }
        });
    }

    /// Of disk that a row takes, its index included.
    double bytesPerRow() {
        return with(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT sum(pg_total_relation_size(relation)) / (SELECT count(*) FROM reading)
                    FROM (SELECT 'reading'::regclass::oid AS relation
                        UNION SELECT inhrelid FROM pg_inherits WHERE inhparent = 'reading'::regclass) parts""");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getDouble(1);
            }
        });
    }

    /// Rows of a day of plant time.
    long rows(long start) {
        return count("count(*)", start);
    }

    /// Readings of a day of plant time, each counted once.
    long distinct(long start) {
        return count("count(DISTINCT (time, point_id))", start);
    }

    private long count(String what, long start) {
        return with(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT " + what
                    + " FROM reading WHERE time >= to_timestamp(? / 1000.0) AND time < to_timestamp(? / 1000.0)")) {
                select.setLong(1, start);
                select.setLong(2, start + DAY_MILLIS);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }
}
