package dev.ondol.historian.workload;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Jobs and placements of one site. Blocking; thread-safe.
public final class WorkloadStore {
    private static final String SAVE_WORKLOAD = """
            INSERT INTO workload (site, job_id, request, earliest) VALUES (?, ?, ?::jsonb, %s)
            ON CONFLICT (site, job_id) DO UPDATE SET request = excluded.request, earliest = excluded.earliest"""
            .formatted(PlantTime.PARAMETER);
    private static final String SAVE_PLACEMENT = """
            INSERT INTO placement (site, placement_id, job_id, state, generation, placed, started, ended, body)
            VALUES (?, ?, ?, ?, ?, ?, false, false, ?::jsonb)
            ON CONFLICT (site, placement_id) DO UPDATE
            SET state = excluded.state, generation = excluded.generation, placed = placement.placed OR excluded.placed,
                body = excluded.body
            WHERE placement.generation <= excluded.generation""";
    private static final String SAVE_KEY = """
            INSERT INTO idempotency (site, key, placement_id) VALUES (?, ?, ?)
            ON CONFLICT (site, key) DO UPDATE SET placement_id = idempotency.placement_id
            RETURNING placement_id""";
    private static final String BY_KEY = """
            SELECT p.body::text FROM idempotency i JOIN placement p USING (site, placement_id)
            WHERE i.site = ? AND i.key = ?""";
    private static final String UPDATE = """
            UPDATE placement SET state = ?, generation = ?, placed = placed OR ?, body = ?::jsonb
            WHERE site = ? AND placement_id = ? AND generation <= ?""";
    private static final String EVENT = "INSERT INTO placement_event (site, placement_id, type, at) VALUES (?, ?, ?, "
            + PlantTime.PARAMETER + ")";
    private static final String EVENT_STATE = """
            UPDATE placement SET started = started OR ?, ended = ended OR ? WHERE site = ? AND placement_id = ?""";
    private static final String OPEN = """
            SELECT w.request::text, p.body::text, p.started FROM placement p JOIN workload w USING (site, job_id)
            WHERE p.site = ? AND NOT p.ended AND p.state IN ('PLACED', 'DEFERRED')
            ORDER BY p.saved_at, p.placement_id""";
    private static final String COUNTS = """
            SELECT (SELECT count(*) FROM workload WHERE site = s.site),
                   (SELECT count(DISTINCT job_id) FROM placement WHERE site = s.site AND placed)
            FROM (SELECT ?::text AS site) s""";

    /// A placement that waits or runs.
    ///
    /// @param request   what was asked for
    /// @param placement the newest answer, PLACED or DEFERRED
    /// @param started   whether the scheduler has reported its start
    public record OpenPlacement(PlacementRequest request, Placement placement, boolean started) {}

    /// @param submitted jobs that were asked about
    /// @param placed    of those, how many got nodes at least once
    public record Counts(long submitted, long placed) {}

    private final Database database;
    private final String site;

    public WorkloadStore(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// Keeps a request and its first answer in one transaction.
    ///
    /// @param idempotencyKey the scheduler's key; must be new, or already belong to this placement
    /// @throws IllegalStateException if the key belongs to another placement; nothing was stored then
    public void save(PlacementRequest request, Placement placement, Optional<String> idempotencyKey) {
        database.transaction(connection -> {
            try (PreparedStatement job = connection.prepareStatement(SAVE_WORKLOAD);
                    PreparedStatement answer = connection.prepareStatement(SAVE_PLACEMENT)) {
                job.setString(1, site);
                job.setString(2, request.jobId());
                job.setString(3, json(request));
                job.setLong(4, request.time().earliestStart());
                job.executeUpdate();
                answer.setString(1, site);
                answer.setString(2, placement.placementId());
                answer.setString(3, request.jobId());
                answer.setString(4, placement.state().name());
                answer.setLong(5, placement.generation());
                answer.setBoolean(6, placement.state() == Placement.State.PLACED);
                answer.setString(7, json(placement));
                answer.executeUpdate();
            }
            if (idempotencyKey.isPresent()) {
                saveKey(connection, idempotencyKey.get(), placement.placementId());
            }
            return true;
        });
    }

    private void saveKey(Connection connection, String key, String placementId) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(SAVE_KEY)) {
            insert.setString(1, site);
            insert.setString(2, key);
            insert.setString(3, placementId);
            try (ResultSet rows = insert.executeQuery()) {
                rows.next();
                String owner = rows.getString(1);
                if (!owner.equals(placementId)) {
                    throw new IllegalStateException(
                            "The idempotency key (%s) belongs to placement %s, not to %s.".formatted(key, owner,
                                    placementId));
                }
            }
        }
    }

    /// The newest answer to the request that carried this key.
    public Optional<Placement> byIdempotencyKey(String key) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(BY_KEY)) {
                select.setString(1, site);
                select.setString(2, key);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(read(rows.getString(1), Placement.class)) : Optional.empty();
                }
            }
        });
    }

    /// Replaces an answer by a newer one. An answer of an older generation than the stored one changes nothing.
    public void update(Placement placement) {
        database.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
                update.setString(1, placement.state().name());
                update.setLong(2, placement.generation());
                update.setBoolean(3, placement.state() == Placement.State.PLACED);
                update.setString(4, json(placement));
                update.setString(5, site);
                update.setString(6, placement.placementId());
                update.setLong(7, placement.generation());
                return update.executeUpdate();
            }
        });
    }

    /// Keeps what the scheduler reported. An end takes the placement out of [#open()].
    public void event(String placementId, PlacementEvent event) {
        boolean ended = switch (event.type()) {
            case BOUND, STARTED -> false;
            case FINISHED, FAILED, CANCELLED -> true;
        };
        database.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(EVENT);
                    PreparedStatement state = connection.prepareStatement(EVENT_STATE)) {
                insert.setString(1, site);
                insert.setString(2, placementId);
                insert.setString(3, event.type().name());
                insert.setLong(4, event.at());
                insert.executeUpdate();
                state.setBoolean(1, event.type() == PlacementEvent.Type.STARTED);
                state.setBoolean(2, ended);
                state.setString(3, site);
                state.setString(4, placementId);
                return state.executeUpdate();
            }
        });
    }

    /// All placements that wait or run, oldest first: what a restarted optimizer goes on with.
    public List<OpenPlacement> open() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(OPEN)) {
                select.setString(1, site);
                List<OpenPlacement> open = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        open.add(new OpenPlacement(read(rows.getString(1), PlacementRequest.class),
                                read(rows.getString(2), Placement.class), rows.getBoolean(3)));
                    }
                }
                return open;
            }
        });
    }

    public Counts counts() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(COUNTS)) {
                select.setString(1, site);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return new Counts(rows.getLong(1), rows.getLong(2));
                }
            }
        });
    }

    private static String json(Object value) {
        return new String(JsonMessages.write(value), StandardCharsets.UTF_8);
    }

    private static <T> T read(String body, Class<T> type) {
        try {
            return JsonMessages.read(body.getBytes(StandardCharsets.UTF_8), type);
        } catch (MalformedMessage e) {
            throw new IllegalStateException("A stored %s cannot be read.".formatted(type.getSimpleName()), e);
        }
    }
}
