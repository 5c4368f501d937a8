package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.services.DatabaseBackup;
import dev.ondol.services.StoredDatabase;
import java.io.IOException;
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

/// `ondol backup`: the whole database of a data folder in one file.
@Command(name = "backup", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Copies the database of a data folder whole into one file, while it runs or not; ondol restore puts it back.",
        "What was committed when it ends is in it. A database elsewhere is backed up by its own server's tools."})
public final class BackupCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "File to write, for example ondol-2026-01-01.tar.gz; must not exist.")
    private Path file = Path.of("");

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() throws Exception {
        Path absolute = file.toAbsolutePath().normalize();
        if (Files.exists(absolute)) {
            throw new UserError("The file %s exists already; name another.".formatted(file));
        }
        StoredDatabase stored = StoredDatabase.in(data.folder()).orElseThrow(() -> new UserError(
                "There is no database in %s. Name the data folder with --data.".formatted(data.folder())));
        boolean runs = stored.running().isPresent();
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName("backup").setUnit(" MB", 1_000_000)
                .setInitialMax(Math.max(1, DatabaseBackup.size(stored)))
                .setConsumer(new ProgressLine(spec.commandLine().getErr())).build()) {
            DatabaseBackup.write(stored, absolute, bar::stepTo);
        }
        spec.commandLine().getOut().printf("The %s %s database in %s is in %s (%,d MB).%n",
                runs ? "running" : "stopped", stored.kind(), data.folder(), file, megabytes(absolute));
        return 0;
    }

    private static long megabytes(Path file) throws IOException {
        return Math.ceilDiv(Files.size(file), 1_000_000L);
    }
}
