package dev.ondol.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Fresh folders under target/, one for each test.
final class TestFolder {
    private TestFolder() {}

    static Path fresh(String name) {
        try {
            Path folder = Path.of("target", "test data", name).toAbsolutePath(); // the blank is part of the test
            Folders.delete(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
