package dev.ondol.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A database that Ondol has made in a data folder, running or not.
///
/// @param kind   `timescaledb` or `postgresql`: the name of its folder
/// @param folder its own folder, with `cluster` and `password`
public record StoredDatabase(String kind, Path folder) {
    static final String TIMESCALEDB = "timescaledb";
    static final String POSTGRESQL = "postgresql";
    private static final int PORT_LINE = 3;

    /// How to reach it while it runs.
    public record Login(String jdbcUrl, String user, String password) {
        @Override
        public String toString() {
            return jdbcUrl + " (user " + user + ")";
        }
    }

    /// The database in a data folder; where there are two, TimescaleDB, which is what a start takes.
    public static Optional<StoredDatabase> in(Path data) {
        Path absolute = data.toAbsolutePath().normalize();
        return List.of(TIMESCALEDB, POSTGRESQL).stream()
                .map(kind -> new StoredDatabase(kind, absolute.resolve(kind)))
                .filter(stored -> Files.isDirectory(stored.cluster())).findFirst();
    }

    Path cluster() {
        return folder.resolve("cluster");
    }

    /// The server that runs on it in another process; empty where none does.
    public Optional<Login> running() {
        try {
            Path pid = cluster().resolve("postmaster.pid");
            if (!Files.exists(pid) || Postmaster.processesIn(cluster()).isEmpty()) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(pid);
            if (lines.size() <= PORT_LINE) {
                return Optional.empty();
            }
            return Optional.of(new Login("jdbc:postgresql://127.0.0.1:%s/%s".formatted(lines.get(PORT_LINE).strip(),
                    PostgresServer.USER), PostgresServer.USER,
                    Files.readString(folder.resolve("password")).strip()));
        } catch (IOException e) {
            throw new ServiceUnavailable("The database in %s cannot be looked at: %s.".formatted(folder, e),
                    "Run as the account that started it.", e);
        }
    }

    /// Starts a server on it, which must not run.
    public RunningDatabase start() {
        return kind.equals(TIMESCALEDB) ? Databases.timescale(folder, 0) : Databases.embedded(folder, 0);
    }
}
