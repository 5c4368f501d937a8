package dev.ondol.historian.reading;

import dev.ondol.facility.point.PointId;
import dev.ondol.historian.reading.History.LastValue;
import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Reads the newest good reading of many points: what is kept at hand of them, and what was written since.
final class LastValuesQuery {
    private static final String KEPT = """
            SELECT p.name, %s, l.value FROM point p JOIN last_value l ON l.point_id = p.id
            WHERE p.site = ? AND p.name = ANY (?)""".formatted(PlantTime.millis("l.time"));

    private LastValuesQuery() {}

    static Map<PointId, LastValue> run(Connection connection, String site, Collection<PointId> points)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        }
        Object[] names = points.stream().map(PointId::toString).toArray();
        Map<PointId, LastValue> last = new HashMap<>();
        read(connection, KEPT, site, names, last);
        try (Statement statement = connection.createStatement();
                ResultSet waiting = statement.executeQuery("SELECT %s, %s FROM reading_change".formatted(
                        PlantTime.millis("min(low)"), PlantTime.millis("max(high)")))) {
            waiting.next();
            long low = waiting.getLong(1);
            if (!waiting.wasNull()) {
                read(connection, since(low, waiting.getLong(2)), site, names, last);
            }
        }
        return last;
    }

    /// Bounds as literals, so that chunks outside of them are not even planned.
    private static String since(long low, long high) {
        return """
                SELECT p.name, %s, r.value
                FROM point p CROSS JOIN LATERAL (SELECT time, value FROM reading
                    WHERE point_id = p.id AND quality IS NULL AND time >= %s AND time <= %s
                    ORDER BY time DESC LIMIT 1) r
                WHERE p.site = ? AND p.name = ANY (?)""".formatted(PlantTime.millis("r.time"), PlantTime.literal(low),
                PlantTime.literal(high));
    }

    private static void read(Connection connection, String query, String site, Object[] names,
            Map<PointId, LastValue> last) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, site);
            select.setArray(2, connection.createArrayOf("text", names));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    LastValue found = new LastValue(rows.getLong(2), rows.getDouble(3));
                    last.merge(PointId.of(rows.getString(1)), found,
                            (one, other) -> other.time() > one.time() ? other : one);
                }
            }
        }
    }
}
