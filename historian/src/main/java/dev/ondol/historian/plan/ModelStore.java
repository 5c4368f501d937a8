package dev.ondol.historian.plan;

import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import java.util.OptionalLong;

/// What was learned of one site's plant, fit by fit, in the JSON form of the optimizer. Blocking; thread-safe.
public final class ModelStore {
    private static final String SAVE = "INSERT INTO model (site, fitted, body) VALUES (?, " + PlantTime.PARAMETER
            + ", ?::jsonb) ON CONFLICT (site, fitted) DO UPDATE SET body = excluded.body";

    private final Database database;
    private final String site;

    public ModelStore(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// Keeps a fit; one of the same time is replaced.
    ///
    /// @param fitted plant time in milliseconds
    /// @param json   UTF-8
    public void save(long fitted, byte[] json) {
        database.transaction(connection -> {
            try (PreparedStatement save = connection.prepareStatement(SAVE)) {
                save.setString(1, site);
                save.setLong(2, fitted);
                save.setString(3, new String(json, StandardCharsets.UTF_8));
                return save.executeUpdate();
            }
        });
    }

    /// The newest fit up to a time.
    ///
    /// @param now plant time in milliseconds
    public Optional<byte[]> newest(long now) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT body::text FROM model WHERE site = ? AND fitted <= " + PlantTime.PARAMETER
                            + " ORDER BY fitted DESC LIMIT 1")) {
                select.setString(1, site);
                select.setLong(2, now);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(rows.getString(1).getBytes(StandardCharsets.UTF_8))
                            : Optional.empty();
                }
            }
        });
    }

    /// When the newest fit up to a time was made, plant time in milliseconds; empty where there is none.
    ///
    /// @param now plant time in milliseconds
    public OptionalLong newestTime(long now) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT max(" + PlantTime.millis("fitted") + ") FROM model WHERE site = ? AND fitted <= "
                            + PlantTime.PARAMETER)) {
                select.setString(1, site);
                select.setLong(2, now);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    long fitted = rows.getLong(1);
                    return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(fitted);
                }
            }
        });
    }
}
