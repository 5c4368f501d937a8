package dev.ondol.historian.rollup;

import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// Keeps the newest good reading of each point at hand, so that asking for thousands of them does not search the readings.
final class LastValues {
    private static final long HOUR = 3_600_000;
    private static final String UNLESS_NEWER = """
            ON CONFLICT (point_id) DO UPDATE SET time = excluded.time, value = excluded.value
            WHERE l.time < excluded.time""";
    /// One walk over all readings of the stretch.
    private static final String OF_ALL = """
            INSERT INTO last_value AS l (point_id, time, value)
            SELECT DISTINCT ON (point_id) point_id, time, value
            FROM reading WHERE time >= %1$s AND time < %1$s AND quality IS NULL
            ORDER BY point_id, time DESC
            """.formatted(PlantTime.PARAMETER) + UNLESS_NEWER;
    /// One look into the index of the readings for each point that has nothing as new as the end of the stretch.
    private static final String OF_SILENT = """
            INSERT INTO last_value AS l (point_id, time, value)
            SELECT p.id, r.time, r.value
            FROM point p LEFT JOIN last_value v ON v.point_id = p.id CROSS JOIN LATERAL (
                SELECT time, value FROM reading
                WHERE point_id = p.id AND time >= %1$s AND time < %1$s AND quality IS NULL
                ORDER BY time DESC LIMIT 1) r
            WHERE v.time IS NULL OR v.time < %1$s
            """.formatted(PlantTime.PARAMETER) + UNLESS_NEWER;

    private LastValues() {}

    /// Takes up the readings of these stretches, newest first. Nearly every point that is measured has a reading in the last hour
    /// of a stretch; those that have none are few, and walking back through weeks of all others' readings for them took hours.
    static void update(Connection connection, List<Span> stretches) throws SQLException {
        for (Span stretch : stretches.reversed()) {
            long lastHour = Math.max(stretch.from(), stretch.to() - HOUR);
            execute(connection, OF_ALL, lastHour, stretch.to());
            if (stretch.from() < lastHour) {
                execute(connection, OF_SILENT, stretch.from(), lastHour, lastHour);
            }
        }
    }

    private static void execute(Connection connection, String sql, long... times) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < times.length; i++) {
                insert.setLong(i + 1, times[i]);
            }
            insert.executeUpdate();
        }
    }
}
