package dev.ondol.historian.report;

import dev.ondol.historian.report.SpanFigures.Commands;
import dev.ondol.historian.report.SpanFigures.Done;
import dev.ondol.historian.report.SpanFigures.Inlets;
import dev.ondol.historian.report.SpanFigures.MeterHour;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads [SpanFigures] of one site. Blocking; thread-safe.
public final class SpanStore {
    private static final String ENERGY = """
            SELECT meter, %s, kwh, hours FROM v_energy_hour
            WHERE site = ? AND hour >= %s AND hour < %s ORDER BY meter, hour""".formatted(PlantTime.millis("hour"),
            PlantTime.PARAMETER, PlantTime.PARAMETER);
    private static final String INLETS = """
            SELECT max, equipment, count(*) OVER (), count(*) FILTER (WHERE max > ?) OVER () FROM v_reading_1h
            WHERE site = ? AND quantity = 'inlet-air-temperature' AND time >= %s AND time < %s
            ORDER BY max DESC, equipment LIMIT 1""".formatted(PlantTime.PARAMETER, PlantTime.PARAMETER);
    private static final String COMMANDS = """
            SELECT count(*), count(*) FILTER (WHERE applied), count(*) FILTER (WHERE answered AND NOT applied) FROM (
                SELECT coalesce(bool_or(a.status = 'APPLIED'), false) AS applied,
                       coalesce(bool_or(a.status NOT IN ('APPLIED', 'DUPLICATE')), false) AS answered
                FROM command c LEFT JOIN acknowledgement a ON a.site = c.site AND a.epoch = c.epoch AND a.seq = c.seq
                WHERE c.site = ? AND c.issued_at >= %s AND c.issued_at < %s GROUP BY c.epoch, c.seq) AS each"""
            .formatted(
                    PlantTime.PARAMETER, PlantTime.PARAMETER);
    private static final String STOPPED = "SELECT count(*) FROM rejected_setpoint WHERE site = ? AND time >= %s AND time < %s"
            .formatted(PlantTime.PARAMETER, PlantTime.PARAMETER);
    private static final String ALARMS = """
            SELECT priority, count(*) FROM alarm
            WHERE site = ? AND (body ->> 'raised')::bigint >= ? AND (body ->> 'raised')::bigint < ?
            GROUP BY priority""";
    private static final String DONE = """
            SELECT kind, body::jsonb ->> 'action', body::jsonb ->> 'outcome', count(*) FROM audit
            WHERE site = ? AND kind <> 'command' AND CASE WHEN kind <> 'command' THEN (body::jsonb ->> 'plant')::bigint >= ?
                AND (body::jsonb ->> 'plant')::bigint < ? ELSE false END
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""";

    private final Database database;
    private final String site;

    /// Reads one row.
    @FunctionalInterface
    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    public SpanStore(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// @param from        plant time in milliseconds
    /// @param to          exclusive
    /// @param recommended upper end of the recommended range of inlets, Celsius
    public SpanFigures read(long from, long to, double recommended) {
        return database.transaction(connection -> new SpanFigures(
                rows(connection, ENERGY, row -> new MeterHour(row.getString(1), row.getLong(2), row.getDouble(3), row
                        .getInt(4)), site, from, to),
                rows(connection, INLETS, row -> new Inlets(row.getDouble(1), row.getString(2),
                        row.getLong(3), row.getLong(4)), recommended, site, from, to).stream().findFirst().orElse(
                                new Inlets(null, null, 0, 0)),
                commands(connection, from, to), alarms(connection, from, to),
                rows(connection, DONE, row -> new Done(row.getString(1), row.getString(2), row.getString(3), row
                        .getLong(4)), site, from, to)));
    }

    private Commands commands(Connection connection, long from, long to) throws SQLException {
        long stopped = rows(connection, STOPPED, row -> row.getLong(1), site, from, to).getFirst();
        return rows(connection, COMMANDS, row -> new Commands(row.getLong(1), row.getLong(2), row.getLong(3), stopped),
                site, from, to).getFirst();
    }

    private Map<String, Long> alarms(Connection connection, long from, long to) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        rows(connection, ALARMS, row -> Map.entry(row.getString(1), row.getLong(2)), site, from, to)
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    private static <T> List<T> rows(Connection connection, String sql, Row<T> row, Object... parameters)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            List<T> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(row.of(rows));
                }
            }
            return found;
        }
    }
}
