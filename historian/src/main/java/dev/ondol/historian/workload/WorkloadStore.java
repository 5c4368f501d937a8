package dev.ondol.historian.workload;

import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.historian.sql.Database;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Jobs and placements of one site. Blocking; thread-safe.
public final class WorkloadStore {
    private static final String BY_KEY = """
            SELECT p.body::text FROM idempotency i JOIN placement p USING (site, placement_id)
            WHERE i.site = ? AND i.key = ?""";
    private static final String KEYS = """
            SELECT i.key, w.request::text, p.body::text FROM idempotency i
            JOIN placement p USING (site, placement_id) JOIN workload w USING (site, job_id)
            WHERE i.site = ? ORDER BY i.saved_at DESC LIMIT ?""";
    private static final String EXPLANATION = """
            SELECT body::text FROM placement_explanation WHERE site = ? AND placement_id = ?
            ORDER BY generation DESC LIMIT 1""";
    private static final String OPEN = """
            SELECT w.request::text, p.body::text, p.started FROM placement p JOIN workload w USING (site, job_id)
            WHERE p.site = ? AND NOT p.ended AND p.state IN ('PLACED', 'DEFERRED', 'EVICTING')
            ORDER BY p.saved_at, p.placement_id""";
    private static final String COUNTS = """
            SELECT (SELECT count(*) FROM workload WHERE site = s.site),
                   (SELECT count(DISTINCT job_id) FROM placement WHERE site = s.site AND placed)
            FROM (SELECT ?::text AS site) s""";

    /// A placement that waits or runs.
    ///
    /// @param request   what was asked for
    /// @param placement the newest answer, PLACED, DEFERRED or EVICTING
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

    /// A request and its first answer.
    ///
    /// @param idempotencyKey the scheduler's key; must be new, or already belong to this placement
    public record FirstAnswer(PlacementRequest request, Placement placement, Optional<String> idempotencyKey) {}

    /// Keeps a request and its first answer in one transaction.
    ///
    /// @throws IllegalStateException if the key belongs to another placement; nothing was stored then
    public void save(PlacementRequest request, Placement placement, Optional<String> idempotencyKey) {
        saveAll(List.of(new FirstAnswer(request, placement, idempotencyKey)));
    }

    /// Keeps requests and their first answers in one transaction.
    ///
    /// @throws IllegalStateException if a key belongs to another placement; nothing was stored then
    public void saveAll(List<FirstAnswer> answers) {
        database.transaction(connection -> {
            new FirstAnswers(site).save(connection, answers);
            return true;
        });
    }

    /// Keeps why placements are as they are in one transaction.
    public void explainAll(List<Explanation> explanations) {
        database.transaction(connection -> {
            new LaterAnswers(site).explain(connection, explanations);
            return true;
        });
    }

    /// @param json why a generation of a placement is as it is
    public record Explanation(String placementId, long generation, String json) {}

    /// Why a placement last landed where it did, in the JSON form of the optimizer; empty where it is not known.
    public Optional<byte[]> explanation(String placementId) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(EXPLANATION)) {
                select.setString(1, site);
                select.setString(2, placementId);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(rows.getString(1).getBytes(StandardCharsets.UTF_8))
                            : Optional.empty();
                }
            }
        });
    }

    /// @param key the scheduler's key of a request
    public record Keyed(String key, PlacementRequest request, Placement placement) {}

    /// Newest keys with what they were used for.
    ///
    /// @param most at most so many
    public List<Keyed> keys(int most) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(KEYS)) {
                select.setString(1, site);
                select.setInt(2, most);
                List<Keyed> keys = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        keys.add(new Keyed(rows.getString(1), StoredJson.read(rows.getString(2),
                                PlacementRequest.class), StoredJson.read(rows.getString(3), Placement.class)));
                    }
                }
                return keys;
            }
        });
    }

    /// The newest answer to the request that carried this key.
    public Optional<Placement> byIdempotencyKey(String key) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(BY_KEY)) {
                select.setString(1, site);
                select.setString(2, key);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(StoredJson.read(rows.getString(1), Placement.class))
                            : Optional.empty();
                }
            }
        });
    }

    /// Replaces an answer by a newer one. An answer of an older generation than the stored one changes nothing.
    public void update(Placement placement) {
        updateAll(List.of(placement));
    }

    /// Replaces answers by newer ones in one transaction.
    public void updateAll(List<Placement> placements) {
        database.transaction(connection -> {
            new LaterAnswers(site).update(connection, placements);
            return true;
        });
    }

    /// @param event what the scheduler reported of a placement
    public record Reported(String placementId, PlacementEvent event) {}

    /// Keeps what the scheduler reported. An end takes the placement out of [#open()].
    public void event(String placementId, PlacementEvent event) {
        eventAll(List.of(new Reported(placementId, event)));
    }

    /// Keeps reports in their order in one transaction.
    public void eventAll(List<Reported> reports) {
        database.transaction(connection -> {
            new LaterAnswers(site).report(connection, reports);
            return true;
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
                        open.add(new OpenPlacement(StoredJson.read(rows.getString(1), PlacementRequest.class),
                                StoredJson.read(rows.getString(2), Placement.class), rows.getBoolean(3)));
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
}
