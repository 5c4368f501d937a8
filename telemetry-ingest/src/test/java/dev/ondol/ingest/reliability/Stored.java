package dev.ondol.ingest.reliability;

import dev.ondol.facility.point.PointId;
import dev.ondol.historian.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What of a load is in the table, read past Ondol's own queries.
final class Stored {
    /// Rows of one instant: how many, of how many points, and a sum that knows which point has which value.
    private record Instant(long rows, long points, long checksum) {}

    private final DatabaseAddress address;

    Stored(DatabaseAddress address) {
        this.address = address;
    }

    long rows() throws SQLException {
        return number("SELECT count(*) FROM reading");
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// What is missing or too much, by source; empty where every frame is there once, whole and right.
    ///
    /// @param times plant time of a frame by source and sequence number
    Map<String, String> differences(Load load, Times times) throws SQLException {
        Map<String, String> differences = new TreeMap<>();
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            Map<PointId, Integer> ids = ids(statement);
            for (int source = 0; source < Load.SOURCES; source++) {
                Map<Long, Instant> stored = stored(statement, source, ids);
                long wrong = 0;
                for (long seq = 1; seq <= load.framesOfSource(); seq++) {
                    Instant at = stored.remove(times.of(source, seq));
                    wrong += expected(source, seq, ids).equals(at) ? 0 : 1;
                }
                if (wrong > 0 || !stored.isEmpty()) {
                    differences.put(Load.name(source),
                            "%d frames differ, %d instants are too many".formatted(wrong, stored.size()));
                }
            }
        }
        return differences;
    }

    /// Tells the plant time of a frame.
    @FunctionalInterface
    interface Times {
        long of(int source, long seq);
    }

    private static Map<PointId, Integer> ids(Statement statement) throws SQLException {
        Map<PointId, Integer> ids = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT name, id FROM point")) {
            while (rows.next()) {
                ids.put(PointId.of(rows.getString(1)), rows.getInt(2));
            }
        }
        return ids;
    }

    private static Map<Long, Instant> stored(Statement statement, int source, Map<PointId, Integer> ids)
            throws SQLException {
        String wanted = String.join(",", Load.points(source).stream().map(id -> String.valueOf(ids.get(id))).toList());
        Map<Long, Instant> stored = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT (extract(epoch FROM time) * 1000)::bigint, count(*), count(DISTINCT point_id),
                       sum(value::bigint * (point_id %% 1009))
                FROM reading WHERE point_id IN (%s) GROUP BY time""".formatted(wanted))) {
            while (rows.next()) {
                stored.put(rows.getLong(1), new Instant(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
            }
        }
        return stored;
    }

    private static Instant expected(int source, long seq, Map<PointId, Integer> ids) {
        long checksum = 0;
        for (int sample = 0; sample < Load.SAMPLES; sample++) {
            int id = ids.getOrDefault(Load.points(source).get(sample), 0);
            checksum += ((long) Load.value(source, seq, sample)) * (id % 1009);
        }
        return new Instant(Load.SAMPLES, Load.SAMPLES, checksum);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
