package dev.ondol.historian.discovery;

import dev.ondol.facility.point.UnitConversion;
import dev.ondol.historian.discovery.NewPoints.Stored;
import dev.ondol.historian.rollup.Changes;
import dev.ondol.historian.rollup.Kept;
import dev.ondol.historian.sql.PlantTime;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/// Makes readings of what is held of a name, in one transaction with its acceptance.
final class Release {
    private static final String OURS = "CASE WHEN c.factor = 1 AND c.shift = 0 THEN h.value ELSE h.value * c.factor + c.shift END";
    private static final String HELD = """
            (SELECT h.id, h.time, %s AS value, h.value AS raw, h.quality, h.received_at, h.numbered
             FROM held_sample h, (SELECT ?::float8 AS factor, ?::float8 AS shift) AS c
             WHERE h.site = ? AND h.name = ?) AS o""".formatted(OURS);
    private static final String STORE = """
            INSERT INTO reading (time, point_id, value, quality, received_at)
            SELECT o.time, ?, o.value, o.quality, o.received_at FROM %s
            WHERE o.value >= ? AND o.value <= ? AND %s >= ? AND (o.numbered OR NOT EXISTS (
                SELECT FROM held_sample e WHERE e.site = ? AND e.name = ? AND e.time = o.time AND e.id < o.id)
                AND NOT EXISTS (SELECT FROM reading r WHERE r.point_id = ? AND r.time = o.time))
            ORDER BY o.time, o.id
            RETURNING %s""".formatted(HELD, PlantTime.millis("o.time"), PlantTime.millis("time"));
    private static final String REFUSED = """
            SELECT %s, o.raw, o.value, o.quality FROM %s
            WHERE NOT (o.value >= ? AND o.value <= ? AND %s >= ?) ORDER BY o.time, o.id"""
            .formatted(PlantTime.millis("o.time"), HELD, PlantTime.millis("o.time"));
    private static final String REJECT = """
            INSERT INTO rejected_frame (site, source, boot, seq, reason, detail, samples, raw, received_at)
            VALUES (?, ?, NULL, NULL, 'out-of-range', ?, ?, ?, now())""";

    private final Connection connection;
    private final String site;
    private final String name;
    private final UnitConversion conversion;
    private final Stored point;
    private final long keptFrom;

    Release(Connection connection, String site, String name, UnitConversion conversion, Stored point)
            throws SQLException {
        this.connection = connection;
        this.site = site;
        this.name = name;
        this.conversion = conversion;
        this.point = point;
        this.keptFrom = Kept.read(connection).readings();
    }

    /// @return readings stored
    long store() throws SQLException {
        Changes changes = new Changes();
        long stored = 0;
        try (PreparedStatement insert = connection.prepareStatement(STORE)) {
            insert.setInt(1, point.id());
            held(insert, 2);
            bounds(insert, 6);
            insert.setString(9, site);
            insert.setString(10, name);
            insert.setInt(11, point.id());
            try (ResultSet times = insert.executeQuery()) {
                while (times.next()) {
                    changes.add(times.getLong(1));
                    stored++;
                }
            }
        }
        changes.save(connection);
        return stored;
    }

    /// Keeps the others with the reason, their values as lines of CSV.
    ///
    /// @return readings refused
    int refuse(String source) throws SQLException {
        StringBuilder lines = new StringBuilder("time,point,value,quality\n");
        String example = "";
        int refused = 0;
        try (PreparedStatement select = connection.prepareStatement(REFUSED)) {
            held(select, 1);
            bounds(select, 5);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    refused++;
                    String quality = rows.getString(4);
                    lines.append(String.format(Locale.ROOT, "%d,\"%s\",%s,%s%n", rows.getLong(1),
                            name.replace("\"", "\"\""), rows.getDouble(2), quality == null ? "" : quality));
                    example = "%s = %s (plausible: %s to %s)".formatted(name, rows.getDouble(3), point.low(),
                            point.high());
                }
            }
        }
        if (refused > 0) {
            try (PreparedStatement insert = connection.prepareStatement(REJECT)) {
                insert.setString(1, site);
                insert.setString(2, source);
                insert.setString(3, "held until the point was accepted: " + example
                        + (keptFrom == Long.MIN_VALUE ? "" : ", or before what is kept"));
                insert.setInt(4, refused);
                insert.setBytes(5, lines.toString().getBytes(StandardCharsets.UTF_8));
                insert.executeUpdate();
            }
        }
        return refused;
    }

    private void held(PreparedStatement statement, int first) throws SQLException {
        statement.setDouble(first, conversion.factor());
        statement.setDouble(first + 1, conversion.offset());
        statement.setString(first + 2, site);
        statement.setString(first + 3, name);
    }

    private void bounds(PreparedStatement statement, int first) throws SQLException {
        statement.setDouble(first, point.low());
        statement.setDouble(first + 1, point.high());
        statement.setLong(first + 2, keptFrom);
    }
}
