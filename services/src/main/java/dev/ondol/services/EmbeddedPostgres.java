package dev.ondol.services;

import java.nio.file.Path;
import java.util.List;

/// PostgreSQL 17 out of a jar, for machines where TimescaleDB cannot be had.
final class EmbeddedPostgres implements RunningDatabase {
    private final PostgresServer server;

    private EmbeddedPostgres(PostgresServer server) {
        this.server = server;
    }

    static EmbeddedPostgres start(Path data, int port) {
        Path programs = PostgresArchive.unpacked(CacheFolder.locate());
        return new EmbeddedPostgres(
                PostgresServer.start("embedded PostgreSQL", programs.resolve("bin"), data, port, List.of()));
    }

    @Override
    public String jdbcUrl() {
        return server.jdbcUrl();
    }

    @Override
    public String user() {
        return PostgresServer.USER;
    }

    @Override
    public String password() {
        return server.password();
    }

    @Override
    public String kind() {
        return "postgresql";
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
