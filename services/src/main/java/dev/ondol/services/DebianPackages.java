package dev.ondol.services;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Unpacks Debian's packages of PostgreSQL and TimescaleDB into the cache folder, by the script `unpack-timescaledb.sh`
/// beside this class, which `./ondol test` calls as well.
final class DebianPackages {
    private static final Logger log = LoggerFactory.getLogger(DebianPackages.class);
    private static final String SCRIPT = "unpack-timescaledb.sh";
    private static final String REMEDY = "Use --database embedded, or give the URL of a running database.";
    private static final long PATIENCE_MIN = 10;

    private DebianPackages() {}

    /// The folder with `initdb`, `pg_ctl` and `postgres`; the first time it downloads some 40 MB.
    static Path unpacked(Path cache) {
        Platform.requireLinuxOnAmd64("TimescaleDB");
        Path target = cache.resolve("timescaledb");
        Path programs = target.resolve("root/usr/lib/postgresql/17/bin");
        if (Files.exists(target.resolve("root/.ready"))) {
            return programs;
        }
        Path script = null;
        try {
            script = Files.createTempFile("ondol-", ".sh");
            try (InputStream text = DebianPackages.class.getResourceAsStream(SCRIPT)) {
                if (text == null) {
                    throw new IllegalStateException("The class path lacks " + SCRIPT + ".");
                }
                Files.write(script, text.readAllBytes());
            }
            run(script, target);
            return programs;
        } catch (IOException e) {
            throw new ServiceUnavailable("TimescaleDB could not be unpacked into %s: %s.".formatted(target, e), REMEDY,
                    e);
        } finally {
            delete(script);
        }
    }

    private static void run(Path script, Path target) throws IOException {
        Process process = new ProcessBuilder("bash", script.toString(), target.toString()).redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String last = "it said nothing";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    log.info("{}", line);
                    last = line.strip();
                }
            }
            if (!process.waitFor(PATIENCE_MIN, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new ServiceUnavailable("TimescaleDB could not be unpacked: %s".formatted(last), REMEDY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailable("Unpacking TimescaleDB was interrupted.", REMEDY, e);
        }
    }

    private static void delete(@Nullable Path script) {
        try {
            if (script != null) {
                Files.deleteIfExists(script);
            }
        } catch (IOException e) {
            log.debug("The temporary script {} stays behind.", script, e);
        }
    }
}
