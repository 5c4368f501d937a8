package dev.ondol.historian.replay;

import dev.ondol.historian.rollup.Span;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the replayer of one site takes up and what it leaves. Blocking; thread-safe.
public final class ReplayWork {
    /// A replayer that does not touch its run for so long has ended.
    public static final Duration SILENT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 2;
    private static final String TAKE = """
            INSERT INTO replay_run (request, site, state)
            SELECT q.id, q.site, 'RUNNING' FROM replay_request q LEFT JOIN replay_run r ON r.request = q.id
            WHERE q.site = ? AND r.request IS NULL AND q.cancelled_by IS NULL ORDER BY q.id LIMIT 1
            ON CONFLICT (request) DO NOTHING RETURNING request""";
    private static final String TAKE_OVER = """
            UPDATE replay_run SET state = 'RUNNING', attempts = attempts + 1, touched_at = now(), step = '', share = 0
            WHERE site = ? AND state = 'RUNNING' AND touched_at < now() - ? * interval '1 millisecond'
            AND attempts < ? RETURNING request""";
    private static final String GIVE_UP = """
            UPDATE replay_run SET state = 'FAILED', ended_at = now(), code = 'replayer-ended',
                   problem = 'The replayer ended twice while it was at it. Its log says why; ask for a shorter window.'
            WHERE site = ? AND state = 'RUNNING' AND touched_at < now() - ? * interval '1 millisecond'
            AND attempts >= ?""";
    private static final String TOUCH = """
            UPDATE replay_run r SET step = ?, share = ?, touched_at = now() FROM replay_request q
            WHERE r.site = ? AND r.request = ? AND q.id = r.request AND r.state = 'RUNNING'
            RETURNING q.cancelled_by IS NOT NULL""";
    private static final String END = """
            UPDATE replay_run SET state = ?, ended_at = now(), code = ?, problem = ?, result = ?::json, report = ?
            WHERE site = ? AND request = ? AND state = 'RUNNING'""";
    private static final String FORGET = """
            UPDATE replay_run SET state = 'FORGOTTEN', result = NULL, report = NULL WHERE site = ? AND state = 'DONE'
            AND request NOT IN (SELECT request FROM replay_run JOIN replay_request q ON q.id = request
                                WHERE q.site = ? AND state = 'DONE' AND kept_as IS NULL ORDER BY request DESC LIMIT ?)
            AND request NOT IN (SELECT max(request) FROM replay_run JOIN replay_request q ON q.id = request
                                WHERE q.site = ? AND state = 'DONE' AND kept_as IS NOT NULL GROUP BY kept_as
                                ORDER BY max(request) DESC LIMIT ?)""";
    /// Of results that are kept by name.
    private static final int NAMES_KEPT = 50;

    private static final String EVENTS = """
            SELECT plant, kind, what, subject, how FROM (
                SELECT (body ->> 'raised')::bigint AS plant, 'alarm' AS kind, definition AS what, source AS subject,
                       priority AS how, site FROM alarm
                WHERE site = ? AND (body ->> 'raised')::bigint >= ? AND (body ->> 'raised')::bigint < ?
                UNION ALL
                SELECT (body::jsonb ->> 'plant')::bigint, kind, body::jsonb ->> 'action', subject,
                       body::jsonb ->> 'outcome', site FROM audit
                WHERE site = ? AND kind IN ('mode', 'zone', 'recommendation', 'override', 'lockout')
                AND (body::jsonb ->> 'plant')::bigint >= ? AND (body::jsonb ->> 'plant')::bigint < ?) AS all_of_them
            ORDER BY plant LIMIT 200""";

    private final Database database;
    private final String site;
    private final ReplayStore store;

    public ReplayWork(Database database, String site) {
        this.database = database;
        this.site = site;
        this.store = new ReplayStore(database, site);
    }

    /// The next replay that waits, or one that another replayer has left behind; it is ours from now on.
    public Optional<ReplayRun> take() {
        Optional<Long> taken = database.transaction(connection -> {
            try (PreparedStatement giveUp = connection.prepareStatement(GIVE_UP)) {
                giveUp.setString(1, site);
                giveUp.setLong(2, SILENT.toMillis());
                giveUp.setInt(3, ATTEMPTS);
                giveUp.executeUpdate();
            }
            try (PreparedStatement over = connection.prepareStatement(TAKE_OVER)) {
                over.setString(1, site);
                over.setLong(2, SILENT.toMillis());
                over.setInt(3, ATTEMPTS);
                try (ResultSet rows = over.executeQuery()) {
                    if (rows.next()) {
                        return Optional.of(rows.getLong(1));
                    }
                }
            }
            try (PreparedStatement take = connection.prepareStatement(TAKE)) {
                take.setString(1, site);
                try (ResultSet rows = take.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
                }
            }
        });
        return taken.flatMap(store::run);
    }

