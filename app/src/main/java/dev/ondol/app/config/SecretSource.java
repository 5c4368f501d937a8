package dev.ondol.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where a password comes from: it stands there, or in a file. Never printed.
///
/// @param file looked for beside ondol.yaml
public record SecretSource(Optional<String> text, Optional<String> file) {
    /// Throws where both are given.
    void check(String of) {
        if (text.isPresent() && file.isPresent()) {
            throw new IllegalArgumentException(
                    "The %s must have a password or a passwordFile, not both.".formatted(of));
        }
    }

    /// The password; empty where there is none.
    public Optional<String> read(Path beside) {
        if (file.isEmpty()) {
            return text;
        }
        Path path = beside.resolve(file.get());
        try {
            return Files.readString(path).lines().findFirst();
        } catch (IOException e) {
            throw new UserError("The password file %s cannot be read: %s.".formatted(path, e.getMessage()), e);
        }
    }

    @Override
    public String toString() {
        return "SecretSource";
    }
}
