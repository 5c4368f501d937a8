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

    static final String HISTORY = "schema_history";

    private Schema() {}

    /// Uses the extension where the server has it, migrates, and says who may do what. A role that may not change the tables finds
    /// them up to date, or is told who can bring them there.
    ///
    /// @throws HistorianUnavailable if the database is away, or its tables are older than this program and not ours to change
    static Edition migrate(PooledDatabase database) {
        boolean ours = database.transaction(connection -> one(connection,
                "SELECT has_schema_privilege(current_schema(), 'CREATE')::int").equals("1"));
        if (!ours) {
            check(database);
            return database.transaction(Schema::edition);
        }
        offerExtension(database);
        Edition edition = database.transaction(Schema::edition);
        database.exclusively(connection -> {
            connection.setAutoCommit(true);
            return flyway(connection).migrate();
        });
        database.transaction(connection -> {
            Rights.grant(connection);
            return edition;
        });
        return edition;
    }

    private static Flyway flyway(Connection connection) {
        FluentConfiguration flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(new OneConnection(connection)).locations("classpath:dev/ondol/historian/schema")
                .table(HISTORY);
        // its lock must not be a transaction of its own, as there is one connection
        flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class).setTransactionalLock(false);
        return flyway.load();
    }

    private static void check(PooledDatabase database) {
        String user = database.transaction(connection -> one(connection, "SELECT current_user"));
        boolean there = database.transaction(connection -> one(connection,
                "SELECT coalesce(has_table_privilege(to_regclass('%s'), 'SELECT'), false)::int".formatted(HISTORY))
                .equals("1"));
        int missing = there ? database.exclusively(connection -> {
            connection.setAutoCommit(true);
            return flyway(connection).info().pending().length;
        }) : 1;
        if (missing > 0) {
            throw new HistorianUnavailable(
                    "The tables are not there or older than this program, and the database role %s may not change them. Bring them up to date as their owner: ./ondol database --database URL."
                            .formatted(user),
                    false, null);
        }
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