    /// Says how far it is.
    ///
    /// @param share of the step, 0 to 1
    /// @return false: somebody has cancelled it, or another replayer has it
    public boolean touch(long id, String step, double share) {
        return database.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(TOUCH)) {
                update.setString(1, step);
                update.setDouble(2, share);
                update.setString(3, site);
                update.setLong(4, id);
                try (ResultSet rows = update.executeQuery()) {
                    return rows.next() && !rows.getBoolean(1);
                }
            }
        });
    }

    /// Keeps what it found, and lets go of the results of long ago.
    ///
    /// @param result JSON
    /// @param report a page; null where there is none
    /// @param lines  JSON by point
    /// @param kept   as many results stay, beside the newest of each name
    public void done(long id, String result, @Nullable String report, Map<String, String> lines, int kept) {
        database.transaction(connection -> {
            try (PreparedStatement end = connection.prepareStatement(END);
                    PreparedStatement line = connection.prepareStatement(
                            "INSERT INTO replay_line (request, point, body) VALUES (?, ?, ?::json)");
                    PreparedStatement forget = connection.prepareStatement(FORGET);
                    PreparedStatement erase = connection.prepareStatement("""
                            DELETE FROM replay_line WHERE request IN (SELECT request FROM replay_run
                            WHERE site = ? AND state = 'FORGOTTEN')""")) {
                end.setString(1, "DONE");
                end.setString(2, "");
                end.setString(3, "");
                end.setString(4, result);
                end.setString(5, report);
                end.setString(6, site);
                end.setLong(7, id);
                if (end.executeUpdate() == 1) {
                    for (Map.Entry<String, String> each : lines.entrySet()) {
                        line.setLong(1, id);
                        line.setString(2, each.getKey());
                        line.setString(3, each.getValue());
                        line.addBatch();
                    }
                    line.executeBatch();
                }
                forget.setString(1, site);
                forget.setString(2, site);
                forget.setInt(3, kept);
                forget.setString(4, site);
                forget.setInt(5, NAMES_KEPT);
                forget.executeUpdate();
                erase.setString(1, site);
                return erase.executeUpdate();
            }
        });
    }

    /// Ends it without a result.
    ///
    /// @param state   FAILED or CANCELLED
    /// @param code    for the browser's words
    /// @param problem in English, with the remedy
    public void ended(long id, ReplayRun.State state, String code, String problem) {
        database.transaction(connection -> {
            try (PreparedStatement end = connection.prepareStatement(END)) {
                end.setString(1, state.name());
                end.setString(2, code);
                end.setString(3, problem);
                end.setString(4, null);
                end.setString(5, null);
                end.setString(6, site);
                end.setLong(7, id);
                return end.executeUpdate();
            }
        });
    }

    /// Lets go of it, so that the next replayer takes it up at once.
    public void leave(long id) {
        database.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    UPDATE replay_run SET touched_at = '-infinity', attempts = attempts - 1
                    WHERE site = ? AND request = ? AND state = 'RUNNING'""")) {
                update.setString(1, site);
                update.setLong(2, id);
                return update.executeUpdate();
            }
        });
    }

    /// Alarms and what people did in a stretch of plant time, in order of time; of very many the first.
    ///
    /// @param from,to milliseconds
    public List<ReplayEvent> events(long from, long to) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(EVENTS)) {
                for (int i = 0; i < 2; i++) {
                    select.setString(3 * i + 1, site);
                    select.setLong(3 * i + 2, from);
                    select.setLong(3 * i + 3, to);
                }
                List<ReplayEvent> found = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(new ReplayEvent(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(
                                4), rows.getString(5)));
                    }
                }
                return found;
            }
        });
    }

    /// Says that a replayer is there, and what it can replay.
    ///
    /// @param sources   JSON
    /// @param scenarios JSON
    public void there(String sources, String scenarios) {
        database.transaction(connection -> {
            try (PreparedStatement save = connection.prepareStatement("""
                    INSERT INTO replayer (site, seen_at, sources, scenarios)
                    VALUES (?, now(), ?::jsonb, ?::jsonb) ON CONFLICT (site) DO UPDATE
                    SET seen_at = excluded.seen_at, sources = excluded.sources, scenarios = excluded.scenarios""")) {
                save.setString(1, site);
                save.setString(2, sources);
                save.setString(3, scenarios);
                return save.executeUpdate();
            }
        });
    }

    /// The stretch of plant time in which a point has readings that are rolled up; empty where it has none.
    ///
    /// @param point `equipment/quantity`
    public Optional<Span> stored(String point) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT %s, %s FROM rollup_1h WHERE point_id = (SELECT id FROM point WHERE site = ? AND name = ?)"""
                    .formatted(PlantTime.millis("min(bucket)"), PlantTime.millis("max(bucket)")))) {
                select.setString(1, site);
                select.setString(2, point);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    long first = rows.getLong(1);
                    return rows.wasNull()
                            ? Optional.empty()
                            : Optional.of(new Span(first, rows.getLong(2) + 3_600_000));
                }
            }
        });
    }
}
