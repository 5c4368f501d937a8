package dev.ondol.historian.workload;

import dev.ondol.facility.workload.Placement;
import dev.ondol.historian.sql.PlantTime;
import dev.ondol.historian.workload.WorkloadStore.FirstAnswer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Requests with their first answers, many in one transaction and each statement once for all of them.
final class FirstAnswers {
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
            INSERT INTO idempotency (site, key, placement_id) VALUES (?, ?, ?) ON CONFLICT (site, key) DO NOTHING""";
    private static final String KEY_OWNER = "SELECT placement_id FROM idempotency WHERE site = ? AND key = ?";

    private final String site;

    FirstAnswers(String site) {
        this.site = site;
    }

    /// @throws IllegalStateException if a key belongs to another placement
    void save(Connection connection, List<FirstAnswer> answers) throws SQLException {
        try (PreparedStatement job = connection.prepareStatement(SAVE_WORKLOAD);
                PreparedStatement placement = connection.prepareStatement(SAVE_PLACEMENT);
                PreparedStatement key = connection.prepareStatement(SAVE_KEY)) {
            for (FirstAnswer answer : answers) {
                job.setString(1, site);
                job.setString(2, answer.request().jobId());
                job.setString(3, StoredJson.of(answer.request()));
                job.setLong(4, answer.request().time().earliestStart());
                job.addBatch();
                add(placement, answer);
            }
            job.executeBatch();
            placement.executeBatch();
            List<FirstAnswer> keyed = answers.stream().filter(of -> of.idempotencyKey().isPresent()).toList();
            for (FirstAnswer answer : keyed) {
                key.setString(1, site);
                key.setString(2, answer.idempotencyKey().orElseThrow());
                key.setString(3, answer.placement().placementId());
                key.addBatch();
            }
            int[] fresh = keyed.isEmpty() ? new int[0] : key.executeBatch();
            for (int i = 0; i < fresh.length; i++) {
                if (fresh[i] == 0) {
                    checkOwner(connection, keyed.get(i));
                }
            }
        }
    }

    private void add(PreparedStatement placement, FirstAnswer answer) throws SQLException {
        Placement of = answer.placement();
        placement.setString(1, site);
        placement.setString(2, of.placementId());
        placement.setString(3, answer.request().jobId());
        placement.setString(4, of.state().name());
        placement.setLong(5, of.generation());
        placement.setBoolean(6, of.state() == Placement.State.PLACED);
        placement.setString(7, StoredJson.of(of));
        placement.addBatch();
    }

    private void checkOwner(Connection connection, FirstAnswer answer) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KEY_OWNER)) {
            select.setString(1, site);
            select.setString(2, answer.idempotencyKey().orElseThrow());
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                String owner = rows.getString(1);
                if (!owner.equals(answer.placement().placementId())) {
                    throw new IllegalStateException("The idempotency key (%s) belongs to placement %s, not to %s."
                            .formatted(answer.idempotencyKey().orElseThrow(), owner, answer.placement()
                                    .placementId()));
                }
            }
        }
    }
}
