package dev.ondol.historian.reading;

import dev.ondol.facility.point.PointId;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Stored readings of one site. All times are plant time in milliseconds. Readings that are not good are left out, except
/// where they are counted. Blocking; thread-safe.
public final class History {
    private static final String SERIES = """
            WITH b AS (SELECT ?::bigint AS low, ?::bigint AS high, ?::bigint AS n)
            SELECT div((at - low)::numeric * n, (high - low)::numeric)::bigint AS bucket,
                   (array_agg(value ORDER BY at))[1], (array_agg(value ORDER BY at DESC))[1], min(value), max(value)
            FROM b, (SELECT %s AS at, value FROM reading
                     WHERE point_id = (SELECT id FROM point WHERE site = ? AND name = ?)
                       AND time >= %s AND time < %s AND quality IS NULL) r
            GROUP BY bucket ORDER BY bucket"""
            .formatted(PlantTime.millis("time"), PlantTime.PARAMETER, PlantTime.PARAMETER);
    private static final String SAMPLES = """
            SELECT count(*) FROM reading WHERE time >= %s AND time < %s
            AND point_id IN (SELECT id FROM point WHERE site = ?)""".formatted(PlantTime.PARAMETER,
            PlantTime.PARAMETER);

    /// @param time  when it was measured
    /// @param value in the point's unit
    public record LastValue(long time, double value) {}

    /// What a line chart needs of a span of time: no extreme is lost however narrow the chart (M4: Jugel et al., "M4: A
    /// Visualization-Oriented Time Series Data Aggregation", VLDB 2014).
    ///
    /// @param time  start of the span
    /// @param first earliest value in it
    /// @param last  latest value in it
    public record Bucket(long time, double first, double last, double min, double max) {}

    private final Database database;
    private final String site;
    private final PointIds ids;

    public History(Database database, String site) {
        this.database = database;
        this.site = site;
        this.ids = new PointIds(site);
    }

    /// The newest good reading of each of these points that has one.
    public Map<PointId, LastValue> last(Collection<PointId> points) {
        return snapshot(connection -> LastValuesQuery.run(connection, ids.of(connection, points)));
    }

    /// Good readings of some points for a chart panel from `from` to before `to`, in `pixels` spans, or up to a quarter more
    /// or less of them where whole spans of a roll-up fit so. Points that are not known are absent.
    public Panel panel(Collection<PointId> points, long from, long to, int pixels) {
        return database
                .transaction(connection -> PanelQuery.run(connection, ids.of(connection, points), from, to, pixels));
    }

    /// All statements of the work see the same moment.
    private <T> T snapshot(Database.Work<T> work) {
        return database.transaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            }
            return work.run(connection);
        });
    }

    /// Good readings of a point from `from` to before `to`, in `buckets` spans of equal length; empty spans are absent.
    public List<Bucket> series(PointId point, long from, long to, int buckets) {
        if (to <= from || buckets < 1) {
            throw new IllegalArgumentException(
                    "The span (%d to %d) and the number of buckets (%d) must be positive.".formatted(from, to,
                            buckets));
        }
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SERIES)) {
                select.setLong(1, from);
                select.setLong(2, to);
                select.setInt(3, buckets);
                select.setString(4, site);
                select.setString(5, point.toString());
                select.setLong(6, from);
                select.setLong(7, to);
                List<Bucket> series = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        long start = from
                                + Math.ceilDiv(Math.multiplyExact(rows.getLong(1), to - from), (long) buckets);
                        series.add(new Bucket(start, rows.getDouble(2), rows.getDouble(3), rows.getDouble(4),
                                rows.getDouble(5)));
                    }
                }
                return series;
            }
        });
    }

    /// How many readings are stored from `from` to before `to`, good or not.
    public long samples(long from, long to) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SAMPLES)) {
                select.setLong(1, from);
                select.setLong(2, to);
                select.setString(3, site);
                return single(select).orElse(0);
            }
        });
    }

    /// Plant time of the newest reading.
    public OptionalLong newest() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT %s FROM frame_position WHERE site = ?".formatted(PlantTime.millis("max(newest)")))) {
                select.setString(1, site);
                return single(select);
            }
        });
    }

    /// How many frames were refused, whole or in part, counted once for each reason.
    public long rejected() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection
                    .prepareStatement("SELECT count(*) FROM rejected_frame WHERE site = ?")) {
                select.setString(1, site);
                return single(select).orElse(0);
            }
        });
    }

    private static OptionalLong single(PreparedStatement select) throws java.sql.SQLException {
        try (ResultSet rows = select.executeQuery()) {
            rows.next();
            long value = rows.getLong(1);
            return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
        }
    }
}
