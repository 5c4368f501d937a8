package dev.ondol.historian.reading;

import dev.ondol.historian.rollup.Changes;
import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// Stores readings that no sequence number identifies: of several with the same point and time the first is kept, and none
/// is stored for which there is a row. It looks for each in the index on (point_id, time) of the days they belong to, so it
/// costs several times what frames cost.
///
/// Writers of a site take turns by the row of the site in slow_lane: what one has stored and not yet committed the other
/// could not see. The row is none of frame_position, because each row there becomes a mark that the edge gets.
final class SlowLane {
    private static final int ROWS = 2_000;
    private static final int ROWS_OF_SMALL_SERVERS = 64;
    private static final String TURN = """
            INSERT INTO slow_lane (site, turns) VALUES (?, 1)
            ON CONFLICT (site) DO UPDATE SET turns = slow_lane.turns + 1""";
    private SlowLane() {}

    /// The last thing of a transaction: it changes how the rest of it is planned.
    ///
    /// @return rows that were new
    static long store(Connection connection, String site, Loader loader, ReadingRows rows) throws SQLException {
        if (rows.size() == 0) {
            return 0;
        }
        try (PreparedStatement turn = connection.prepareStatement(TURN)) {
            turn.setString(1, site);
            turn.executeUpdate();
        }
        try (Statement statement = connection.createStatement()) {
            // each reading is looked up by the index; another join would read whole days
            statement.execute("SET LOCAL enable_hashjoin = off");
            statement.execute("SET LOCAL enable_mergejoin = off");
        }
        int most = switch (loader) {
            case COPY -> ROWS;
            case INSERT -> ROWS_OF_SMALL_SERVERS;
        };
        Changes changes = new Changes();
        long stored = 0;
        for (int from = 0; from < rows.size(); from += most) {
            stored += store(connection, rows, from, Math.min(most, rows.size() - from), changes);
        }
        changes.save(connection);
        return stored;
    }

    private static long store(Connection connection, ReadingRows rows, int from, int size, Changes changes)
            throws SQLException {
        Long[] times = new Long[size];
        Integer[] points = new Integer[size];
        Double[] values = new Double[size];
        @Nullable
        String[] qualities = new String[size];
        Long[] received = new Long[size];
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        for (int row = 0; row < size; row++) {
            times[row] = rows.time(from + row);
            earliest = Math.min(earliest, rows.time(from + row));
            latest = Math.max(latest, rows.time(from + row));
            points[row] = rows.point(from + row);
            values[row] = rows.value(from + row);
            qualities[row] = rows.quality(from + row);
            received[row] = rows.received(from + row);
        }
        try (PreparedStatement insert = connection.prepareStatement(insert(earliest, latest))) {
            insert.setArray(1, connection.createArrayOf("int8", times));
            insert.setArray(2, connection.createArrayOf("int4", points));
            insert.setArray(3, connection.createArrayOf("float8", values));
            insert.setArray(4, connection.createArrayOf("text", qualities));
            insert.setArray(5, connection.createArrayOf("int8", received));
            return stored(insert, changes);
        }
    }

    /// Bounds are literals, so that the planner leaves out the other days.
    private static String insert(long earliest, long latest) {
        return """
                WITH stored AS (
                    INSERT INTO reading (time, point_id, value, quality, received_at)
                    SELECT DISTINCT ON (s.point_id, s.time) %1$s, s.point_id, s.value, s.quality, %2$s
                    FROM unnest(?::bigint[], ?::integer[], ?::double precision[], ?::text[], ?::bigint[])
                         WITH ORDINALITY AS s (time, point_id, value, quality, received, n)
                    WHERE NOT EXISTS (SELECT FROM reading r WHERE r.point_id = s.point_id AND r.time = %1$s
                                      AND r.time >= %3$s AND r.time <= %4$s)
                    ORDER BY s.point_id, s.time, s.n
                    RETURNING time)
                SELECT count(*), %5$s, %6$s FROM stored GROUP BY date_trunc('hour', time, 'UTC')""".formatted(
                PlantTime.of("s.time"), PlantTime.of("s.received"), PlantTime.literal(earliest),
                PlantTime.literal(latest), PlantTime.millis("min(time)"), PlantTime.millis("max(time)"));
    }

    /// One row for each hour in which something was stored.
    private static long stored(PreparedStatement insert, Changes changes) throws SQLException {
        long stored = 0;
        try (ResultSet hours = insert.executeQuery()) {
            while (hours.next()) {
                stored += hours.getLong(1);
                changes.add(hours.getLong(2));
                changes.add(hours.getLong(3));
            }
        }
        return stored;
    }
}
