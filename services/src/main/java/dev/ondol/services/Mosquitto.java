package dev.ondol.services;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An Eclipse Mosquitto that is installed on this machine, started for tests with a configuration of its own: loopback,
/// and queues that do not silently drop at 1,000 messages as the default does. Without [Locks] it knows no accounts.
public final class Mosquitto implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Mosquitto.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DataFolder folder;
    private final Process process;
    private final int port;

    private final boolean encrypted;

    private Mosquitto(DataFolder folder, Process process, int port, boolean encrypted) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.encrypted = encrypted;
    }

    /// TLS on which clients must show a certificate, whose common name is their user name.
    ///
    /// @param ca          file with the certificate of the authority that signs clients
    /// @param certificate file of the broker's certificate
    /// @param key         file of its key
    /// @param rules       file that says who may read and write which topics
    public record Locks(Path ca, Path certificate, Path key, Path rules) {
        private List<String> lines() {
            return List.of("cafile " + ca.toAbsolutePath(), "certfile " + certificate.toAbsolutePath(), "keyfile " + key
                    .toAbsolutePath(), "acl_file " + rules.toAbsolutePath(), "require_certificate true",
                    "use_identity_as_username true", "allow_anonymous false");
        }
    }

    /// The program, on the PATH or in `/usr/sbin`, where Debian puts it.
    public static Optional<Path> program() {
        String path = System.getenv("PATH");
        return Stream.concat(Stream.of((path == null ? "" : path).split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .filter(folder -> !folder.isBlank()).map(folder -> Path.of(folder, "mosquitto"))
                .filter(Files::isExecutable).findFirst();
    }

    /// @param data folder for configuration, log and stored messages, created if absent and kept
    /// @param port on loopback, 0 for any free one
    /// @param persistent whether durable sessions and retained messages outlive the process
    public static Mosquitto start(Path data, int port, boolean persistent) throws ServiceUnavailable {
        return start(data, port, persistent, Optional.empty());
    }

    /// The same, locked where locks are given.
    public static Mosquitto start(Path data, int port, boolean persistent, Optional<Locks> locks)
            throws ServiceUnavailable {
        Path program = program().orElseThrow(() -> new ServiceUnavailable("Mosquitto is not installed on this machine.",
                "Install it: apt-get install mosquitto."));
        DataFolder folder = DataFolder.hold(data, "Mosquitto");
        Mosquitto started = null;
        try {
            int claimed = FreePorts.claim(port, "Mosquitto");
            Mosquitto broker = new Mosquitto(folder, launch(program, folder.path(), claimed, persistent, locks),
                    claimed, locks.isPresent());
            broker.awaitListening();
            started = broker;
            return broker;
        } catch (IOException e) {
            throw new ServiceUnavailable("Mosquitto did not start in %s: %s.".formatted(data, e),
                    "Look at mosquitto.log there.", e);
        } finally {
            if (started == null) {
                folder.close();
            }
        }
    }

    public String url() {
        return (encrypted ? "mqtts" : "tcp") + "://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /// Processor time that it has taken so far.
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// Ends it as a crash would: whatever is not stored is lost.
    public void kill() {
        process.destroyForcibly();
        close();
    }

    /// Ends it in order: a persistent one stores its sessions.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("Mosquitto did not end within {} s and is killed.", PATIENCE.toSeconds());
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            folder.close();
        }
    }

    private static Process launch(Path program, Path folder, int port, boolean persistent,
            Optional<Locks> locks) throws IOException {
        Path configuration = folder.resolve("mosquitto.conf");
        List<String> lines = new ArrayList<>(List.of("listener " + port + " 127.0.0.1"));
        lines.addAll(locks.map(Locks::lines).orElse(List.of("allow_anonymous true")));
        lines.addAll(
                List.of("user " + System.getProperty("user.name"),
                        "max_queued_messages 0", "max_queued_bytes 0", "max_inflight_messages 1000",
                        "persistence " + persistent, "persistence_location " + folder + "/", "autosave_interval 5",
                        "log_type error", "log_type warning", "log_type notice"));
        Files.write(configuration, lines);
        return new ProcessBuilder(program.toString(), "-c", configuration.toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("mosquitto.log").toFile())).start();
    }

    private void awaitListening() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                log.debug("Mosquitto listens on {}.", socket.getRemoteSocketAddress());
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    process.destroyForcibly();
                    throw e;
                }
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
