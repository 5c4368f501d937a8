package dev.ondol.historian.workload;

import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/// What the jobs of one site took, in the JSON form of the optimizer. Blocking; thread-safe.
public final class CostStore {
    private static final String SAVE = "INSERT INTO job_cost (site, job_id, metered_from, body) VALUES (?, ?, "
            + PlantTime.PARAMETER
            + ", ?::jsonb) ON CONFLICT (site, job_id, metered_from) DO UPDATE SET body = excluded.body";

    private final Database database;
    private final String site;

    public CostStore(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// Keeps what a job took; one of the same job and time is replaced.
    ///
    /// @param from plant time in milliseconds from which on it was metered
    /// @param json UTF-8
    public void save(String jobId, long from, byte[] json) {
        database.transaction(connection -> {
            try (PreparedStatement save = connection.prepareStatement(SAVE)) {
                save.setString(1, site);
                save.setString(2, jobId);
                save.setLong(3, from);
                save.setString(4, new String(json, StandardCharsets.UTF_8));
                return save.executeUpdate();
            }
        });
    }

    /// What a job took when it last ran; empty where it is not known.
    public Optional<byte[]> newest(String jobId) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT body::text FROM job_cost WHERE site = ? AND job_id = ? ORDER BY metered_from DESC LIMIT 1")) {
                select.setString(1, site);
                select.setString(2, jobId);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(rows.getString(1).getBytes(StandardCharsets.UTF_8))
                            : Optional.empty();
                }
            }
        });
    }
}
