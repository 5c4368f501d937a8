package dev.ondol.historian.rollup;

import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// Keeps the newest good reading of each point at hand, so that asking for thousands of them does not search the readings.
final class LastValues {
    private static final long PIECE = 3_600_000;
    /// Only for points whose newest reading may lie in the stretch: whoever has a later one already is left out.
    private static final String UPDATE = """
            WITH stretch AS (SELECT %1$s AS low, %1$s AS high)
            INSERT INTO last_value AS l (point_id, time, value)
            SELECT DISTINCT ON (r.point_id) r.point_id, r.time, r.value
            FROM reading r
            WHERE r.time >= %1$s AND r.time < %1$s AND r.quality IS NULL
              AND NOT EXISTS (SELECT FROM last_value n, stretch WHERE n.point_id = r.point_id AND n.time >= stretch.high)
            ORDER BY r.point_id, r.time DESC
            ON CONFLICT (point_id) DO UPDATE SET time = excluded.time, value = excluded.value
            WHERE l.time < excluded.time"""
            .formatted(PlantTime.PARAMETER);
    private static final String ANY_OLDER = """
            SELECT FROM point p LEFT JOIN last_value l ON l.point_id = p.id
            WHERE l.time IS NULL OR l.time < %s LIMIT 1""".formatted(PlantTime.PARAMETER);

    private LastValues() {}

    /// Takes up the readings of these stretches, newest first.
    static void update(Connection connection, List<Span> stretches) throws SQLException {
        for (Span stretch : stretches.reversed()) {
            for (Span piece : stretch.pieces(PIECE).reversed()) {
                if (anyOlder(connection, piece.to())) {
                    update(connection, piece);
                }
            }
        }
    }

    private static boolean anyOlder(Connection connection, long than) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ANY_OLDER)) {
            select.setLong(1, than);
            return select.executeQuery().next();
        }
    }

    private static void update(Connection connection, Span piece) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(UPDATE)) {
            insert.setLong(1, piece.from());
            insert.setLong(2, piece.to());
            insert.setLong(3, piece.from());
            insert.setLong(4, piece.to());
            insert.executeUpdate();
        }
    }
}
