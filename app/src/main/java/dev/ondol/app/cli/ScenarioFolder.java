package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.proof.whatif.ScenarioTable.Kept;
import dev.ondol.simulator.run.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Scenarios that were kept by name in a data folder: `scenarios/NAME`, each a folder of a run with the changes of its plant.
///
/// @param path of all of them
record ScenarioFolder(Path path) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final String SUMMARY = "summary.json";
    private static final String PLANT = "plant.yaml";

    static ScenarioFolder in(Path data) {
        return new ScenarioFolder(data.resolve("scenarios"));
    }

    /// Where a scenario of that name lies or will lie.
    Path of(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new WrongUsage(
                    "The name of a scenario (%s) must be small letters, digits, dots and dashes, 64 at most.".formatted(
                            name));
        }
        return path.resolve(name);
    }

    /// Begins one anew.
    ///
    /// @param changes in what its plant differs
    void begin(String name, Optional<String> changes) throws IOException {
        Path file = of(name).resolve(PLANT);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(of(name).resolve(SUMMARY));
        if (changes.isPresent()) {
            Files.writeString(file, changes.get());
        } else {
            Files.deleteIfExists(file);
        }
    }

    /// Names of all that are whole, in alphabetical order.
    List<String> names() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(path)) {
            return folders.filter(folder -> Files.exists(folder.resolve(SUMMARY))).map(folder -> folder.getFileName()
                    .toString()).sorted().toList();
        } catch (IOException e) {
            throw new UserError("The folder %s cannot be read: %s.".formatted(path, e.getMessage()), e);
        }
    }

    Kept read(String name) {
        Path summary = of(name).resolve(SUMMARY);
        if (!Files.exists(summary)) {
            throw new UserError(
                    "There is no scenario %s in %s. Kept are: %s. Keep one with: ./ondol simulate ... --keep %s"
                            .formatted(
                                    name, path, names().isEmpty() ? "none" : String.join(", ", names()), name));
        }
        try {
            return new Kept(name, Files.exists(of(name).resolve(PLANT)), JsonMessages.read(Files.readAllBytes(summary),
                    Summary.class));
        } catch (IOException | MalformedMessage e) {
            throw new UserError("The scenario %s cannot be read: %s. Make it anew with: ./ondol simulate ... --keep %s"
                    .formatted(summary, e.getMessage(), name), e);
        }
    }
}
