package dev.ondol.proof.run;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Results of runs on disk, one file a run, so that a proof that was stopped goes on where it was. A file counts only with the
/// digest of everything that its figures depend on: another program, site, weather or budget makes all runs anew.
///
/// @param path   it is made where it is missing
/// @param digest of what all runs have in common
public record RunFolder(Path path, String digest) {
    private static final Logger log = LoggerFactory.getLogger(RunFolder.class);

    private record Kept(String digest, RunFigures figures) {}

    /// The figures of a run that was done before.
    Optional<RunFigures> find(RunSpec spec) throws IOException {
        Path file = file(spec);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Kept kept = JsonMessages.read(Files.readAllBytes(file), Kept.class);
            return kept.digest.equals(digest) && kept.figures.key().equals(spec.key())
                    ? Optional.of(kept.figures)
                    : Optional.empty();
        } catch (MalformedMessage e) {
            log.warn("The result {} is broken and its run is made again: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /// Keeps the figures; either whole or not at all.
    void keep(RunSpec spec, RunFigures figures) throws IOException {
        Files.createDirectories(path);
        Path part = Files.createTempFile(path, "run", ".part");
        Files.write(part, JsonMessages.write(new Kept(digest, figures)));
        Files.move(part, file(spec), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file(RunSpec spec) {
        return path.resolve(spec.key() + ".json");
    }
}
