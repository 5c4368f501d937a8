package dev.ondol.app.config;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.mapping.MappingReader;
import dev.ondol.facility.mapping.PointMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file that says what others call the points of a site: docs/points.md.
public final class MappingFile {
    private MappingFile() {}

    /// @throws InvalidConfiguration with every problem of the file
    public static PointMapping read(Path file) throws InvalidConfiguration {
        try {
            return MappingReader.read(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new UserError("There is no mapping file %s.".formatted(file), e);
        } catch (IOException e) {
            throw new UserError("The mapping file %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
