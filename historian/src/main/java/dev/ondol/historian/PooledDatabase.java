package dev.ondol.historian;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.ValueRefused;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connections to one database, and the translation of its error codes into a remedy. Thread-safe.
final class PooledDatabase implements Database, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PooledDatabase.class);
    private static final int CONNECT_TIMEOUT_SECONDS = 10;
    /// A statement that hears nothing for this long is given up: a black-holed connection must not hold a role.
    private static final int SOCKET_TIMEOUT_SECONDS = 30;

    /// The same for long statements: rolling up, compressing, dropping, migrating.
    private static final int SESSION_TIMEOUT_MILLIS = 600_000;

    private final DatabaseAddress address;
    private final HikariDataSource pool;
    /// What the transactions of a thread share while they are one.
    private static final ThreadLocal<@Nullable Shared> SHARED = new ThreadLocal<>();

    private record Shared(PooledDatabase owner, Connection connection) {}

    private volatile @Nullable DiskGuard guard;

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
        // As strings: the driver does not see a property that is a number or a boolean.
        config.addDataSourceProperty("ApplicationName", "ondol");
        config.addDataSourceProperty("connectTimeout", "" + CONNECT_TIMEOUT_SECONDS);
        config.addDataSourceProperty("loginTimeout", "" + CONNECT_TIMEOUT_SECONDS);
        config.addDataSourceProperty("socketTimeout", "" + SOCKET_TIMEOUT_SECONDS);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        pool = new HikariDataSource(config);
    }

    /// The guard hears from now on whether the server has room.
    void tell(DiskGuard listener) {
        guard = listener;
    }

    /// Lends a connection that is closed for good afterwards, in whatever state the work leaves it.
    <T> T exclusively(Work<T> work) {
        Connection connection;
        try {
            connection = pool.getConnection();
        } catch (SQLException e) {
            throw unavailable(e);
        }
        try {
            connection.setNetworkTimeout(Runnable::run, SESSION_TIMEOUT_MILLIS);
            return work.run(connection);
        } catch (SQLException | FlywayException e) {
            throw unavailable(e);
        } finally {
            pool.evictConnection(connection);
        }
    }

    /// All transactions that the work begins on this thread are one, which is committed at its end.
    void together(Runnable work) {
        lend(connection -> {
            SHARED.set(new Shared(this, connection));
            try {
                work.run();
            } finally {
                SHARED.remove();
            }
            connection.commit();
            return true;
        });
    }

    @Override
    public <T> T transaction(Work<T> work) {
        Shared together = SHARED.get();
        if (together != null && together.owner() == this) {
            try {
                return work.run(together.connection());
            } catch (SQLException e) {
                throw translate(e);
            }
        }
        return lend(connection -> {
            T answer = work.run(connection);
            connection.commit();
            return answer;
        });
    }

    @Override
    public <T> T session(Work<T> work) {
        return lend(connection -> {
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, SESSION_TIMEOUT_MILLIS);
            T answer = work.run(connection);
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, SOCKET_TIMEOUT_SECONDS * 1_000);
            return answer;
        });
    }

    private <T> T lend(Work<T> work) {
        Connection connection;
        try {
            connection = pool.getConnection();
        } catch (SQLException e) {
            throw unavailable(e);
        }
        boolean done = false;
        try {
            T answer = work.run(connection);
            done = true;
            return answer;
        } catch (SQLException e) {
            RuntimeException translated = translate(e);
            if (translated instanceof HistorianUnavailable away) {
                abort(connection);
                DiskGuard listener = guard;
                if (away.diskFull() && listener != null) {
                    listener.serverSaysFull();
                }
            }
            throw translated;
        } finally {
            if (done) {
                giveBack(connection);
            } else {
                rollBack(connection);
                pool.evictConnection(connection);
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

    /// The state of a connection after a failure, above all in the middle of a COPY, is not known: not even a rollback may
    /// be sent.
    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("A broken connection did not abort.", e);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.debug("A transaction could not be rolled back; its connection is closed.", e);
        }
    }

    private RuntimeException translate(SQLException e) {
        String state = state(Objects.requireNonNull(root(e)));
        return state.startsWith("22") || state.startsWith("23") ? new ValueRefused(e) : unavailable(e);
    }

    /// What is wrong and what helps, by SQLSTATE.
    HistorianUnavailable unavailable(Exception e) {
        SQLException root = root(e);
        if (root == null) {
            return new HistorianUnavailable(
                    "The schema of the database %s cannot be brought up to date: %s".formatted(address, e.getMessage()),
                    false, e);
        }
        String state = state(root);
        boolean diskFull = state.equals("53100");
        String remedy = switch (state.length() < 2 ? "08" : state.substring(0, 2)) {
            case "08" -> "Start it, or correct host, port and name.";
            case "28" -> "Check the user and the password.";
            case "3D" -> "Create that database, or correct its name.";
            case "42" -> "The role must own the schema; if someone changed tables by hand, restore them.";
            case "53" -> diskFull ? "Its disk is full: free space there." : "It has too few resources; see its log.";
            case "57" -> "It is starting or stopping; wait, or see its log.";
            default -> "See its log (SQLSTATE " + state + ").";
        };
        String line = String.valueOf(root.getMessage()).lines().findFirst().orElse("").strip();
        return new HistorianUnavailable("The database %s does not answer as it should: %s%s %s".formatted(address, line,
                line.endsWith(".") ? "" : ".", remedy), diskFull, e);
    }

    /// The pool and Flyway wrap the driver's exception; the innermost tells what happened.
    private static @Nullable SQLException root(Throwable e) {
        SQLException root = null;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException inner && (root == null || inner.getSQLState() != null)) {
                root = inner;
            }
        }
        return root;
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    @Override
    public void close() {
        pool.close();
    }
}
