package dev.ondol.app.demo;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// How to reach a demo from another process of this machine; kept in its data folder.
///
/// @param site   the site's id
/// @param broker address of its broker, without an account
public record RunningDemo(String site, String broker) {
    private static final String FILE = "running.json";

    /// What the demo that ran last in that folder has left.
    public static Optional<RunningDemo> read(Path data) {
        Path file = data.resolve(FILE);
        try {
            return Files.exists(file)
                    ? Optional.of(JsonMessages.read(Files.readAllBytes(file), RunningDemo.class))
                    : Optional.empty();
        } catch (IOException | MalformedMessage e) {
            return Optional.empty();
        }
    }

    void write(Path data) {
        try {
            Files.write(data.resolve(FILE), JsonMessages.write(this));
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder %s cannot be written.".formatted(data), e);
        }
    }
}
