package dev.ondol.historian;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.ValueRefused;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connections to one database, and the translation of its error codes into a remedy. Thread-safe.
final class PooledDatabase implements Database, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PooledDatabase.class);
    private static final int CONNECT_TIMEOUT_SECONDS = 5;
    /// A statement that hears nothing for this long is given up: a black-holed connection must not hold a role.
    private static final int SOCKET_TIMEOUT_SECONDS = 30;

    private final DatabaseAddress address;
    private final HikariDataSource pool;

    PooledDatabase(DatabaseAddress address, int connections) {
        this.address = address;
        HikariConfig config = new HikariConfig();
        config.setPoolName("historian");
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECT_TIMEOUT_SECONDS * 1_000L);
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(false);
        config.addDataSourceProperty("ApplicationName", "ondol");
        config.addDataSourceProperty("connectTimeout", CONNECT_TIMEOUT_SECONDS);
        config.addDataSourceProperty("loginTimeout", CONNECT_TIMEOUT_SECONDS);
        config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        config.addDataSourceProperty("tcpKeepAlive", true);
        pool = new HikariDataSource(config);
    }

    DataSource dataSource() {
        return pool;
    }

    @Override
    public <T> T transaction(Work<T> work) {
        Connection connection;
        try {
            connection = pool.getConnection();
        } catch (SQLException e) {
            throw unavailable(e);
        }
        boolean done = false;
        try {
            T answer = work.run(connection);
            connection.commit();
            done = true;
            return answer;
        } catch (SQLException e) {
            throw translate(e);
        } finally {
            if (done) {
                giveBack(connection);
            } else {
                abort(connection);
            }
        }
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection did not close.", e);
        }
    }

    /// The state of a connection after a failure, above all in the middle of a COPY, is not known: it must not be used again.
    private void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("A broken connection did not abort.", e);
        }
        pool.evictConnection(connection);
    }

    private RuntimeException translate(SQLException e) {
        String state = state(e);
        return state.startsWith("22") || state.startsWith("23") ? new ValueRefused(e) : unavailable(e);
    }

    /// What is wrong and what helps, by SQLSTATE.
    HistorianUnavailable unavailable(Exception e) {
        String state = e instanceof SQLException sql ? state(sql) : "";
        boolean diskFull = state.equals("53100");
        String remedy = switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "28" -> "Check the user and the password.";
            case "3D" -> "Create that database, or correct its name.";
            case "42" -> "The role must own the schema; if someone changed tables by hand, restore them.";
            case "53" -> diskFull ? "Its disk is full: free space there." : "It has too few resources; see its log.";
            case "57" -> "It is starting or stopping; wait, or see its log.";
            case "08", "" -> "Start it, or correct host, port and name.";
            default -> "See its log (SQLSTATE " + state + ").";
        };
        return new HistorianUnavailable(
                "The database %s does not answer as it should: %s %s".formatted(address, cause(e), remedy), diskFull,
                e);
    }

    /// Hikari wraps the driver's exception; the innermost SQLSTATE tells what happened.
    private static String state(SQLException e) {
        String state = e.getSQLState();
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException inner && inner.getSQLState() != null) {
                state = inner.getSQLState();
            }
        }
        return state == null ? "" : state;
    }

    private static String cause(Exception e) {
        String text = String.valueOf(e.getMessage());
        for (Throwable cause = e.getCause(); cause instanceof SQLException inner; cause = cause.getCause()) {
            text = String.valueOf(inner.getMessage());
        }
        String line = text.lines().findFirst().orElse("").strip();
        return line.endsWith(".") ? line : line + ".";
    }

    @Override
    public void close() {
        pool.close();
    }
}
