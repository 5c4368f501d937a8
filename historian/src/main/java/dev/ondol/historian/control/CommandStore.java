package dev.ondol.historian.control;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.point.PointId;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Commands and what became of them, for one site. All times are plant time in milliseconds.
/// Blocking; thread-safe.
public final class CommandStore {
    private static final String SENT = """
            INSERT INTO command (site, epoch, seq, point, value, unit, issued_at, not_after, plan_id, reason)
            VALUES (?, ?, ?, ?, ?, ?, %1$s, %1$s, ?, ?) ON CONFLICT DO NOTHING""".formatted(PlantTime.PARAMETER);
    private static final String ACKNOWLEDGED = """
            INSERT INTO acknowledgement (site, epoch, seq, status, point, applied, measured_at)
            VALUES (?, ?, ?, ?, ?, ?, %s) ON CONFLICT DO NOTHING""".formatted(PlantTime.PARAMETER);
    private static final String REJECTED = """
            INSERT INTO rejected_setpoint (site, time, plan_id, point, value, reason) VALUES (?, %s, ?, ?, ?, ?)"""
            .formatted(PlantTime.PARAMETER);
    private static final String COUNTS = """
            SELECT (SELECT count(*) FROM command WHERE site = s.site),
                   (SELECT count(*) FROM acknowledgement WHERE site = s.site AND status = 'APPLIED'),
                   (SELECT count(*) FROM acknowledgement WHERE site = s.site AND status NOT IN ('APPLIED', 'DUPLICATE')),
                   (SELECT count(*) FROM rejected_setpoint WHERE site = s.site)
            FROM (SELECT ?::text AS site) s""";
    private static final String RECENT = """
            SELECT c.epoch, c.seq, c.point, c.value, c.unit, %s, %s, c.plan_id, c.reason, a.status, a.applied, %s
            FROM command c
            LEFT JOIN LATERAL (SELECT status, applied, measured_at FROM acknowledgement
                               WHERE site = c.site AND epoch = c.epoch AND seq = c.seq
                               ORDER BY status = 'DUPLICATE', measured_at LIMIT 1) a ON true
            WHERE c.site = ? ORDER BY c.issued_at DESC, c.epoch DESC, c.seq DESC LIMIT ?"""
            .formatted(PlantTime.millis("c.issued_at"), PlantTime.millis("c.not_after"),
                    PlantTime.millis("a.measured_at"));

    private static final String SINCE = """
            SELECT epoch, seq, point, value, unit, %s, %s, plan_id, reason FROM command
            WHERE site = ? AND issued_at >= %s ORDER BY epoch, seq"""
            .formatted(PlantTime.millis("issued_at"), PlantTime.millis("not_after"), PlantTime.PARAMETER);

    /// @param sent     commands sent to the plant
    /// @param applied  of those, how many the plant says it has applied
    /// @param refused  of those, how many the plant answered otherwise (expired, superseded, refused, local)
    /// @param rejected set-points that the verifier did not let through; they were never sent
    public record Counts(long sent, long applied, long refused, long rejected) {}

    /// @param command    what was sent
    /// @param status     the plant's answer; empty while there is none
    /// @param applied    value in force afterwards, as the plant read it back
    /// @param measuredAt when the plant read it
    public record CommandRow(Command command, Optional<Acknowledgement.Status> status, OptionalDouble applied,
            OptionalLong measuredAt) {}

    private final Database database;
    private final String site;

    public CommandStore(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// Keeps commands; those that are kept already stay as they are.
    public void sent(List<Command> commands) {
        if (commands.isEmpty()) {
            return;
        }
        database.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(SENT)) {
                for (Command command : commands) {
                    insert.setString(1, site);
                    insert.setLong(2, command.epoch());
                    insert.setLong(3, command.seq());
                    insert.setString(4, command.point().toString());
                    insert.setDouble(5, command.value());
                    insert.setString(6, command.unit());
                    insert.setLong(7, command.issuedAt());
                    insert.setLong(8, command.notAfter());
                    insert.setString(9, command.planId());
                    insert.setString(10, command.reason());
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    /// Keeps the plant's answer; the first of each status counts.
    public void acknowledged(Acknowledgement answer) {
        database.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(ACKNOWLEDGED)) {
                insert.setString(1, site);
                insert.setLong(2, answer.epoch());
                insert.setLong(3, answer.seq());
                insert.setString(4, answer.status().name());
                insert.setString(5, answer.point().toString());
                if (answer.applied() == null) {
                    insert.setNull(6, Types.DOUBLE);
                } else {
                    insert.setDouble(6, answer.applied());
                }
                insert.setLong(7, answer.measuredAt());
                return insert.executeUpdate();
            }
        });
    }

    /// Keeps a set-point of a plan that the verifier did not let through.
    public void rejected(long plantTime, String planId, PointId point, double value, String reason) {
        database.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(REJECTED)) {
                insert.setString(1, site);
                insert.setLong(2, plantTime);
                insert.setString(3, planId);
                insert.setString(4, point.toString());
                insert.setDouble(5, value);
                insert.setString(6, reason);
                return insert.executeUpdate();
            }
        });
    }

    public Counts counts() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(COUNTS)) {
                select.setString(1, site);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return new Counts(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
                }
            }
        });
    }

    /// Commands issued from that plant time on, in the order in which they were given.
    public List<Command> since(long plantTime) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SINCE)) {
                select.setString(1, site);
                select.setLong(2, plantTime);
                List<Command> commands = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        commands.add(
                                new Command(site, PointId.of(rows.getString(3)), rows.getDouble(4), rows.getString(5),
                                        rows.getLong(1), rows.getLong(2), rows.getLong(6), rows.getLong(7),
                                        rows.getString(8), rows
                                                .getString(9)));
                    }
                }
                return commands;
            }
        });
    }

    /// The newest commands, newest first.
    public List<CommandRow> recent(int limit) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(RECENT)) {
                select.setString(1, site);
                select.setInt(2, limit);
                List<CommandRow> commands = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        commands.add(row(rows));
                    }
                }
                return commands;
            }
        });
    }

    private CommandRow row(ResultSet rows) throws SQLException {
        Command command = new Command(site, PointId.of(rows.getString(3)), rows.getDouble(4), rows.getString(5),
                rows.getLong(1), rows.getLong(2), rows.getLong(6), rows.getLong(7), rows.getString(8),
                rows.getString(9));
        Optional<Acknowledgement.Status> status = Optional.ofNullable(rows.getString(10))
                .map(Acknowledgement.Status::valueOf);
        double applied = rows.getDouble(11);
        OptionalDouble inForce = rows.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(applied);
        long measuredAt = rows.getLong(12);
        return new CommandRow(command, status, inForce,
                rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(measuredAt));
    }
}
