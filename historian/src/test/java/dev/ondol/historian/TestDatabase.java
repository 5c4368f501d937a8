package dev.ondol.historian;

import dev.ondol.historian.reading.Loader;
import dev.ondol.services.Databases;
import dev.ondol.services.RunningDatabase;
import dev.ondol.services.ServiceUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/// The databases that Ondol runs on, each started for a test on a free port.
enum TestDatabase {
    TIMESCALEDB_APACHE(Edition.TIMESCALEDB_APACHE) {
        @Override
        Started start(Path data) {
            return started(Databases.timescale(data, 0));
        }
    },
    POSTGRESQL(Edition.POSTGRESQL) {
        @Override
        Started start(Path data) {
            return started(Databases.embedded(data, 0));
        }
    },
    /// One connection at a time, and COPY ends it.
    TIMESCALEDB(Edition.TIMESCALEDB) {
        @Override
        Started start(Path data) {
            return FullTimescale.start(data);
        }
    };

    /// A database that runs until it is closed.
    interface Started extends AutoCloseable {
        DatabaseAddress address();

        @Override
        void close();
    }

    private static final Map<TestDatabase, Historian> SHARED = new EnumMap<>(TestDatabase.class);
    private static final Map<TestDatabase, RuntimeException> NOT_STARTED = new EnumMap<>(TestDatabase.class);

    private final Edition edition;

    TestDatabase(Edition edition) {
        this.edition = edition;
    }

    abstract Started start(Path data);

    Edition edition() {
        return edition;
    }

    /// Starts it, or skips the test with the reason; with CI=true a missing database is a failure.
    Started startOrSkip() {
        try {
            return start(Files.createTempDirectory(Files.createDirectories(Path.of("target", "databases")),
                    name().toLowerCase(java.util.Locale.ROOT)).toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServiceUnavailable e) {
            if ("true".equals(System.getenv("CI"))) {
                throw e;
            }
            throw new TestAbortedException("Skipped: " + e.getMessage(), e);
        }
    }

    /// A historian on this database that all tests of the process share; it ends with the process.
    Historian shared() {
        synchronized (SHARED) {
            RuntimeException why = NOT_STARTED.get(this);
            if (why != null) {
                throw why;
            }
            try {
                return SHARED.computeIfAbsent(this, TestDatabase::openUntilTheEnd);
            } catch (RuntimeException e) {
                NOT_STARTED.put(this, e);
                throw e;
            }
        }
    }

    private static Historian openUntilTheEnd(TestDatabase kind) {
        Started running = kind.startOrSkip();
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        return kind.open(running);
    }

    Historian open(Started running) {
        return this == TIMESCALEDB
                ? Historian.open(running.address(), Loader.INSERT, 1)
                : Historian.open(running.address());
    }

    private static Started started(RunningDatabase running) {
        DatabaseAddress address = new DatabaseAddress(running.jdbcUrl(), running.user(), running.password());
        return new Started() {
            @Override
            public DatabaseAddress address() {
                return address;
            }

            @Override
            public void close() {
                running.close();
            }
        };
    }
}
