package dev.ondol.historian.workload;

import dev.ondol.facility.workload.NodeRegistration;
import dev.ondol.historian.sql.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.TreeMap;

/// What the scheduler said last of each node of one site. Blocking; thread-safe.
public final class NodeStore {
    private static final String SAVE = """
            INSERT INTO node_registration (site, node, body) VALUES (?, ?, ?::jsonb)
            ON CONFLICT (site, node) DO UPDATE SET body = excluded.body, saved_at = now()""";

    private final Database database;
    private final String site;

    public NodeStore(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    public void save(String node, NodeRegistration registration) {
        database.transaction(connection -> {
            try (PreparedStatement save = connection.prepareStatement(SAVE)) {
                save.setString(1, site);
                save.setString(2, node);
                save.setString(3, StoredJson.of(registration));
                return save.executeUpdate();
            }
        });
    }

    /// By name of the node.
    public Map<String, NodeRegistration> all() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT node, body::text FROM node_registration WHERE site = ?")) {
                select.setString(1, site);
                Map<String, NodeRegistration> all = new TreeMap<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        all.put(rows.getString(1), StoredJson.read(rows.getString(2), NodeRegistration.class));
                    }
                }
                return all;
            }
        });
    }
}
