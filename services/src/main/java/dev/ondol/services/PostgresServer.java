package dev.ondol.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One PostgreSQL 17 server out of a folder of programs, on loopback, with everything on that keeps data through a crash.
///
/// The data folder holds `cluster` (PostgreSQL's own), `password` and `server.log`. A server that an earlier, killed Ondol
/// left behind is stopped first; its data is taken over.
final class PostgresServer implements AutoCloseable {
    static final String USER = "ondol";

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
    private static final Duration INIT = Duration.ofMinutes(2);
    private static final int START_S = 90; // a start after a crash first replays the log
    private static final int START_ATTEMPTS = 4;
    private static final long LOG_BYTES = 10L << 20;
    private static final int LOG_TAIL_LINES = 5;
    private static final List<String> SETTINGS = List.of("listen_addresses = '127.0.0.1'",
            "unix_socket_directories = ''", "fsync = on", "synchronous_commit = on", "full_page_writes = on",
            "timezone = 'UTC'", "log_timezone = 'UTC'", "shared_buffers = 256MB", "max_connections = 80", "jit = off",
            "max_wal_size = 1GB");

    private final String service;
    private final Path programs;
    private final ServerAccount account;
    private final DataFolder folder;
    private final Path cluster;
    private int port;
    private String password = "";

    private PostgresServer(String service, Path programs, ServerAccount account, DataFolder folder) {
        this.service = service;
        this.programs = programs;
        this.account = account;
        this.folder = folder;
        this.cluster = folder.path().resolve("cluster");
    }

    /// @param service its name in messages
    /// @param programs the folder with `initdb`, `pg_ctl` and `postgres`
    /// @param port on loopback, 0 for any free one
    /// @param settings further lines of postgresql.conf
    static PostgresServer start(String service, Path programs, Path data, int port, List<String> settings) {
        return start(service, programs, data, port, settings, ServerAccount.choose());
    }

    static PostgresServer start(String service, Path programs, Path data, int port, List<String> settings,
            ServerAccount account) {
        PostgresServer server = new PostgresServer(service, programs, account, DataFolder.hold(data, service));
        boolean started = false;
        try {
            server.start(port, settings);
            started = true;
            return server;
        } catch (IOException e) {
            throw new ServiceUnavailable("The %s cannot use its data folder %s: %s.".formatted(service, data, e),
                    "Make room there or choose another data folder.", e);
        } finally {
            if (!started) {
                server.folder.close();
            }
        }
    }

    int port() {
        return port;
    }

    String password() {
        return password;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, USER);
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            folder.close();
        }
    }

    /// Stops without a checkpoint.
    void stopAtOnce() {
        try {
            stop("immediate", 30);
        } finally {
            folder.close();
        }
    }

    private void start(int wantedPort, List<String> settings) throws IOException {
        Path passwordFile = folder.path().resolve("password");
        if (Files.exists(cluster)) {
            account.own(cluster);
            account.requireAccess(cluster, service);
            Postmaster.endEarlier(cluster, service, this::stop);
        }
        port = FreePorts.claim(wantedPort, service);
        if (!Files.exists(cluster)) {
            create(passwordFile);
        }
        password = Files.readString(passwordFile).strip();
        configure(settings);
        run();
        try {
            PostgresAdministration.prepare(port, USER, password);
        } catch (SQLException e) {
            stop();
            throw new ServiceUnavailable("The %s started but does not serve: %s.".formatted(service, e.getMessage()),
                    "See %s.".formatted(serverLog()), e);
        }
        log.info("The {} listens on 127.0.0.1:{}.", service, port);
    }

    /// Beside its place and then moved there, so that a cluster is whole or absent.
    private void create(Path passwordFile) throws IOException {
        byte[] secret = new byte[18];
        new SecureRandom().nextBytes(secret);
        write(passwordFile, HexFormat.of().formatHex(secret) + "\n");
        Path fresh = folder.path().resolve("cluster.new");
        Folders.delete(fresh);
        Files.createDirectory(fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        account.own(fresh);
        account.requireAccess(fresh, service);
        Command initdb = account.run(INIT, programs.resolve("initdb"), "--pgdata", fresh.toString(), "--username", USER,
                "--auth", "scram-sha-256", "--pwfile", passwordFile.toString(), "--encoding", "UTF8", "--locale", "C",
                "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--sync-method", "syncfs");
        if (!initdb.succeeded()) {
            throw new ServiceUnavailable(
                    "The %s could not set up its data folder %s: %s.".formatted(service, folder.path(),
                            initdb.output()),
                    "Make room there or choose another data folder.");
        }
        Files.writeString(fresh.resolve("postgresql.conf"), "\ninclude_if_exists = 'ondol.conf'\n",
                StandardOpenOption.APPEND);
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private void configure(List<String> settings) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# Written by Ondol at every start; changes are lost."));
        lines.add("port = " + port);
        lines.addAll(SETTINGS);
        lines.addAll(settings);
        write(cluster.resolve("ondol.conf"), String.join("\n", lines) + "\n");
        Path serverLog = serverLog();
        if (Files.exists(serverLog) && Files.size(serverLog) > LOG_BYTES) {
            Files.move(serverLog, folder.path().resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(serverLog)) {
            write(serverLog, "");
        }
        account.own(serverLog);
    }

    /// Several attempts: right after a crash the shared memory of the last server may still be held for a moment.
    private void run() throws IOException {
        for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
            Command start = account.run(Duration.ofSeconds(START_S + 10), programs.resolve("pg_ctl"), "start",
                    "--pgdata",
                    cluster.toString(), "--log", serverLog().toString(), "--wait", "--timeout", "" + START_S);
            if (start.succeeded()) {
                return;
            }
            log.debug("Attempt {} to start the {} failed: {}", attempt, service, start.output());
            pause();
        }
        List<String> lines = Files.readAllLines(serverLog());
        String tail = String.join(" / ", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        throw new ServiceUnavailable("The %s did not start: %s.".formatted(service, tail),
                "See %s.".formatted(serverLog()));
    }

    private void stop() {
        Command fast = stop("fast", 6);
        if (!fast.succeeded() && Files.exists(cluster.resolve("postmaster.pid"))) {
            Command immediate = stop("immediate", 3);
            log.warn("The {} did not stop in time ({}) and was stopped at once{}; it repairs itself at the next start.",
                    service, fast.output(), immediate.succeeded() ? "" : ", in vain: " + immediate.output());
        }
    }

    private Command stop(String mode, int seconds) {
        return account.run(Duration.ofSeconds(seconds + 2), programs.resolve("pg_ctl"), "stop", "--pgdata",
                cluster.toString(), "--mode", mode, "--wait", "--timeout", "" + seconds);
    }

    private Path serverLog() {
        return folder.path().resolve("server.log");
    }

    /// Readable by the server's account alone.
    private void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
        account.own(file);
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
