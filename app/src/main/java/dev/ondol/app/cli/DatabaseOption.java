package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.services.RunningDatabase;
import dev.ondol.services.StoredDatabase;
import dev.ondol.services.StoredDatabase.Login;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// Which database a command works on: that of a data folder, running or not, or one somewhere else.
final class DatabaseOption {
    @Option(names = "--data", scope = ScopeType.INHERIT, paramLabel = "DIR", description = "Data folder of a demo (default: ./ondol-data/SITE). Its database is used while it runs, and started where it does not.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--database", scope = ScopeType.INHERIT, paramLabel = "URL", description = "A jdbc:postgresql URL instead.")
    private Optional<String> database = Optional.empty();

    /// A historian with the database that was started for it, if any.
    record Opened(Historian historian, Optional<RunningDatabase> started) implements AutoCloseable {
        @Override
        public void close() {
            historian.close();
            started.ifPresent(RunningDatabase::close);
        }
    }

    Path folder(String site) {
        return data.orElse(Path.of("ondol-data", site)).toAbsolutePath().normalize();
    }

    Opened open(String site) {
        if (database.isPresent()) {
            return new Opened(Historian.open(address(database.get())), Optional.empty());
        }
        StoredDatabase stored = stored(site);
        Optional<Login> running = stored.running();
        if (running.isPresent()) {
            return new Opened(Historian.open(address(running.get())), Optional.empty());
        }
        RunningDatabase started = stored.start();
        boolean opened = false;
        try {
            Opened answer = new Opened(Historian.open(
                    new DatabaseAddress(started.jdbcUrl(), started.user(), started.password())), Optional.of(started));
            opened = true;
            return answer;
        } finally {
            if (!opened) {
                started.close();
            }
        }
    }

    StoredDatabase stored(String site) {
        return StoredDatabase.in(folder(site)).orElseThrow(() -> new UserError(
                "There is no database in %s. Name the data folder with --data, or a database with --database."
                        .formatted(folder(site))));
    }

    private static DatabaseAddress address(String url) {
        try {
            return new DatabaseAddress(url, "", "");
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--database: " + e.getMessage(), e);
        }
    }

    private static DatabaseAddress address(Login login) {
        return new DatabaseAddress(login.jdbcUrl(), login.user(), login.password());
    }
}
