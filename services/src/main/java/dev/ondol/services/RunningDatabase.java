package dev.ondol.services;

/// A PostgreSQL server that runs until it is closed, with an account that owns its one database.
public final class RunningDatabase implements AutoCloseable {
    private final PostgresServer server;
    private final String kind;

    RunningDatabase(PostgresServer server, String kind) {
        this.server = server;
        this.kind = kind;
    }

    /// Without account: `jdbc:postgresql://127.0.0.1:port/ondol`.
    public String jdbcUrl() {
        return server.jdbcUrl();
    }

    public String user() {
        return PostgresServer.USER;
    }

    public String password() {
        return server.password();
    }

    /// `postgresql` or `timescaledb-apache`.
    public String kind() {
        return kind;
    }

    public int port() {
        return server.port();
    }

    /// Stops the server as a power failure would: open transactions are lost, committed ones come back from its log.
    public void stopAtOnce() {
        server.stopAtOnce();
    }

    /// Stops the server and keeps its data.
    @Override
    public void close() {
        server.close();
    }
}
