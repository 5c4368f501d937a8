package dev.ondol.slurm.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file with the second of the last round in which Slurm and Ondol both answered. job_submit.lua holds jobs only while it is
/// young, and the watchdog releases them when it is old.
public final class Heartbeat {
    /// Name of the file; job_submit.lua and the watchdog know it too.
    public static final String FILE = "slurm-alive";
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final Path file;
    private boolean silent;

    /// @param folder on the machine of slurmctld; it is made where it is absent
    public Heartbeat(Path folder) {
        file = folder.resolve(FILE);
    }

    void beat(long nowMs) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path whole = file.resolveSibling(FILE + ".new");
            Files.writeString(whole, nowMs / 1000 + "\n");
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            silent = false;
        } catch (IOException e) {
            if (!silent) {
                log.error("The heart beat {} cannot be written, so Slurm places new jobs alone.", file, e);
            }
            silent = true;
        }
    }

    /// From now on Slurm places new jobs alone.
    void stop() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("The heart beat {} cannot be removed; Slurm holds jobs until it is old.", file, e);
        }
    }
}
