package dev.ondol.services;

import java.nio.file.Path;
import java.util.List;

/// PostgreSQL 17 out of a jar, for machines where TimescaleDB cannot be had.
final class EmbeddedPostgres {
    private EmbeddedPostgres() {}

    static RunningDatabase start(Path data, int port) {
        Path programs = PostgresArchive.unpacked(CacheFolder.locate());
        PostgresServer server = PostgresServer.start("embedded PostgreSQL", programs.resolve("bin"), data, port,
                List.of());
        return new RunningDatabase(server, "postgresql");
    }
}
