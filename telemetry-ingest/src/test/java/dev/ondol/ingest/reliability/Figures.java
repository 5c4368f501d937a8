package dev.ondol.ingest.reliability;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a test saw, as a line of the log. `./ondol test --full` takes it from there into docs/reliability.md.
final class Figures {
    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

    private Figures() {}

    /// @param id     for example R1
    /// @param seed   of the chance in it
    /// @param result a sentence with its figures
    static void publish(String id, long seed, String result) {
        LOG.info("| {} | {} | seed {} |", id, result, seed);
    }
}
