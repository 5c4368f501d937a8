package dev.ondol.historian.discovery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// The lock on what is discovered at a site: one row, held until the transaction ends, so that holding a reading and accepting
/// its point never overlap.
final class Turn {
    private static final String TAKE = """
            INSERT INTO point_discovery AS d (site, unlisted) VALUES (?, ?)
            ON CONFLICT (site) DO UPDATE SET unlisted = d.unlisted + excluded.unlisted""";

    private Turn() {}

    static void take(Connection connection, String site) throws SQLException {
        unlisted(connection, site, 0);
    }

    /// Counts readings that were let go because the list of names is full.
    static void unlisted(Connection connection, String site, long samples) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setString(1, site);
            take.setLong(2, samples);
            take.executeUpdate();
        }
    }
}
