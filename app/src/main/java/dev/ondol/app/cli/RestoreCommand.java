package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.services.DatabaseRestore;
import dev.ondol.services.StoredDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ondol restore`: puts a database back from the file of `ondol backup`.
@Command(name = "restore", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Puts the database of a backup into a data folder that has none of its kind; the next start goes on from there.",
        "Control then takes an epoch above the one that the site has seen, and gateways send again what they still hold."})
public final class RestoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "File that ondol backup wrote.")
    private Path file = Path.of("");

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw new UserError("There is no file %s.".formatted(file));
        }
        StoredDatabase restored;
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName("restore").setUnit(" MB", 1_000_000)
                .setInitialMax(-1).setConsumer(new ProgressLine(spec.commandLine().getErr())).build()) {
            restored = DatabaseRestore.read(file, data.folder(), bar::stepTo);
        }
        spec.commandLine().getOut().printf("The %s database of %s is in %s.%n", restored.kind(), file,
                restored.folder());
        return 0;
    }
}
