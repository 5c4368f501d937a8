package dev.ondol.historian.replay;

import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What people want to have replayed of one site and what came of it, as the dashboard asks and reads. Blocking; thread-safe.
public final class ReplayStore {
    private static final String RUN = """
            SELECT q.id, q.requested_by, %s, q.source, %s, %s, q.policy, q.calibrate,
                   coalesce(r.state, CASE WHEN q.cancelled_by IS NULL THEN 'QUEUED' ELSE 'CANCELLED' END),
                   coalesce(r.step, ''), coalesce(r.share, 0), q.cancelled_by, %s, %s, coalesce(r.code, ''),
                   coalesce(r.problem, '')
            FROM replay_request q LEFT JOIN replay_run r ON r.request = q.id WHERE q.site = ?"""
            .formatted(PlantTime.millis("q.requested_at"), PlantTime.millis("q.from_time"), PlantTime.millis(
                    "q.to_time"), PlantTime.millis("r.started_at"), PlantTime.millis("r.ended_at"));
    private static final String ASK = """
            INSERT INTO replay_request (site, requested_by, source, from_time, to_time, policy, calibrate)
            VALUES (?, ?, ?, %1$s, %1$s, ?, ?) RETURNING id""".formatted(PlantTime.PARAMETER);

    private final Database database;
    private final String site;

    public ReplayStore(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// What a replayer said last of itself.
    ///
    /// @param silentMs wall time since then
    /// @param sources  what it can replay, as JSON
    public record Seen(long silentMs, String sources) {}

    /// Asks for a replay.
    ///
    /// @param most as many may wait or run at the same time
    /// @return its id; empty where too many wait already
    public Optional<Long> ask(String requestedBy, ReplayRequest request, int most) {
        return database.transaction(connection -> {
            try (PreparedStatement waiting = connection.prepareStatement("SELECT count(*) FROM (" + RUN
                    + ") AS runs (id, a, b, c, d, e, f, g, state) WHERE state IN ('QUEUED', 'RUNNING')")) {
                waiting.setString(1, site);
                try (ResultSet rows = waiting.executeQuery()) {
                    rows.next();
                    if (rows.getInt(1) >= most) {
                        return Optional.empty();
                    }
                }
            }
            try (PreparedStatement insert = connection.prepareStatement(ASK)) {
                insert.setString(1, site);
                insert.setString(2, requestedBy);
                insert.setString(3, request.source());
                insert.setLong(4, request.from());
                insert.setLong(5, request.to());
                insert.setString(6, request.policy());
                insert.setBoolean(7, request.calibrate());
                try (ResultSet rows = insert.executeQuery()) {
                    rows.next();
                    return Optional.of(rows.getLong(1));
                }
            }
        });
    }

    /// Says that a replay is not wanted any more; what has ended stays as it is.
    public void cancel(long id, String by) {
        database.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    UPDATE replay_request q SET cancelled_by = ? WHERE site = ? AND id = ? AND cancelled_by IS NULL
                    AND NOT EXISTS (SELECT FROM replay_run r WHERE r.request = q.id AND r.state <> 'RUNNING')""")) {
                update.setString(1, by);
                update.setString(2, site);
                update.setLong(3, id);
                return update.executeUpdate();
            }
        });
    }

    public Optional<ReplayRun> run(long id) {
        return read(" AND q.id = ?", id, 1).stream().findFirst();
    }

    /// The newest first.
    public List<ReplayRun> newest(int limit) {
        return read(" AND q.id < ?", Long.MAX_VALUE, limit);
    }

    private List<ReplayRun> read(String condition, long id, int limit) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(RUN + condition
                    + " ORDER BY q.id DESC LIMIT ?")) {
                select.setString(1, site);
                select.setLong(2, id);
                select.setInt(3, limit);
                List<ReplayRun> found = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(run(rows));
                    }
                }
                return found;
            }
        });
    }

    private static ReplayRun run(ResultSet rows) throws SQLException {
        long started = rows.getLong(13);
        boolean waits = rows.wasNull();
        long ended = rows.getLong(14);
        boolean goesOn = rows.wasNull();
        return new ReplayRun(rows.getLong(1), rows.getString(2), rows.getLong(3), new ReplayRequest(rows.getString(4),
                rows.getLong(5), rows.getLong(6), rows.getString(7), rows.getBoolean(8)),
                ReplayRun.State.valueOf(
                        rows.getString(9)),
                rows.getString(10), rows.getDouble(11), rows.getString(12), waits
                        ? null
                        : started,
                goesOn ? null : ended, rows.getString(15), rows.getString(16));
    }

    /// What a replay found, as JSON; empty where it has not.
    public Optional<String> result(long id) {
        return text("SELECT result::text FROM replay_run WHERE site = ? AND request = ? AND result IS NOT NULL", id);
    }

    /// A page about it; empty where there is none.
    public Optional<String> report(long id) {
        return text("SELECT report FROM replay_run WHERE site = ? AND request = ? AND report IS NOT NULL", id);
    }

    private Optional<String> text(String query, long id) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(query)) {
                select.setString(1, site);
                select.setLong(2, id);
                return first(select);
            }
        });
    }

    /// What was recorded and simulated of a point, as JSON; empty where there is no such point.
    public Optional<String> line(long id, String point) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT l.body::text FROM replay_line l JOIN replay_run r ON r.request = l.request
                    WHERE r.site = ? AND l.request = ? AND l.point = ?""")) {
                select.setString(1, site);
                select.setLong(2, id);
                select.setString(3, point);
                return first(select);
            }
        });
    }

    /// Names of the points of a replay, in alphabetical order.
    public List<String> points(long id) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT l.point FROM replay_line l JOIN replay_run r ON r.request = l.request
                    WHERE r.site = ? AND l.request = ? ORDER BY l.point""")) {
                select.setString(1, site);
                select.setLong(2, id);
                List<String> names = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        names.add(rows.getString(1));
                    }
                }
                return names;
            }
        });
    }

    /// The replayer of the site, as far as it was ever there.
    public Optional<Seen> seen() {
        return database.transaction((Connection connection) -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT " + PlantTime.millis("now() - seen_at")
                    + ", sources::text FROM replayer WHERE site = ?")) {
                select.setString(1, site);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Seen(rows.getLong(1), rows.getString(2)))
                            : Optional.empty();
                }
            }
        });
    }

    private static Optional<String> first(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }
}
