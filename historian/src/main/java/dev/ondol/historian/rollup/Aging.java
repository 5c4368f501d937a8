package dev.ondol.historian.rollup;

import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compresses what is past the lateness horizon and drops what is past its retention, both by whole days of plant time.
final class Aging {
    private static final Logger LOG = LoggerFactory.getLogger(Aging.class);
    private static final long DAY = 24 * 3_600_000L;
    private static final String KEEP = """
            INSERT INTO kept AS k (what, from_time) VALUES (?, %s)
            ON CONFLICT (what) DO UPDATE SET from_time = greatest(k.from_time, excluded.from_time)"""
            .formatted(PlantTime.PARAMETER);
    private static final String COLUMNSTORE_IS_ON = """
            SELECT compression_enabled FROM timescaledb_information.hypertables WHERE hypertable_name = 'reading'""";
    private static final String COLUMNSTORE = """
            ALTER TABLE reading SET (timescaledb.compress, timescaledb.compress_segmentby = 'point_id',
                                     timescaledb.compress_orderby = 'time DESC')""";
    private static final String OLD_CHUNKS = """
            SELECT format('%%I.%%I', chunk_schema, chunk_name) FROM timescaledb_information.chunks
            WHERE hypertable_name = 'reading' AND NOT is_compressed AND range_end <= %s ORDER BY range_end"""
            .formatted(PlantTime.PARAMETER);

    private final boolean hypertables;
    private final boolean columnstore;
    private final Retention retention;
    private final long latenessMillis;

    private Aging(boolean hypertables, boolean columnstore, Retention retention, long latenessMillis) {
        this.hypertables = hypertables;
        this.columnstore = columnstore;
        this.retention = retention;
        this.latenessMillis = latenessMillis;
    }

    static Aging of(Connection connection, Retention retention, long latenessMillis) throws SQLException {
        boolean hypertables = is(connection, "SELECT count(*) > 0 FROM pg_extension WHERE extname = 'timescaledb'");
        return new Aging(hypertables, hypertables && is(connection,
                "SELECT coalesce(current_setting('timescaledb.license', true), 'apache') = 'timescale'"), retention,
                latenessMillis);
    }

    /// @param newest plant time of the newest reading, in milliseconds
    void age(Connection connection, long newest) throws SQLException {
        if (columnstore) {
            compress(connection, startOfDay(newest - latenessMillis));
        }
        drop(connection, "reading", retention.readings(), newest);
        for (Map.Entry<Resolution, Duration> entry : retention.rollups().entrySet()) {
            drop(connection, entry.getKey().table(), Optional.of(entry.getValue()), newest);
        }
    }

    private static long startOfDay(long time) {
        return Math.floorDiv(time, DAY) * DAY;
    }

    private static void compress(Connection connection, long before) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OLD_CHUNKS);
                Statement statement = connection.createStatement()) {
            select.setLong(1, before);
            try (ResultSet chunks = select.executeQuery()) {
                while (chunks.next()) {
                    if (!is(connection, COLUMNSTORE_IS_ON)) {
                        statement.execute(COLUMNSTORE);
                    }
                    statement.execute(
                            "SELECT compress_chunk('%s', if_not_compressed => true)".formatted(chunks.getString(1)));
                    LOG.info("Readings {} are compressed.", chunks.getString(1));
                }
            }
        }
    }

    private void drop(Connection connection, String table, Optional<Duration> keep, long newest)
            throws SQLException {
        if (keep.isEmpty()) {
            return;
        }
        long before = startOfDay(newest - keep.get().toMillis());
        // first, so that nobody rolls up anew what is half gone
        try (PreparedStatement insert = connection.prepareStatement(KEEP)) {
            insert.setString(1, table);
            insert.setLong(2, before);
            insert.executeUpdate();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT drop_before('%s', %s, %s)".formatted(table, PlantTime.literal(before),
                    hypertables));
        }
    }

    private static boolean is(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(question)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
