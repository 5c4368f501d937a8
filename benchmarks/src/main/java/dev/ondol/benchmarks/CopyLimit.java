package dev.ondol.benchmarks;

import dev.ondol.historian.DatabaseAddress;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// What the database takes of the same rows from one connection, by one binary COPY in one transaction, with nothing else in the
/// way. Written apart from Ondol's own loader, which is measured against it.
final class CopyLimit {
    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0,
            0, 0, 0};
    private static final long EPOCH_2000_MILLIS = 946_684_800_000L;
    private static final int ROWS_A_BLOCK = 2_000;
    private static final int ROW_BYTES = 2 + 12 + 8 + 12 + 4 + 12;

    private CopyLimit() {}

    /// @param points ids of the points of each frame
    /// @param start  plant time of the first frame
    /// @return rows a second, the commit included
    static double measure(DatabaseAddress address, int[] points, int frames, long start) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.user(),
                address.password())) {
            connection.setAutoCommit(false);
            long begin = System.nanoTime();
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(
                    "COPY reading (time, point_id, value, quality, received_at) FROM STDIN (FORMAT binary)");
            copy.writeToCopy(HEADER, 0, HEADER.length);
            byte[] bytes = new byte[ROWS_A_BLOCK * ROW_BYTES];
            ByteBuffer block = ByteBuffer.wrap(bytes);
            for (int seq = 1; seq <= frames; seq++) {
                for (int sample = 0; sample < points.length; sample++) {
                    put(block, start + seq * 1_000L, points[sample],
                            (seq * 7_919L + sample * 104_729L) % 100_003 / 100.0);
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
        }
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
}
