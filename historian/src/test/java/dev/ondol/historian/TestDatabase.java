package dev.ondol.historian;

import dev.ondol.historian.reading.Loader;
import dev.ondol.services.Databases;
import dev.ondol.services.RunningDatabase;
import dev.ondol.services.ServiceUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/// The databases that Ondol runs on, each started for a test on a free port.
enum TestDatabase {
    TIMESCALEDB_APACHE(Edition.TIMESCALEDB_APACHE) {
        @Override
        RunningDatabase start(Path data) throws ServiceUnavailable {
            return Databases.timescale(data, 0);
        }
    },
    POSTGRESQL(Edition.POSTGRESQL) {
        @Override
        RunningDatabase start(Path data) throws ServiceUnavailable {
            return Databases.embedded(data, 0);
        }
    },
    /// One connection at a time, and COPY ends it.
    TIMESCALEDB(Edition.TIMESCALEDB) {
        @Override
        RunningDatabase start(Path data) throws ServiceUnavailable {
            return FullTimescale.start(data);
        }
    };

    private final Edition edition;

    TestDatabase(Edition edition) {
        this.edition = edition;
    }

    abstract RunningDatabase start(Path data) throws ServiceUnavailable;

    Edition edition() {
        return edition;
    }

    /// Starts it, or skips the test with the reason; with CI=true a missing database is a failure.
    RunningDatabase startOrSkip() throws IOException, ServiceUnavailable {
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "databases")),
                name().toLowerCase(java.util.Locale.ROOT));
        try {
            return start(data.toAbsolutePath());
        } catch (ServiceUnavailable e) {
            if ("true".equals(System.getenv("CI"))) {
                throw e;
            }
            throw new TestAbortedException("Skipped: " + e.getMessage(), e);
        }
    }

    Historian open(RunningDatabase running) {
        DatabaseAddress address = new DatabaseAddress(running.jdbcUrl(), running.user(), running.password());
        return this == TIMESCALEDB ? Historian.open(address, Loader.INSERT, 1) : Historian.open(address);
    }
}
