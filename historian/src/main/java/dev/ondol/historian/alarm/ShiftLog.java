package dev.ondol.historian.alarm;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.historian.sql.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the people of one shift tell the next, for one site. Blocking; thread-safe.
public final class ShiftLog {
    private final Database database;
    private final String site;

    /// @param id        grows
    /// @param wall      wall time in milliseconds
    /// @param plant     plant time in milliseconds; 0 where it was not known
    /// @param principal who wrote it
    /// @param kind      `note` or `handover`
    /// @param about     id of an alarm; null where it is about none
    public record Entry(long id, long wall, long plant, String principal, String kind, String text,
            @JsonSetter(nulls = Nulls.SET) @Nullable String about) {}

    public ShiftLog(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// Adds an entry, or answers the one that was kept under that key before.
    ///
    /// @param key   names the act
    /// @param entry its id is chosen here
    public Entry add(String key, Entry entry) {
        return database.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO shift_log (site, key, wall, plant, principal, kind, text, about)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (site, key) DO UPDATE SET key = excluded.key
                    RETURNING id, wall, plant, principal, kind, text, about""")) {
                insert.setString(1, site);
                insert.setString(2, key);
                insert.setLong(3, entry.wall());
                insert.setLong(4, entry.plant());
                insert.setString(5, entry.principal());
                insert.setString(6, entry.kind());
                insert.setString(7, entry.text());
                insert.setString(8, entry.about());
                return read(insert).getFirst();
            }
        });
    }

    /// The newest first.
    ///
    /// @param before only those with a smaller id
    public List<Entry> newest(int limit, Optional<Long> before) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT id, wall, plant, principal, kind, text, about FROM shift_log
                    WHERE site = ? AND id < ? ORDER BY id DESC LIMIT ?""")) {
                select.setString(1, site);
                select.setLong(2, before.orElse(Long.MAX_VALUE));
                select.setInt(3, limit);
                return read(select);
            }
        });
    }

    private static List<Entry> read(PreparedStatement statement) throws java.sql.SQLException {
        List<Entry> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(new Entry(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getString(4), rows
                        .getString(5), rows.getString(6), rows.getString(7)));
            }
        }
        return found;
    }
}
