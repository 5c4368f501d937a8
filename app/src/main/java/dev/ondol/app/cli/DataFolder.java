package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a run keeps its state: a named folder that stays, or a temporary one that goes with the run.
///
/// @param path      absolute
/// @param temporary true: deleted on close
record DataFolder(Path path, boolean temporary) implements AutoCloseable {
    static DataFolder of(Optional<Path> asked, boolean finite, String site) {
        try {
            if (asked.isEmpty() && finite) {
                return new DataFolder(Files.createTempDirectory("ondol-"), true);
            }
            Path path = asked.orElse(Path.of("ondol-data", site)).toAbsolutePath().normalize();
            Files.createDirectories(path);
            return new DataFolder(path, false);
        } catch (IOException e) {
            throw new UserError("The data folder cannot be made: %s. Name a writable one with --data.".formatted(e), e);
        }
    }

    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UserError("The temporary folder %s could not be deleted: %s. Delete it by hand.".formatted(path,
                    e.getMessage()), e);
        }
    }
}
