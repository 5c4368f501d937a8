package dev.ondol.app;

import dev.ondol.app.cli.DemoCommand;
import dev.ondol.app.cli.FailureMessages;
import dev.ondol.app.cli.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of Ondol.
@Command(name = "ondol", version = "ondol 0.1.0", mixinStandardHelpOptions = true, sortOptions = false, subcommands = {
        DemoCommand.class, SimulateCommand.class}, description = {"Plans AI workloads and cooling as one problem.", "",
                "Run the tests with: ./ondol test"})
public final class Ondol {
    private Ondol() {}

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /// Runs one command and returns its exit code: 0 ok, 1 failed, 2 wrong usage.
    public static int execute(String... args) {
        return new CommandLine(new Ondol()).setExecutionExceptionHandler(new FailureMessages())
                .setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpAutoWidth(true).execute(args);
    }
}
