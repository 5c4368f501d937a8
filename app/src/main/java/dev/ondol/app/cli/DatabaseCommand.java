package dev.ondol.app.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol database`: tables and rights, as the owner.
@Command(name = "database", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Brings the tables of a database up to date as their owner.",
        "With them the roles ondol_ingest, ondol_optimize, ondol_control, ondol_dashboard, ondol_replayer and ondol_fleet with the",
        "rights of each. docs/security.md says how processes sign in with",
        "them."})
public final class DatabaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Option(names = "--site", paramLabel = "NAME", defaultValue = "kr-hn1", description = "Site of the data folder (default: ${DEFAULT-VALUE}).")
    private String site = "kr-hn1";

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (DatabaseOption.Opened opened = database.open(site)) {
            out.printf("The tables are up to date (%s).%n", opened.historian().version());
        }
        out.flush();
        return 0;
    }
}
