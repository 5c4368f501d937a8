package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.slurm.SlurmConnector;
import dev.ondol.slurm.options.SlurmOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `ondol slurm`: the connector to Slurm as a process of its own.
@Command(name = "slurm", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Places the GPU jobs of Slurm: asks Ondol for each that job_submit.lua holds, and releases it to its nodes at its time.",
        "Runs beside slurmctld as a user that is Slurm's operator, until Ctrl-C or SIGTERM; then what is held is released.",
        "docs/slurm.md says how to switch it on and off."})
public final class SlurmCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "slurm.yaml; integrations/slurm/slurm.example.yaml is one to start from.")
    private @Nullable Path config;

    @Option(names = "--api", paramLabel = "URL", description = "The placement API, instead of what the file says. Otherwise http://127.0.0.1:8081.")
    private @Nullable String api;

    @Option(names = "--folder", paramLabel = "FOLDER", description = "Where the heart beat is written, instead of what the file says. Otherwise /run/ondol.")
    private @Nullable String folder;

    @Override
    public Integer call() throws Exception {
        SlurmConnector connector = SlurmConnector.start(options(), Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            connector.close();
            Runtime.getRuntime().halt(0); // an orderly end on request is a success, not 143
        }, "shutdown"));
        connector.awaitEnd();
        return 0;
    }

    private SlurmOptions options() throws Exception {
        SlurmOptions told = config == null ? SlurmOptions.NONE : SlurmOptions.read(config.toString(), text(config));
        try {
            return told.with(Optional.ofNullable(api), Optional.ofNullable(folder));
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError(
                    "The file %s cannot be read: %s. integrations/slurm/slurm.example.yaml is one to start from."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
