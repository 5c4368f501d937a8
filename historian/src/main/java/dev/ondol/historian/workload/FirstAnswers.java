package dev.ondol.historian.workload;

import dev.ondol.facility.workload.Placement;
import dev.ondol.historian.sql.PlantTime;
import dev.ondol.historian.workload.WorkloadStore.FirstAnswer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Requests with their first answers, many in one transaction: each statement goes to the database once for all of them.
final class FirstAnswers {
    private static final String SAVE_WORKLOAD = """
            INSERT INTO workload (site, job_id, request, earliest)
            SELECT ?, n.job_id, n.request::jsonb, %s
            FROM unnest(?::text[], ?::text[], ?::bigint[]) AS n (job_id, request, earliest)
            ON CONFLICT (site, job_id) DO UPDATE SET request = excluded.request, earliest = excluded.earliest"""
            .formatted(PlantTime.of("n.earliest"));
    private static final String SAVE_PLACEMENT = """
            INSERT INTO placement (site, placement_id, job_id, state, generation, placed, started, ended, body)
            SELECT ?, n.placement_id, n.job_id, n.state, n.generation, n.state = 'PLACED', false, false, n.body::jsonb
            FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])
                 AS n (placement_id, job_id, state, generation, body)
            ON CONFLICT (site, placement_id) DO UPDATE
            SET state = excluded.state, generation = excluded.generation, placed = placement.placed OR excluded.placed,
                body = excluded.body
            WHERE placement.generation <= excluded.generation""";
    private static final String SAVE_KEY = """
            INSERT INTO idempotency (site, key, placement_id)
            SELECT ?, n.key, n.placement_id FROM unnest(?::text[], ?::text[]) AS n (key, placement_id)
            ON CONFLICT (site, key) DO NOTHING RETURNING key""";
    private static final String KEY_OWNERS = """
            SELECT key, placement_id FROM idempotency WHERE site = ? AND key = ANY (?::text[])""";

    private final String site;

    FirstAnswers(String site) {
        this.site = site;
    }

    /// @throws IllegalStateException if a key belongs to another placement
    void save(Connection connection, Collection<FirstAnswer> answers) throws SQLException {
        if (answers.isEmpty()) {
            return;
        }
        // A statement cannot touch a row twice: of a job that comes twice the later request counts.
        saveWorkloads(connection, newest(answers, of -> of.request().jobId()));
        savePlacements(connection, newest(answers, of -> of.placement().placementId()));
        List<FirstAnswer> keyed = answers.stream().filter(of -> of.idempotencyKey().isPresent()).toList();
        if (!keyed.isEmpty()) {
            saveKeys(connection, keyed);
        }
    }

    private static Collection<FirstAnswer> newest(Collection<FirstAnswer> answers, Function<FirstAnswer, String> name) {
        Map<String, FirstAnswer> newest = new LinkedHashMap<>();
        answers.forEach(answer -> newest.put(name.apply(answer), answer));
        return newest.values();
    }

    private void saveWorkloads(Connection connection, Collection<FirstAnswer> answers) throws SQLException {
        try (PreparedStatement save = connection.prepareStatement(SAVE_WORKLOAD)) {
            save.setString(1, site);
            save.setArray(2, texts(connection, answers, of -> of.request().jobId()));
            save.setArray(3, texts(connection, answers, of -> StoredJson.of(of.request())));
            save.setArray(4, connection.createArrayOf("bigint", answers.stream().map(of -> of.request().time()
                    .earliestStart()).toArray()));
            save.executeUpdate();
        }
    }

    private void savePlacements(Connection connection, Collection<FirstAnswer> answers) throws SQLException {
        try (PreparedStatement save = connection.prepareStatement(SAVE_PLACEMENT)) {
            save.setString(1, site);
            save.setArray(2, texts(connection, answers, of -> of.placement().placementId()));
            save.setArray(3, texts(connection, answers, of -> of.request().jobId()));
            save.setArray(4, texts(connection, answers, of -> of.placement().state().name()));
            save.setArray(5, connection.createArrayOf("bigint", answers.stream().map(FirstAnswer::placement).map(
                    Placement::generation).toArray()));
            save.setArray(6, texts(connection, answers, of -> StoredJson.of(of.placement())));
            save.executeUpdate();
        }
    }

    private void saveKeys(Connection connection, List<FirstAnswer> keyed) throws SQLException {
        Set<String> fresh = new HashSet<>();
        try (PreparedStatement save = connection.prepareStatement(SAVE_KEY)) {
            save.setString(1, site);
            save.setArray(2, texts(connection, keyed, FirstAnswers::key));
            save.setArray(3, texts(connection, keyed, of -> of.placement().placementId()));
            try (ResultSet rows = save.executeQuery()) {
                while (rows.next()) {
                    fresh.add(rows.getString(1));
                }
            }
        }
        if (fresh.size() < keyed.size()) {
            checkOwners(connection, keyed);
        }
    }

    private void checkOwners(Connection connection, List<FirstAnswer> keyed) throws SQLException {
        Map<String, String> owners = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(KEY_OWNERS)) {
            select.setString(1, site);
            select.setArray(2, texts(connection, keyed, FirstAnswers::key));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    owners.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        for (FirstAnswer answer : keyed) {
            String owner = owners.get(key(answer));
            if (!answer.placement().placementId().equals(owner)) {
                throw new IllegalStateException(
                        "The idempotency key (%s) belongs to placement %s, not to %s.".formatted(
                                key(answer), owner, answer.placement().placementId()));
            }
        }
    }

    private static String key(FirstAnswer answer) {
        return answer.idempotencyKey().orElseThrow();
    }

    private static Array texts(Connection connection, Collection<FirstAnswer> answers, Function<FirstAnswer, String> of)
            throws SQLException {
        return connection.createArrayOf("text", answers.stream().map(of).toArray());
    }
}
