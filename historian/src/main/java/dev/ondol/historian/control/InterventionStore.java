package dev.ondol.historian.control;

import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.point.PointId;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/// What operators of one site do by hand: every request, the units that are out of service, and a copy of the overrides that the plant
/// holds. All times are wall time in milliseconds since 1970-01-01T00:00Z. Blocking; thread-safe.
public final class InterventionStore {
    private static final String ASKED = """
            INSERT INTO intervention (site, request, action, target, value, seconds, principal, reason, code, asked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, %s) ON CONFLICT DO NOTHING""".formatted(PlantTime.PARAMETER);
    private static final String OUT = """
            INSERT INTO unit_lockout (site, unit, request, principal, reason, since) VALUES (?, ?, ?, ?, ?, %s)"""
            .formatted(PlantTime.PARAMETER);
    private static final String HELD = """
            INSERT INTO setpoint_override (site, point, request, value, principal, reason, since, until)
            VALUES (?, ?, ?, ?, ?, ?, %1$s, %1$s)""".formatted(PlantTime.PARAMETER);
    private static final String OVERRIDES = """
            SELECT request, point, value, principal, reason, %s, %s FROM setpoint_override WHERE site = ?
            ORDER BY since, point""".formatted(PlantTime.millis("since"), PlantTime.millis("until"));
    private static final String LOCKOUTS = """
            SELECT request, unit, principal, reason, %s FROM unit_lockout WHERE site = ? ORDER BY since, unit"""
            .formatted(PlantTime.millis("since"));

    private final Database database;
    private final String site;

    public InterventionStore(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// Keeps a request; one that is kept already stays as it is.
    ///
    /// @param code what came of it
    public void intervened(Intervention asked, String code) {
        database.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(ASKED)) {
                insert.setString(1, site);
                insert.setString(2, asked.id());
                insert.setString(3, asked.action().name());
                insert.setString(4, asked.target());
                insert.setObject(5, asked.value(), Types.DOUBLE);
                insert.setObject(6, asked.seconds(), Types.BIGINT);
                insert.setString(7, asked.principal());
                insert.setString(8, asked.reason());
                insert.setString(9, code);
                insert.setLong(10, asked.wall());
                return insert.executeUpdate();
            }
        });
    }

    /// Keeps which units are out of service from now on.
    public void lockedOut(Lockouts now) {
        database.transaction(connection -> {
            forget(connection, "DELETE FROM unit_lockout WHERE site = ?");
            try (PreparedStatement insert = connection.prepareStatement(OUT)) {
                for (Lockouts.Entry entry : now.entries()) {
                    insert.setString(1, site);
                    insert.setString(2, entry.unit());
                    insert.setString(3, entry.id());
                    insert.setString(4, entry.principal());
                    insert.setString(5, entry.reason());
                    insert.setLong(6, entry.since());
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    /// The units that were out of service when they were kept last, in the order in which they went.
    public List<Lockouts.Entry> lockouts() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(LOCKOUTS)) {
                select.setString(1, site);
                List<Lockouts.Entry> entries = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        entries.add(new Lockouts.Entry(rows.getString(1), rows.getString(2), rows.getString(3), rows
                                .getString(4), rows.getLong(5)));
                    }
                }
                return entries;
            }
        });
    }

    /// Keeps which set-points operators hold from now on, as the plant says.
    public void overridden(Overrides now) {
        database.transaction(connection -> {
            forget(connection, "DELETE FROM setpoint_override WHERE site = ?");
            try (PreparedStatement insert = connection.prepareStatement(HELD)) {
                for (Overrides.Entry entry : now.entries()) {
                    insert.setString(1, site);
                    insert.setString(2, entry.point().toString());
                    insert.setString(3, entry.id());
                    insert.setDouble(4, entry.value());
                    insert.setString(5, entry.principal());
                    insert.setString(6, entry.reason());
                    insert.setLong(7, entry.since());
                    insert.setObject(8, entry.until(), Types.BIGINT);
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    /// The set-points that operators held when they were kept last, in the order in which they took them.
    public List<Overrides.Entry> overrides() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(OVERRIDES)) {
                select.setString(1, site);
                List<Overrides.Entry> entries = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        entries.add(new Overrides.Entry(rows.getString(1), PointId.of(rows.getString(2)), rows
                                .getDouble(3), rows.getString(4), rows.getString(5), rows.getLong(6),
                                rows.getObject(7,
                                        Long.class)));
                    }
                }
                return entries;
            }
        });
    }

    private void forget(Connection connection, String statement) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(statement)) {
            delete.setString(1, site);
            delete.executeUpdate();
        }
    }
}
