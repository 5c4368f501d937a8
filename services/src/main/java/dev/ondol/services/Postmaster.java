package dev.ondol.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server processes that an earlier, killed Ondol may have left on a cluster. All of them, the postmaster and its
/// children, have the cluster as their working directory; that tells them from a stranger who was given the same process
/// id, which `postmaster.pid` cannot.
final class Postmaster {
    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final int PATIENCE_STEPS = 100;
    private static final long STEP_MS = 100;

    private Postmaster() {}

    /// Ends them by the given stop command, waits until none is left, and only then removes a stale `postmaster.pid`: two
    /// servers on one cluster would destroy it.
    static void endEarlier(Path cluster, String service, Runnable stop) throws IOException {
        if (!processesIn(cluster).isEmpty()) {
            log.warn("The {} of an earlier run still works on {}; it is stopped first.", service, cluster);
            stop.run();
        }
        for (int step = 0; !processesIn(cluster).isEmpty(); step++) {
            if (step == PATIENCE_STEPS) {
                throw new ServiceUnavailable(
                        "Processes of an earlier %s do not end: %s.".formatted(service, processesIn(cluster)),
                        "End them with kill.");
            }
            pause();
        }
        Files.deleteIfExists(cluster.resolve("postmaster.pid"));
    }

    /// Ids of the live processes whose working directory is the cluster; a zombie has none.
    static List<Long> processesIn(Path cluster) throws IOException {
        Path real = cluster.toRealPath();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.filter(process -> Character.isDigit(process.getFileName().toString().charAt(0)))
                    .filter(process -> worksIn(process, real))
                    .map(process -> Long.valueOf(process.getFileName().toString()))
                    .toList();
        }
    }

    private static boolean worksIn(Path process, Path folder) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(folder);
        } catch (IOException e) {
            return false; // ended meanwhile, a zombie, or of another user, who cannot work in a private folder
        }
    }

    private static void pause() {
        try {
            Thread.sleep(STEP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
