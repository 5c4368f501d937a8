package dev.ondol.historian.fleet;

import dev.ondol.historian.sql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/// Where the front of a fleet has placed jobs. Several fronts may share it: of two that decide about a job at the same time one is
/// told the other's decision. Blocking; thread-safe.
public final class FleetStore {
    private static final String SELECT = """
            SELECT id, job_id, client_key, request, site, sites::text, placement_id, ended_at IS NOT NULL
            FROM fleet_decision""";
    private static final String OF_KEY = " WHERE client_key = ?";
    private static final String OF_JOB = " WHERE job_id = ? AND ended_at IS NULL";

    private final Database database;

    public FleetStore(Database database) {
        this.database = database;
    }

    /// Writes a decision down, unless there is one for its key, or an open one for its job.
    ///
    /// @return what holds: this decision, or the one that was there
    public FleetDecision claim(FleetDecision wanted) {
        return database.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO fleet_decision (id, job_id, client_key, request, site, sites)
                    VALUES (?, ?, ?, ?, ?, ?::jsonb) ON CONFLICT DO NOTHING""")) {
                insert.setObject(1, wanted.id());
                insert.setString(2, wanted.jobId());
                insert.setString(3, wanted.clientKey().orElse(null));
                insert.setString(4, wanted.request());
                insert.setString(5, wanted.site());
                insert.setString(6, wanted.sites());
                if (insert.executeUpdate() == 1) {
                    return wanted;
                }
            }
            Optional<FleetDecision> there = wanted.clientKey().isPresent()
                    ? find(connection, OF_KEY, wanted.clientKey().get())
                    : Optional.empty();
            if (there.isEmpty()) {
                there = find(connection, OF_JOB, wanted.jobId());
            }
            // gone since: whoever asks again finds nothing in the way
            return there.orElseThrow(() -> new SQLException("The decision in the way has just gone.", "40001"));
        });
    }

    /// The decision that a key of the scheduler belongs to, the ended ones too.
    public Optional<FleetDecision> ofKey(String clientKey) {
        return database.transaction(connection -> find(connection, OF_KEY, clientKey));
    }

    /// The decision about a job that has not ended.
    public Optional<FleetDecision> ofJob(String jobId) {
        return database.transaction(connection -> find(connection, OF_JOB, jobId));
    }

    /// The decision behind a placement.
    ///
    /// @param placementId the site's name of it
    public Optional<FleetDecision> ofPlacement(String site, String placementId) {
        return database.transaction(connection -> find(connection, " WHERE site = ? AND placement_id = ?", site,
                placementId));
    }

    /// The site has answered.
    public void placed(UUID id, String placementId) {
        update("UPDATE fleet_decision SET placement_id = ? WHERE id = ?::uuid", placementId, id.toString());
    }

    /// The job needs no place any more; the decision is kept a while for those who ask again.
    public void ended(UUID id) {
        update("UPDATE fleet_decision SET ended_at = now() WHERE id = ?::uuid AND ended_at IS NULL", id.toString());
    }

    /// Nothing was placed, and nothing will be: as if it had never been decided.
    public void withdraw(UUID id) {
        update("DELETE FROM fleet_decision WHERE id = ?::uuid", id.toString());
    }

    /// Forgets what ended a month ago, and what is older than any job may run.
    ///
    /// @return how many decisions
    public int forget() {
        return update("""
                DELETE FROM fleet_decision
                WHERE ended_at < now() - interval '30 days' OR made_at < now() - interval '400 days'""");
    }

    private int update(String sql, String... values) {
        return database.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                bind(update, values);
                return update.executeUpdate();
            }
        });
    }

    private static Optional<FleetDecision> find(Connection connection, String condition, String... values)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + condition)) {
            bind(select, values);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new FleetDecision(rows.getObject(1, UUID.class), rows.getString(2), Optional
                                .ofNullable(rows.getString(3)), rows.getString(4), rows.getString(5),
                                rows.getString(
                                        6),
                                Optional.ofNullable(rows.getString(7)), rows.getBoolean(8)))
                        : Optional.empty();
            }
        }
    }

    private static void bind(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
    }
}
