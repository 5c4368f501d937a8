package dev.ondol.historian.reading;

import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The table frame_position: read before a batch, compared and set with it.
final class Positions {
    private static final String SELECT = """
            SELECT source, boot, low, ahead::text, %s, %s FROM frame_position WHERE site = ? AND source = ANY(?)"""
            .formatted(PlantTime.millis("newest"), PlantTime.millis("hole_since"));
    private static final String INSERT = """
            INSERT INTO frame_position (low, ahead, newest, hole_since, changed_at, site, source, boot)
            VALUES (?, ?::int8multirange, %1$s, %1$s, %1$s, ?, ?, ?) ON CONFLICT DO NOTHING"""
            .formatted(PlantTime.PARAMETER);
    private static final String UPDATE = """
            UPDATE frame_position SET low = ?, ahead = ?::int8multirange, newest = %1$s, hole_since = %1$s,
                changed_at = %1$s
            WHERE site = ? AND source = ? AND boot = ? AND low = ? AND ahead = ?::int8multirange"""
            .formatted(PlantTime.PARAMETER);

    /// One life of a source.
    record Life(String source, String boot) implements Comparable<Life> {
        @Override
        public int compareTo(Life other) {
            int bySource = source.compareTo(other.source);
            return bySource != 0 ? bySource : boot.compareTo(other.boot);
        }
    }

    /// The state as it was read, which must still stand when the new one is written.
    record Before(long low, String ahead) {}

    /// Another process has written frames of the same source meanwhile.
    static final class SecondWriter extends RuntimeException {
        private static final long serialVersionUID = 1;

        SecondWriter(Life life) {
            super("Another process stores frames of source %s as well.".formatted(life.source()));
        }
    }

    private Positions() {}

    static Map<Life, FramePosition> read(Connection connection, String site, Collection<String> sources)
            throws SQLException {
        Map<Life, FramePosition> positions = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, site);
            select.setArray(2, connection.createArrayOf("text", sources.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    positions.put(new Life(rows.getString(1), rows.getString(2)), FramePosition.of(rows.getLong(3),
                            rows.getString(4), optional(rows, 5), optional(rows, 6)));
                }
            }
        }
        return positions;
    }

    /// @param before   the state as read; absent where the life of the source is new
    /// @param wall     wall time in milliseconds
    static void write(Connection connection, String site, Map<Life, FramePosition> after, Map<Life, Before> before,
            long wall) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement update = connection.prepareStatement(UPDATE)) {
            for (Map.Entry<Life, FramePosition> entry : after.entrySet()) {
                Life life = entry.getKey();
                Before was = before.get(life);
                PreparedStatement statement = was == null ? insert : update;
                FramePosition position = entry.getValue();
                statement.setLong(1, position.low());
                statement.setString(2, position.ahead());
                optional(statement, 3, position.newest());
                optional(statement, 4, position.holeSince());
                statement.setLong(5, wall);
                statement.setString(6, site);
                statement.setString(7, life.source());
                statement.setString(8, life.boot());
                if (was != null) {
                    statement.setLong(9, was.low());
                    statement.setString(10, was.ahead());
                }
                if (statement.executeUpdate() != 1) {
                    throw new SecondWriter(life);
                }
            }
        }
    }

    private static OptionalLong optional(ResultSet rows, int column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static void optional(PreparedStatement statement, int index, OptionalLong value) throws SQLException {
        if (value.isPresent()) {
            statement.setLong(index, value.getAsLong());
        } else {
            statement.setNull(index, Types.BIGINT);
        }
    }
}
