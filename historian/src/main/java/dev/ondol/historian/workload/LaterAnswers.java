package dev.ondol.historian.workload;

import dev.ondol.facility.workload.Placement;
import dev.ondol.historian.sql.PlantTime;
import dev.ondol.historian.workload.WorkloadStore.Explanation;
import dev.ondol.historian.workload.WorkloadStore.Reported;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// What follows a first answer: newer answers, reports of the scheduler, explanations. Many go to the database in one statement.
final class LaterAnswers {
    // Row by row in one batch, not joined to a list: the planner would read the whole table for a few dozen rows.
    private static final String UPDATE = """
            UPDATE placement SET state = ?, generation = ?, placed = placed OR ?, body = ?::jsonb
            WHERE site = ? AND placement_id = ? AND generation <= ?""";
    private static final String EVENT = """
            INSERT INTO placement_event (site, placement_id, type, at)
            SELECT ?, n.placement_id, n.type, %s
            FROM unnest(?::text[], ?::text[], ?::bigint[]) WITH ORDINALITY AS n (placement_id, type, at, number)
            ORDER BY n.number""".formatted(PlantTime.of("n.at"));
    private static final String EVENT_STATE = """
            UPDATE placement SET started = (started AND NOT ?) OR ?, ended = ended OR ?
            WHERE site = ? AND placement_id = ?""";
    private static final String EXPLAIN = """
            INSERT INTO placement_explanation (site, placement_id, generation, body)
            SELECT ?, n.placement_id, n.generation, n.body::jsonb
            FROM unnest(?::text[], ?::bigint[], ?::text[]) AS n (placement_id, generation, body)
            ON CONFLICT (site, placement_id, generation) DO UPDATE SET body = excluded.body""";

    private final String site;

    LaterAnswers(String site) {
        this.site = site;
    }

    /// The newest of several answers about one placement counts, but that it has had nodes once is kept of all of them.
    private record Newest(Placement placement, boolean placed) {
        static Newest of(Placement placement) {
            return new Newest(placement, placement.state() == Placement.State.PLACED);
        }

        Newest or(Newest later) {
            return new Newest(later.placement.generation() >= placement.generation() ? later.placement : placement,
                    placed || later.placed);
        }
    }

    void update(Connection connection, Collection<Placement> placements) throws SQLException {
        if (placements.isEmpty()) {
            return;
        }
        Map<String, Newest> newest = new LinkedHashMap<>();
        placements.forEach(of -> newest.merge(of.placementId(), Newest.of(of), Newest::or));
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            for (Newest of : newest.values()) {
                update.setString(1, of.placement().state().name());
                update.setLong(2, of.placement().generation());
                update.setBoolean(3, of.placed());
                update.setString(4, StoredJson.of(of.placement()));
                update.setString(5, site);
                update.setString(6, of.placement().placementId());
                update.setLong(7, of.placement().generation());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /// @param stopped whether a start before is no more
    private record Flags(String placementId, boolean stopped, boolean started, boolean ended) {
        static Flags of(Reported reported) {
            return switch (reported.event().type()) {
                case BOUND -> new Flags(reported.placementId(), false, false, false);
                case STARTED -> new Flags(reported.placementId(), false, true, false);
                case EVICTED -> new Flags(reported.placementId(), true, false, false);
                case FINISHED, FAILED, CANCELLED -> new Flags(reported.placementId(), false, false, true);
            };
        }

        Flags then(Flags later) {
            return new Flags(placementId, stopped || later.stopped, started && !later.stopped || later.started, ended
                    || later.ended);
        }
    }

    void report(Connection connection, Collection<Reported> reports) throws SQLException {
        if (reports.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(EVENT);
                PreparedStatement state = connection.prepareStatement(EVENT_STATE)) {
            insert.setString(1, site);
            insert.setArray(2, array(connection, "text", reports, Reported::placementId));
            insert.setArray(3, array(connection, "text", reports, of -> of.event().type().name()));
            insert.setArray(4, array(connection, "bigint", reports, of -> of.event().at()));
            insert.executeUpdate();
            Map<String, Flags> flags = new LinkedHashMap<>();
            reports.forEach(of -> flags.merge(of.placementId(), Flags.of(of), Flags::then));
            for (Flags of : flags.values()) {
                state.setBoolean(1, of.stopped());
                state.setBoolean(2, of.started());
                state.setBoolean(3, of.ended());
                state.setString(4, site);
                state.setString(5, of.placementId());
                state.addBatch();
            }
            state.executeBatch();
        }
    }

    private record Explained(String placementId, long generation) {}

    void explain(Connection connection, Collection<Explanation> explanations) throws SQLException {
        if (explanations.isEmpty()) {
            return;
        }
        Map<Explained, Explanation> newest = new LinkedHashMap<>();
        explanations.forEach(of -> newest.put(new Explained(of.placementId(), of.generation()), of));
        try (PreparedStatement insert = connection.prepareStatement(EXPLAIN)) {
            insert.setString(1, site);
            insert.setArray(2, array(connection, "text", newest.values(), Explanation::placementId));
            insert.setArray(3, array(connection, "bigint", newest.values(), Explanation::generation));
            insert.setArray(4, array(connection, "text", newest.values(), Explanation::json));
            insert.executeUpdate();
        }
    }

    private static <T> Array array(Connection connection, String type, Collection<T> of, Function<T, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, of.stream().map(value).toArray());
    }
}
