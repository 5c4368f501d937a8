package dev.ondol.historian.reading;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Loads readings by COPY in PostgreSQL's binary format: header, rows of length-prefixed fields, trailer (PostgreSQL
/// manual, "COPY", "Binary Format").
final class BinaryCopy {
    private static final String COPY = """
            COPY reading (time, point_id, value, quality, received_at) FROM STDIN (FORMAT binary)""";
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    /// Binary timestamps count from 2000-01-01T00:00Z.
    private static final long EPOCH_2000_MILLIS = 946_684_800_000L;
    private static final int FIELDS = 5;
    private static final int FLUSH_AT = 1 << 16;
    private static final int LARGEST_ROW = 256;

    private BinaryCopy() {}

    static void load(Connection connection, ReadingRows rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        ByteBuffer buffer = ByteBuffer.allocate(FLUSH_AT + LARGEST_ROW);
        buffer.put(SIGNATURE).putInt(0).putInt(0);
        for (int row = 0; row < rows.size(); row++) {
            put(buffer, rows, row);
            if (buffer.position() >= FLUSH_AT) {
                copy.writeToCopy(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        }
        buffer.putShort((short) -1);
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        long stored = copy.endCopy();
        if (stored != rows.size()) {
            throw new SQLException("COPY stored %d of %d rows.".formatted(stored, rows.size()));
        }
    }

    private static void put(ByteBuffer buffer, ReadingRows rows, int row) {
        buffer.putShort((short) FIELDS);
        time(buffer, rows.time(row));
        buffer.putInt(Integer.BYTES).putInt(rows.point(row));
        buffer.putInt(Double.BYTES).putDouble(rows.value(row));
        text(buffer, rows.quality(row));
        time(buffer, rows.received(row));
    }

    private static void time(ByteBuffer buffer, long millis) {
        buffer.putInt(Long.BYTES).putLong(Math.multiplyExact(millis - EPOCH_2000_MILLIS, 1_000L));
    }

    private static void text(ByteBuffer buffer, @Nullable String text) {
        if (text == null) {
            buffer.putInt(-1);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            buffer.putInt(bytes.length).put(bytes);
        }
    }
}
