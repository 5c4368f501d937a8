package dev.ondol.historian.control;

import dev.ondol.facility.message.Mode;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/// Who set the autonomy mode of one site, when and why. Blocking; thread-safe.
public final class ModeStore {
    private static final String CHANGE = """
            INSERT INTO mode_change (site, mode, principal, reason, changed_at) VALUES (?, ?, ?, ?, %s)"""
            .formatted(PlantTime.PARAMETER);

    private final Database database;
    private final String site;

    public ModeStore(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// The mode of the last change; empty before the first.
    public Optional<Mode> current() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection
                    .prepareStatement("SELECT mode FROM mode_change WHERE site = ? ORDER BY id DESC LIMIT 1")) {
                select.setString(1, site);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(Mode.valueOf(rows.getString(1))) : Optional.empty();
                }
            }
        });
    }

    /// The mode of the last change that somebody else than this principal asked for: what people chose, where the
    /// principal is control itself. Empty if there is none.
    public Optional<Mode> lastNotBy(String principal) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT mode FROM mode_change WHERE site = ? AND principal <> ? ORDER BY id DESC LIMIT 1")) {
                select.setString(1, site);
                select.setString(2, principal);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(Mode.valueOf(rows.getString(1))) : Optional.empty();
                }
            }
        });
    }

    /// Keeps a change.
    ///
    /// @param principal who asked
    /// @param reason    in words; may be empty
    /// @param wall      wall time in milliseconds since 1970-01-01T00:00Z
    public void change(Mode mode, String principal, String reason, long wall) {
        database.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(CHANGE)) {
                insert.setString(1, site);
                insert.setString(2, mode.name());
                insert.setString(3, principal);
                insert.setString(4, reason);
                insert.setLong(5, wall);
                return insert.executeUpdate();
            }
        });
    }
}
