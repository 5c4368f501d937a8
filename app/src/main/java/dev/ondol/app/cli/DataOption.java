package dev.ondol.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The data folder that a command works on.
final class DataOption {
    @Option(names = "--site", paramLabel = "NAME", defaultValue = "kr-hn1", description = "Site (default: ${DEFAULT-VALUE}).")
    private String site = "kr-hn1";

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder (default: ./ondol-data/SITE).")
    private Optional<Path> data = Optional.empty();

    Path folder() {
        return data.orElse(Path.of("ondol-data", site)).toAbsolutePath().normalize();
    }
}
