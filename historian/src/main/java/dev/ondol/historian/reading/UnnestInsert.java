package dev.ondol.historian.reading;

import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Loads readings by INSERT from arrays.
final class UnnestInsert {
    private static final String INSERT = """
            INSERT INTO reading (time, point_id, value, quality, received_at)
            SELECT %s, point_id, value, quality, %s
            FROM unnest(?::bigint[], ?::integer[], ?::double precision[], ?::text[], ?::bigint[])
                 AS r (time, point_id, value, quality, received)"""
            .formatted(PlantTime.of("r.time"), PlantTime.of("r.received"));

    /// Rows in one statement: small servers want a message in one piece, some kilobytes.
    private static final int ROWS = 64;

    private UnnestInsert() {}

    static void load(Connection connection, ReadingRows rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int from = 0; from < rows.size(); from += ROWS) {
                load(connection, insert, rows, from, Math.min(ROWS, rows.size() - from));
            }
        }
    }

    private static void load(Connection connection, PreparedStatement insert, ReadingRows rows, int from, int size)
            throws SQLException {
        Long[] times = new Long[size];
        Integer[] points = new Integer[size];
        Double[] values = new Double[size];
        @Nullable
        String[] qualities = new String[size];
        Long[] received = new Long[size];
        for (int row = 0; row < size; row++) {
            times[row] = rows.time(from + row);
            points[row] = rows.point(from + row);
            values[row] = rows.value(from + row);
            qualities[row] = rows.quality(from + row);
            received[row] = rows.received(from + row);
        }
        insert.setArray(1, connection.createArrayOf("int8", times));
        insert.setArray(2, connection.createArrayOf("int4", points));
        insert.setArray(3, connection.createArrayOf("float8", values));
        insert.setArray(4, connection.createArrayOf("text", qualities));
        insert.setArray(5, connection.createArrayOf("int8", received));
        int stored = insert.executeUpdate();
        if (stored != size) {
            throw new SQLException("INSERT stored %d of %d rows.".formatted(stored, size));
        }
    }
}
