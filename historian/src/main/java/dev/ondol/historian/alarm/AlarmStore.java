package dev.ondol.historian.alarm;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.operation.AlarmView;
import dev.ondol.historian.sql.Database;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The alarms of one site, open and ended. Blocking; thread-safe.
public final class AlarmStore {
    private static final String SAVE = """
            INSERT INTO alarm (site, id, definition, source, priority, raised_wall, ended_wall, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            ON CONFLICT (site, id) DO UPDATE SET ended_wall = excluded.ended_wall, body = excluded.body""";
    private static final String SELECT = "SELECT body::text FROM alarm WHERE site = ?";

    private final Database database;
    private final String site;

    /// Which alarms of the past are wanted, the newest first.
    ///
    /// @param before only those raised before that one: its wall time and id
    public record Query(int limit, Optional<Cursor> before, Optional<String> definition, Optional<String> source,
            Optional<String> priority) {}

    /// Where a page ended.
    public record Cursor(long raisedWall, String id) {
        /// As text, for an address.
        public String text() {
            return raisedWall + "~" + id;
        }

        /// Reads [#text]; empty where it is none.
        public static Optional<Cursor> of(String text) {
            int end = text.indexOf('~');
            try {
                return end < 1
                        ? Optional.empty()
                        : Optional.of(new Cursor(Long.parseLong(text.substring(0, end)), text.substring(end + 1)));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    public AlarmStore(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// Keeps alarms as they are now.
    public void save(Collection<AlarmView> alarms) {
        if (alarms.isEmpty()) {
            return;
        }
        database.transaction(connection -> {
            try (PreparedStatement save = connection.prepareStatement(SAVE)) {
                for (AlarmView alarm : alarms) {
                    save.setString(1, site);
                    save.setString(2, alarm.id());
                    save.setString(3, alarm.definition());
                    save.setString(4, alarm.source());
                    save.setString(5, alarm.priority().name());
                    save.setLong(6, alarm.raisedWall());
                    Long ended = alarm.endedWall();
                    if (ended == null) {
                        save.setNull(7, Types.BIGINT);
                    } else {
                        save.setLong(7, ended);
                    }
                    save.setString(8, new String(JsonMessages.write(alarm), StandardCharsets.UTF_8));
                    save.addBatch();
                }
                return save.executeBatch();
            }
        });
    }

    /// Those on the list, in the order in which they were raised.
    public List<AlarmView> open() {
        return select(SELECT + " AND ended_wall IS NULL ORDER BY raised_wall, id", List.of());
    }

    /// Those that were raised at that wall time, in milliseconds, or later.
    public List<AlarmView> since(long wall) {
        return select(SELECT + " AND raised_wall >= ? ORDER BY raised_wall, id", List.of(wall));
    }

    /// The newest first.
    public List<AlarmView> history(Query query) {
        StringBuilder sql = new StringBuilder(SELECT);
        List<Object> values = new ArrayList<>();
        query.before().ifPresent(cursor -> {
            sql.append(" AND (raised_wall, id) < (?, ?)");
            values.addAll(List.of(cursor.raisedWall(), cursor.id()));
        });
        also(sql, values, "definition", query.definition());
        also(sql, values, "source", query.source());
        also(sql, values, "priority", query.priority());
        sql.append(" ORDER BY raised_wall DESC, id DESC LIMIT ").append(query.limit());
        return select(sql.toString(), values);
    }

    private static void also(StringBuilder sql, List<Object> values, String column, Optional<String> wanted) {
        wanted.ifPresent(value -> {
            sql.append(" AND ").append(column).append(" = ?");
            values.add(value);
        });
    }

    private List<AlarmView> select(String sql, List<?> values) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, site);
                for (int i = 0; i < values.size(); i++) {
                    select.setObject(i + 2, values.get(i));
                }
                return read(select);
            }
        });
    }

    private static List<AlarmView> read(PreparedStatement select) throws SQLException {
        List<AlarmView> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(JsonMessages.read(rows.getString(1).getBytes(StandardCharsets.UTF_8), AlarmView.class));
            }
        } catch (MalformedMessage e) {
            throw new IllegalStateException("A stored alarm cannot be read.", e);
        }
        return found;
    }
}
