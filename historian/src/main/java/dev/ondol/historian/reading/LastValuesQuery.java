package dev.ondol.historian.reading;

import dev.ondol.facility.point.PointId;
import dev.ondol.historian.reading.History.LastValue;
import dev.ondol.historian.rollup.Changes;
import dev.ondol.historian.rollup.Resolution;
import dev.ondol.historian.rollup.Span;
import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the newest good reading of many points: what is kept at hand of them, and what was written since.
final class LastValuesQuery {
    /// So many milliseconds of waiting readings are read whole; of more than that only each point's newest are looked up.
    private static final long SHORT = 5 * 60_000;
    private static final String KEPT = """
            SELECT point_id, (date_part('epoch', time) * 1000)::bigint, value FROM last_value WHERE point_id = ANY (?)""";

    private LastValuesQuery() {}

    static Map<PointId, LastValue> run(Connection connection, Map<Integer, PointId> points) throws SQLException {
        Map<PointId, LastValue> last = HashMap.newHashMap(points.size());
        read(connection, KEPT, points, last);
        List<Span> waiting = Changes.pending(connection, Resolution.MINUTE);
        if (waiting.stream().mapToLong(span -> span.to() - span.from()).sum() <= SHORT) {
            for (Span span : waiting) {
                read(connection, """
                        SELECT point_id, (date_part('epoch', time) * 1000)::bigint, value FROM reading
                        WHERE time >= %s AND time < %s AND quality IS NULL AND point_id = ANY (?)"""
                        .formatted(PlantTime.literal(span.from()), PlantTime.literal(span.to())), points, last);
            }
        } else {
            read(connection, newest(waiting.getFirst().from(), waiting.getLast().to()), points, last);
        }
        return last;
    }

    /// Bounds as literals, so that chunks outside of them are not even planned.
    private static String newest(long from, long to) {
        return """
                SELECT p.id, (date_part('epoch', r.time) * 1000)::bigint, r.value
                FROM unnest(?::integer[]) AS p (id) CROSS JOIN LATERAL (SELECT time, value FROM reading
                    WHERE point_id = p.id AND quality IS NULL AND time >= %s AND time < %s
                    ORDER BY time DESC LIMIT 1) r""".formatted(PlantTime.literal(from), PlantTime.literal(to));
    }

    private static void read(Connection connection, String query, Map<Integer, PointId> points,
            Map<PointId, LastValue> last) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setArray(1, connection.createArrayOf("int4", points.keySet().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    PointId point = points.get(rows.getInt(1));
                    if (point != null) {
                        last.merge(point, new LastValue(rows.getLong(2), rows.getDouble(3)),
                                (one, other) -> other.time() > one.time() ? other : one);
                    }
                }
            }
        }
    }
}
