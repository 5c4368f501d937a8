package dev.ondol.historian.plan;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.plan.Plan;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/// The plans of one site. Blocking; thread-safe.
public final class PlanStore {
    private static final String SAVE = "INSERT INTO plan (site, id, cycle, horizon_end, body) VALUES (?, ?, "
            + PlantTime.PARAMETER + ", " + PlantTime.PARAMETER + """
                    , ?::jsonb)
                    ON CONFLICT (site, id) DO UPDATE
                    SET cycle = excluded.cycle, horizon_end = excluded.horizon_end, body = excluded.body""";

    private final Database database;
    private final String site;

    public PlanStore(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// Keeps a plan; one of the same id is replaced.
    public void save(Plan plan) {
        String body = new String(JsonMessages.write(plan), StandardCharsets.UTF_8);
        database.transaction(connection -> {
            try (PreparedStatement save = connection.prepareStatement(SAVE)) {
                save.setString(1, site);
                save.setString(2, plan.id());
                save.setLong(3, plan.cycle());
                save.setLong(4, plan.horizonEnd());
                save.setString(5, body);
                return save.executeUpdate();
            }
        });
    }

    /// Keeps why a plan is as it is; nothing where the plan is not kept.
    ///
    /// @param json an object in UTF-8
    public void explain(String planId, byte[] json) {
        database.transaction(connection -> {
            try (PreparedStatement save = connection.prepareStatement(
                    "UPDATE plan SET explanation = ?::jsonb WHERE site = ? AND id = ?")) {
                save.setString(1, new String(json, StandardCharsets.UTF_8));
                save.setString(2, site);
                save.setString(3, planId);
                return save.executeUpdate();
            }
        });
    }

    /// Why a plan is as it is, as JSON; empty where nobody has said.
    public Optional<String> explanation(String planId) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT explanation::text FROM plan WHERE site = ? AND id = ?")) {
                select.setString(1, site);
                select.setString(2, planId);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /// The plan of the newest cycle.
    public Optional<Plan> latest() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT body::text FROM plan WHERE site = ? ORDER BY cycle DESC, saved_at DESC LIMIT 1")) {
                select.setString(1, site);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(read(rows.getString(1))) : Optional.empty();
                }
            }
        });
    }

    /// How many plans are kept.
    public long count() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT count(*) FROM plan WHERE site = ?")) {
                select.setString(1, site);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    private static Plan read(String body) {
        try {
            return JsonMessages.read(body.getBytes(StandardCharsets.UTF_8), Plan.class);
        } catch (MalformedMessage e) {
            throw new IllegalStateException("A stored plan cannot be read.", e);
        }
    }
}
