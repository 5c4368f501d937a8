package dev.ondol.gateway;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One small record kept as JSON in a file. A write replaces the file in one step, so a reader sees the old or the new
/// record, also after the process was killed. It is not forced to the disk: after a power failure the newest writes may
/// be missing.
final class StateFile<T extends Record> {
    private static final Logger log = LoggerFactory.getLogger(StateFile.class);

    private final Path file;
    private final Path next;
    private final Class<T> type;

    StateFile(Path file, Class<T> type) {
        this.file = file;
        this.type = type;
        next = file.resolveSibling(file.getFileName() + ".next");
    }

    /// The record, or empty where there is none that can be read.
    Optional<T> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMessages.read(Files.readAllBytes(file), type));
        } catch (IOException | MalformedMessage e) {
            log.warn("The state in {} cannot be read, and is started anew: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    void write(T state) throws IOException {
        Files.write(next, JsonMessages.write(state));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
