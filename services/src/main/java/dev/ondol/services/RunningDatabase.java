package dev.ondol.services;

/// A PostgreSQL server that runs until it is closed, with an account that owns its one database.
public sealed interface RunningDatabase extends AutoCloseable permits EmbeddedPostgres, DebianTimescale {
    /// Without account: `jdbc:postgresql://127.0.0.1:port/ondol`.
    String jdbcUrl();

    String user();

    String password();

    /// `postgresql` or `timescaledb-apache`.
    String kind();

    int port();

    /// Stops the server and keeps its data.
    @Override
    void close();
}
