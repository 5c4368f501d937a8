package dev.ondol.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class DatabasesIT {
    private static final Logger log = LoggerFactory.getLogger(DatabasesIT.class);

    @Test
    void theEmbeddedDatabaseSavesEveryCommitToDiskAndKeepsItsDataOverARestart() throws Exception {
        Path data = TestFolder.fresh("embedded");
        try (RunningDatabase database = timed("embedded, first start", () -> Databases.embedded(data, 0))) {
            assertThat(database.kind()).isEqualTo("postgresql");
            assertThat(one(database, "SELECT current_setting('fsync')")).isEqualTo("on");
            assertThat(one(database, "SELECT current_setting('synchronous_commit')")).isEqualTo("on");
            assertThat(one(database, "SELECT current_setting('full_page_writes')")).isEqualTo("on");
            assertThat(one(database, "SELECT current_setting('server_encoding')")).isEqualTo("UTF8");
            execute(database, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (RunningDatabase database = timed("embedded, second start", () -> Databases.embedded(data, 0))) {
            assertThat(one(database, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void theDatabaseAsksForItsPassword() {
        try (RunningDatabase database = Databases.embedded(TestFolder.fresh("password"), 0)) {
            assertThatThrownBy(
                    () -> DriverManager.getConnection(database.jdbcUrl(), database.user(), "guess").close())
                    .isInstanceOf(SQLException.class).hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void aServerThatAKilledOndolLeftRunningIsTakenOver() throws Exception {
        Path data = TestFolder.fresh("orphan");
        RunningDatabase first = Databases.embedded(data, 0);
        execute(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        release(data); // what the death of the JVM does: the lock goes, the server stays
        try (RunningDatabase second = Databases.embedded(data, first.port())) {
            assertThat(one(second, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void aServerThatWasKilledStartsAgainInSpiteOfItsStalePidFile() throws Exception {
        Path data = TestFolder.fresh("killed");
        RunningDatabase first = Databases.embedded(data, 0);
        execute(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        Path pidFile = data.resolve("cluster/postmaster.pid");
        List<String> pidLines = Files.readAllLines(pidFile);
        long postmaster = Long.parseLong(pidLines.getFirst());
        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
        release(data);
        while (!Postmaster.processesIn(data.resolve("cluster")).isEmpty()) {
            Thread.sleep(20);
        }
        String stranger = Long.toString(ProcessHandle.current().pid()); // the id was given to somebody else meanwhile
        Files.writeString(pidFile, stranger + "\n" + String.join("\n", pidLines.subList(1, pidLines.size())) + "\n");
        try (RunningDatabase second = Databases.embedded(data, 0)) {
            assertThat(one(second, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void theServerRunsAsNobodyWhereUserNamespacesAreForbidden() throws Exception {
        assumeTrue(ServerAccount.runningAsRoot(), "only root changes the account");
        Path open = Path.of("/tmp", "ondol-nobody-" + ProcessHandle.current().pid());
        Path programs = PostgresArchive.unpacked(CacheFolder.locate()).resolve("bin");
        try {
            PostgresServer.start("test database", programs, open, 0, List.of(), ServerAccount.nobody()).close();
            PostgresServer.start("test database", programs, open, 0, List.of()).close(); // and back to root's namespace
        } finally {
            Folders.delete(open);
        }
    }

    @Test
    void twoDatabasesNeverShareADataFolder() {
        Path data = TestFolder.fresh("shared");
        try (RunningDatabase database = Databases.embedded(data, 0)) {
            assertThat(database.port()).isPositive();
            assertThatThrownBy(() -> Databases.embedded(data, 0)).isInstanceOf(ServiceUnavailable.class)
                    .hasMessageContaining(data.toString()).hasMessageContaining("Stop the other Ondol");
        }
    }

    @Test
    void aPortInUseIsNamedWithItsRemedy() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Databases.embedded(TestFolder.fresh("taken"), other.getLocalPort()))
                    .isInstanceOf(PortInUse.class).hasMessageContaining("Port " + other.getLocalPort())
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void timescaleFromDebianPackagesHasHypertablesAndKeepsItsData() throws Exception {
        Path data = TestFolder.fresh("timescale");
        try (RunningDatabase database = timescale(data)) {
            assertThat(database.kind()).isEqualTo("timescaledb-apache");
            assertThat(one(database, "SHOW timescaledb.license")).isEqualTo("apache");
            execute(database, "CREATE TABLE reading (time timestamptz NOT NULL, value float8)");
            execute(database, "SELECT create_hypertable('reading', by_range('time', INTERVAL '1 day'))");
            execute(database, "INSERT INTO reading SELECT t, 1 FROM generate_series("
                    + "'2022-01-01'::timestamptz, '2022-01-10', INTERVAL '1 hour') t");
            assertThat(one(database, "SELECT count(*) FROM show_chunks('reading')")).isEqualTo("10");
        }
        try (RunningDatabase database = timed("timescale, second start", () -> Databases.timescale(data, 0))) {
            assertThat(one(database, "SELECT count(*) FROM reading")).isEqualTo("217");
        }
    }

    private static RunningDatabase timescale(Path data) {
        try {
            return timed("timescale, first start", () -> Databases.timescale(data, 0));
        } catch (ServiceUnavailable e) {
            assumeTrue("true".equals(System.getenv("CI")), e.getMessage());
            throw e;
        }
    }

    private interface Start {
        RunningDatabase start();
    }

    private static RunningDatabase timed(String what, Start start) {
        long before = System.nanoTime();
        RunningDatabase database = start.start();
        log.info("{}: {} ms", what, Duration.ofNanos(System.nanoTime() - before).toMillis());
        return database;
    }

    /// A lock file of its own again, as if the holder had died.
    private static void release(Path data) throws IOException {
        Files.delete(data.resolve("in-use.lock"));
    }

    private static void execute(RunningDatabase database, String statement) throws SQLException {
        try (Connection connection = connect(database); Statement execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    private static String one(RunningDatabase database, String query) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(RunningDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
