package dev.ondol.historian.rollup;

import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which plant times a batch of readings touched, hour by hour: it is stored with the batch, and what it names is rolled up
/// later. One row a batch as a rule, so it costs next to nothing beside the readings. Not thread-safe.
public final class Changes {
    private static final String INSERT = """
            INSERT INTO reading_change (low, high) SELECT %s, %s FROM unnest(?::bigint[], ?::bigint[]) AS c (low, high)"""
            .formatted(PlantTime.of("c.low"), PlantTime.of("c.high"));
    private static final String PENDING = "SELECT id, %s, %s FROM reading_change ORDER BY id LIMIT %d".formatted(
            PlantTime.millis("low"), PlantTime.millis("high"), Changes.AT_ONCE);
    private static final String OVERLAPPING = """
            SELECT 0::bigint, %s, %s FROM reading_change WHERE high >= %s AND low < %s""".formatted(
            PlantTime.millis("low"), PlantTime.millis("high"), PlantTime.PARAMETER, PlantTime.PARAMETER);
    private static final int AT_ONCE = 10_000;

    private final Map<Long, Touched> hours = new TreeMap<>();
    private Touched latest = new Touched(Long.MAX_VALUE, Long.MIN_VALUE);
    private long latestHour = Long.MIN_VALUE;

    private static final class Touched {
        private long low;
        private long high;

        Touched(long low, long high) {
            this.low = low;
            this.high = high;
        }
    }

    /// Changes that wait to be rolled up.
    ///
    /// @param ids   rows of the table
    /// @param spans what they touched, disjoint, in order of time
    record Pending(List<Long> ids, List<Span> spans) {}

    /// A reading of this plant time, in milliseconds, was stored.
    public void add(long time) {
        long hour = Math.floorDiv(time, Resolution.HOUR.millis());
        if (hour != latestHour) {
            latestHour = hour;
            latest = hours.computeIfAbsent(hour, ignored -> new Touched(time, time));
        }
        latest.low = Math.min(latest.low, time);
        latest.high = Math.max(latest.high, time);
    }

    /// Stores them, in the transaction of the readings.
    public void save(Connection connection) throws SQLException {
        if (hours.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, connection.createArrayOf("int8", hours.values().stream().map(t -> t.low).toArray()));
            insert.setArray(2, connection.createArrayOf("int8", hours.values().stream().map(t -> t.high).toArray()));
            insert.executeUpdate();
        }
    }

    /// The oldest that wait; there may be more.
    static Pending pending(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(PENDING)) {
            List<Long> ids = new ArrayList<>();
            List<Span> spans = new ArrayList<>();
            read(select, ids, spans);
            return new Pending(ids, Span.union(spans, Resolution.MINUTE));
        }
    }

    /// What was touched between two plant times and is not rolled up yet, in whole spans of a resolution, disjoint, in order.
    public static List<Span> pending(Connection connection, long from, long to, Resolution resolution)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OVERLAPPING)) {
            select.setLong(1, resolution.floor(from));
            select.setLong(2, resolution.ceil(to));
            List<Span> spans = new ArrayList<>();
            read(select, new ArrayList<>(), spans);
            return Span.union(spans, resolution);
        }
    }

    /// All that was touched and is not rolled up yet, in whole spans of a resolution, disjoint, in order.
    public static List<Span> pending(Connection connection, Resolution resolution) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT 0::bigint, %s, %s FROM reading_change""".formatted(PlantTime.millis("low"),
                PlantTime.millis("high")))) {
            List<Span> spans = new ArrayList<>();
            read(select, new ArrayList<>(), spans);
            return Span.union(spans, resolution);
        }
    }

    private static void read(PreparedStatement select, List<Long> ids, List<Span> spans) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
                spans.add(new Span(rows.getLong(2), rows.getLong(3) + 1));
            }
        }
    }

    static void settled(Connection connection, List<Long> ids) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM reading_change WHERE id = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("int8", ids.toArray()));
            delete.executeUpdate();
        }
    }
}
