package dev.ondol.historian.rollup;

import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Computes the roll-ups of a stretch of plant time anew from what is stored: by continuous aggregates where the schema has
/// them, else by statements of our own. Both give the same rows.
sealed interface Rollups permits Rollups.ContinuousAggregates, Rollups.OwnTables {
    /// Rolls up all spans that the stretch touches, finest resolution first.
    ///
    /// @param connection on which each statement commits by itself
    /// @param kept       what is still there: a span that began before its source is kept from would lose what it had
    void roll(Connection connection, Span stretch, Kept kept) throws SQLException;

    /// The way of this database. The schema tells it, not the edition: a licence may change after the tables were made.
    static Rollups of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement
                        .executeQuery("SELECT relkind FROM pg_class WHERE oid = 'rollup_1m'::regclass")) {
            rows.next();
            return rows.getString(1).equals("v") ? new ContinuousAggregates() : new OwnTables();
        }
    }

    /// TimescaleDB's own, refreshed between explicit bounds.
    record ContinuousAggregates() implements Rollups {
        private static final long PIECE = 6 * 3_600_000L;

        @Override
        public void roll(Connection connection, Span stretch, Kept kept) throws SQLException {
            for (Resolution resolution : Resolution.values()) {
                for (Span piece : kept.rollable(stretch, resolution).stream().flatMap(s -> s.pieces(PIECE).stream())
                        .toList()) {
                    try (Statement refresh = connection.createStatement()) {
                        refresh.execute("CALL refresh_continuous_aggregate('%s', %s, %s)".formatted(resolution.table(),
                                PlantTime.literal(piece.from()), PlantTime.literal(piece.to())));
                    }
                }
            }
        }
    }

    /// Tables of our own.
    record OwnTables() implements Rollups {
        private static final long HOUR = 3_600_000;
        private static final String OR_UPDATE = """
                ON CONFLICT (point_id, bucket) DO UPDATE
                SET count = excluded.count, first = excluded.first, last = excluded.last, min = excluded.min,
                    max = excluded.max, sum = excluded.sum
                WHERE (r.count, r.first, r.last, r.min, r.max, r.sum) IS DISTINCT FROM
                      (excluded.count, excluded.first, excluded.last, excluded.min, excluded.max, excluded.sum)""";

        @Override
        public void roll(Connection connection, Span stretch, Kept kept) throws SQLException {
            for (Resolution resolution : Resolution.values()) {
                for (Span whole : kept.rollable(stretch, resolution)) {
                    roll(connection, resolution, whole);
                }
            }
        }

        /// In pieces that are some seconds of work each.
        private static void roll(Connection connection, Resolution resolution, Span whole) throws SQLException {
            switch (resolution) {
                case MINUTE -> insert(connection, fromReadings(), whole.pieces(HOUR));
                case TEN_MINUTES -> insert(connection, fromFiner(resolution, Resolution.MINUTE),
                        whole.pieces(24 * HOUR));
                case HOUR -> insert(connection, fromFiner(resolution, Resolution.TEN_MINUTES),
                        whole.pieces(30 * 24 * HOUR));
            }
        }

        private static String fromReadings() {
            return """
                    INSERT INTO rollup_1m AS r (bucket, point_id, count, first, last, min, max, sum)
                    SELECT date_bin('1 minute', time, 'epoch') AS b, point_id, count(*),
                           (array_agg(value ORDER BY time))[1], (array_agg(value ORDER BY time))[count(*)],
                           min(value), max(value), sum(value)
                    FROM reading WHERE time >= %s AND time < %s AND quality IS NULL
                    GROUP BY point_id, b
                    """.formatted(PlantTime.PARAMETER, PlantTime.PARAMETER);
        }

        private static String fromFiner(Resolution resolution, Resolution finer) {
            return """
                    INSERT INTO %s AS r (bucket, point_id, count, first, last, min, max, sum)
                    SELECT date_bin('%d seconds', f.bucket, 'epoch') AS b, point_id, sum(count),
                           (array_agg(first ORDER BY f.bucket))[1], (array_agg(last ORDER BY f.bucket))[count(*)],
                           min(min), max(max), sum(sum)
                    FROM %s f WHERE f.bucket >= %s AND f.bucket < %s
                    GROUP BY point_id, b
                    """.formatted(resolution.table(), resolution.millis() / 1_000, finer.table(), PlantTime.PARAMETER,
                    PlantTime.PARAMETER);
        }

        private static void insert(Connection connection, String select, List<Span> pieces) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(select + OR_UPDATE)) {
                for (Span piece : pieces) {
                    insert.setLong(1, piece.from());
                    insert.setLong(2, piece.to());
                    insert.executeUpdate();
                }
            }
        }
    }
}
