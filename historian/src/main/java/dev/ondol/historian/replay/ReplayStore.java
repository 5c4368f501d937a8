package dev.ondol.historian.replay;

import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What people want to have replayed of one site and what came of it, as the dashboard asks and reads. Blocking; thread-safe.
public final class ReplayStore {
    private static final String RUN = """
            SELECT q.id, q.requested_by, %s, q.source, %s, %s, q.policy, q.calibrate,
                   coalesce(r.state, CASE WHEN q.cancelled_by IS NULL THEN 'QUEUED' ELSE 'CANCELLED' END),
                   coalesce(r.step, ''), coalesce(r.share, 0), q.cancelled_by, %s, %s, coalesce(r.code, ''),
                   coalesce(r.problem, ''), %s, q.plant, q.kept_as
            FROM replay_request q LEFT JOIN replay_run r ON r.request = q.id WHERE q.site = ?"""
            .formatted(PlantTime.millis("q.requested_at"), PlantTime.millis("q.from_time"), PlantTime.millis(
                    "q.to_time"), PlantTime.millis("r.started_at"), PlantTime.millis("r.ended_at"),
                    PlantTime.millis(
                            "q.plan_at"));
    private static final String ASK = """
            INSERT INTO replay_request (site, requested_by, source, from_time, to_time, policy, calibrate, plan_at,
                                        plant, kept_as)
            VALUES (?, ?, ?, %1$s, %1$s, ?, ?, %1$s, ?, ?) RETURNING id""".formatted(PlantTime.PARAMETER);

    private static final String KEPT = """
            SELECT id, found FROM (
                SELECT DISTINCT ON (q.kept_as) q.id, q.kept_as, json_build_object(
                    'indicators', r.result #> '{replay,indicators}',
                    'counterfactual', r.result #> '{replay,counterfactual}')::text AS found
                FROM replay_request q JOIN replay_run r ON r.request = q.id
                WHERE q.site = ? AND q.kept_as IS NOT NULL AND q.plan_at IS NULL AND r.state = 'DONE'
                ORDER BY q.kept_as, q.id DESC) AS newest ORDER BY kept_as LIMIT ?""";

    private final Database database;
    private final String site;

    public ReplayStore(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// What a replayer said last of itself.
    ///
    /// @param silentMs wall time since then
    /// @param sources   what it can replay, as JSON
    /// @param scenarios simulated ones that are kept in its folder, with their figures, as JSON
    public record Seen(long silentMs, String sources, String scenarios) {}

    /// A result that is kept by name.
    ///
    /// @param figures its `indicators` and its `counterfactual`, as JSON
    public record Kept(ReplayRun run, String figures) {}

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
                insert.setObject(8, request.at());
                insert.setString(9, request.plant());
                insert.setString(10, request.name());
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
        long at = rows.getLong(17);
        Long planAt = rows.wasNull() ? null : Long.valueOf(at);
        return new ReplayRun(rows.getLong(1), rows.getString(2), rows.getLong(3), new ReplayRequest(rows.getString(4),
                rows.getLong(5), rows.getLong(6), rows.getString(7), rows.getBoolean(8), planAt, rows.getString(18),
                rows
                        .getString(19)),
                ReplayRun.State.valueOf(
                        rows.getString(9)),
                rows.getString(10), rows.getDouble(11), rows.getString(12), waits
                        ? null
                        : started,
                goesOn ? null : ended, rows.getString(15), rows.getString(16));
    }

    /// The newest result of each name.
    ///
    /// @param limit as many at most, in alphabetical order
    public List<Kept> kept(int limit) {
        Map<Long, String> figures = database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(KEPT)) {
                select.setString(1, site);
                select.setInt(2, limit);
                Map<Long, String> found = new LinkedHashMap<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.put(rows.getLong(1), rows.getString(2));
                    }
                }
                return found;
            }
        });
        List<Kept> kept = new ArrayList<>();
        figures.forEach((id, told) -> run(id).ifPresent(run -> kept.add(new Kept(run, told))));
        return kept;
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
                    + ", sources::text, scenarios::text FROM replayer WHERE site = ?")) {
                select.setString(1, site);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Seen(rows.getLong(1), rows.getString(2), rows.getString(3)))
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
