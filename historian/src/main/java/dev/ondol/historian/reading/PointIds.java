package dev.ondol.historian.reading;

import dev.ondol.facility.point.PointId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The numbers of a site's points in the database. They never change, so each is asked for once. Thread-safe.
final class PointIds {
    private final String site;
    private final Map<PointId, Integer> known = new ConcurrentHashMap<>();

    PointIds(String site) {
        this.site = site;
    }

    /// Of those points that the database knows.
    Map<Integer, PointId> of(Connection connection, Collection<PointId> points) throws SQLException {
        List<PointId> unknown = points.stream().filter(point -> !known.containsKey(point)).toList();
        if (!unknown.isEmpty()) {
            ask(connection, unknown);
        }
        Map<Integer, PointId> ids = HashMap.newHashMap(points.size());
        for (PointId point : points) {
            Integer id = known.get(point);
            if (id != null) {
                ids.put(id, point);
            }
        }
        return ids;
    }

    private void ask(Connection connection, List<PointId> unknown) throws SQLException {
        try (PreparedStatement select = connection
                .prepareStatement("SELECT name, id FROM point WHERE site = ? AND name = ANY (?)")) {
            select.setString(1, site);
            select.setArray(2, connection.createArrayOf("text", unknown.stream().map(PointId::toString).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    known.put(PointId.of(rows.getString(1)), rows.getInt(2));
                }
            }
        }
    }
}
