package dev.ondol.historian.sql;

import java.sql.Connection;
import java.sql.SQLException;

/// One PostgreSQL database. Blocking; thread-safe.
public interface Database {
    /// Runs the work in one transaction and commits it. After any failure the connection is closed, never reused.
    ///
    /// @throws ValueRefused where the database refuses a value (SQLSTATE classes 22 and 23); nothing was stored
    /// @throws RuntimeException `HistorianUnavailable` where the database is away. The transaction may then have been
    ///         committed without our knowing; the caller finds out by reading before it writes again
    <T> T transaction(Work<T> work);

    /// Runs the work on a connection on which each statement commits by itself and may take minutes: what cannot run inside a
    /// transaction.
    ///
    /// @throws RuntimeException as of [#transaction]
    <T> T session(Work<T> work);

    /// Statements of one transaction or session.
    ///
    /// @param <T> what they answer
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
