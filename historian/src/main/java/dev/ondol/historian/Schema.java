package dev.ondol.historian;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the tables of a database up to date and tells its edition.
final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private Schema() {}

    /// Uses the extension where the server has it, then migrates.
    ///
    /// @throws HistorianUnavailable if the database is away, or its tables are not ours to change
    static Edition migrate(PooledDatabase database) {
        offerExtension(database);
        Edition edition = database.transaction(Schema::edition);
        database.exclusively(connection -> {
            connection.setAutoCommit(true);
            FluentConfiguration flyway = Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(new OneConnection(connection)).locations("classpath:dev/ondol/historian/schema")
                    .table("schema_history");
            // its lock must not be a transaction of its own, as there is one connection
            flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class).setTransactionalLock(false);
            return flyway.load().migrate();
        });
        return edition;
    }

    /// Only an installed extension makes hypertables; a role without the right to install it goes on without.
    private static void offerExtension(PooledDatabase database) {
        boolean offered = database.transaction(connection -> one(connection, """
                SELECT count(*) FROM pg_available_extensions
                WHERE name = 'timescaledb' AND installed_version IS NULL""").equals("1"));
        if (!offered) {
            return;
        }
        try {
            database.transaction(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET client_min_messages = error");
                    return statement.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
                }
            });
        } catch (HistorianUnavailable e) {
            LOG.warn(
                    "The server has TimescaleDB, but it could not be installed in this database; plain tables are used.",
                    e);
        }
    }

    private static Edition edition(Connection connection) throws SQLException {
        if (one(connection, "SELECT count(*) FROM pg_extension WHERE extname = 'timescaledb'").equals("0")) {
            return Edition.POSTGRESQL;
        }
        return one(connection, "SELECT coalesce(current_setting('timescaledb.license', true), 'apache')")
                .equals("timescale") ? Edition.TIMESCALEDB : Edition.TIMESCALEDB_APACHE;
    }

    static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
