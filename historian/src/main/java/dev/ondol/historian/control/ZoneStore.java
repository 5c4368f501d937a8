package dev.ondol.historian.control;

import dev.ondol.facility.operation.Level;
import dev.ondol.facility.operation.RecommendationBoard.Zone;
import dev.ondol.historian.sql.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/// The ladder of one site: what each zone may do at most, as people chose last. Blocking; thread-safe.
public final class ZoneStore {
    private final Database database;
    private final String site;

    public ZoneStore(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// Zones that somebody chose a level for.
    public List<Zone> all() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT zone, level, principal, changed_at FROM zone_level WHERE site = ? ORDER BY zone")) {
                select.setString(1, site);
                List<Zone> zones = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        zones.add(new Zone(rows.getString(1), Level.valueOf(rows.getString(2)), rows.getString(3), rows
                                .getLong(4)));
                    }
                }
                return zones;
            }
        });
    }

    /// Keeps a choice.
    public void choose(Zone zone) {
        database.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO zone_level (site, zone, level, principal, changed_at) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (site, zone) DO UPDATE
                    SET level = excluded.level, principal = excluded.principal, changed_at = excluded.changed_at""")) {
                insert.setString(1, site);
                insert.setString(2, zone.zone());
                insert.setString(3, zone.level().name());
                insert.setString(4, zone.by());
                insert.setLong(5, zone.sinceWall());
                return insert.executeUpdate();
            }
        });
    }
}
