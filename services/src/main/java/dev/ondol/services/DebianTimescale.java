package dev.ondol.services;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// PostgreSQL 17 with TimescaleDB 2, Apache edition, as Debian trixie builds them, unpacked into the cache folder and run
/// with that folder's own loader and libraries: nothing is installed on the machine.
final class DebianTimescale {
    private static final String SERVICE = "TimescaleDB";

    private DebianTimescale() {}

    static RunningDatabase start(Path data, int port) {
        Path programs = DebianPackages.unpacked(CacheFolder.locate());
        PostgresServer server = PostgresServer.start(SERVICE, programs, data, port,
                List.of("shared_preload_libraries = 'timescaledb'", "timescaledb.telemetry_level = off",
                        "max_worker_processes = 16", "timescaledb.max_background_workers = 4",
                        "max_locks_per_transaction = 256"));
        try {
            PostgresAdministration.createExtension(server.port(), PostgresServer.USER, server.password(),
                    "timescaledb");
            return new RunningDatabase(server, "timescaledb-apache");
        } catch (SQLException e) {
            server.close();
            throw new ServiceUnavailable(
                    "TimescaleDB started but its extension does not load: %s.".formatted(e.getMessage()),
                    "Delete the cache folder and try again.", e);
        }
    }
}
