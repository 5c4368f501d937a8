package dev.ondol.historian.csv;

import dev.ondol.historian.rollup.Resolution;
import dev.ondol.historian.rollup.Span;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Writes stored readings as CSV, good or not, in order of time and point: what [CsvImport] reads.
public final class CsvExport {
    private static final int FETCH = 10_000;

    private final Database database;
    private final String site;

    public CsvExport(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// The hours from the first reading to the last, as far as they are rolled up; empty where there is none.
    public Optional<Span> range() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT %s, %s FROM rollup_1h WHERE point_id IN (SELECT id FROM point WHERE site = ?)"""
                    .formatted(PlantTime.millis("min(bucket)"), PlantTime.millis("max(bucket)")))) {
                select.setString(1, site);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    long first = rows.getLong(1);
                    return rows.wasNull()
                            ? Optional.empty()
                            : Optional.of(new Span(first, rows.getLong(2) + Resolution.HOUR.millis()));
                }
            }
        });
    }

    /// Writes the header and the readings from `from` to before `to`, plant milliseconds.
    ///
    /// @param points   names, with `*` for any characters; empty for all
    /// @param timeDone called after each hour with the plant time that is written
    /// @return readings written
    public long run(Appendable out, List<String> points, long from, long to, LongConsumer timeDone)
            throws IOException {
        out.append("time,point,value,quality\n");
        String[] patterns = points.isEmpty()
                ? new String[]{"%"}
                : points.stream().map(CsvExport::like).toArray(String[]::new);
        long written = 0;
        for (long at = from; at < to;) {
            long start = at;
            long end = Math.min(to, Resolution.HOUR.floor(at) + Resolution.HOUR.millis());
            try {
                written += database.transaction(connection -> hour(connection, out, patterns, start, end));
            } catch (UncheckedIOException e) {
                throw new IOException("The file cannot be written.", e.getCause());
            }
            at = end;
            timeDone.accept(at);
        }
        return written;
    }

    private static String like(String pattern) {
        return pattern.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace('*', '%');
    }

    private long hour(Connection connection, Appendable out, String[] patterns, long from, long to)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT %s, p.name, r.value, r.quality FROM reading r JOIN point p ON p.id = r.point_id
                WHERE p.site = ? AND p.name LIKE ANY (?) AND r.time >= %s AND r.time < %s ORDER BY r.time, p.name"""
                .formatted(PlantTime.millis("r.time"), PlantTime.literal(from), PlantTime.literal(to)))) {
            select.setFetchSize(FETCH);
            select.setString(1, site);
            select.setArray(2, connection.createArrayOf("text", patterns));
            long written = 0;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String quality = rows.getString(4);
                    out.append(Instant.ofEpochMilli(rows.getLong(1)).toString()).append(',').append(rows.getString(2))
                            .append(',').append(Double.toString(rows.getDouble(3))).append(',')
                            .append(quality == null ? "" : quality).append('\n');
                    written++;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return written;
        }
    }
}
