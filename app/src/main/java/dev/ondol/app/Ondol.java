package dev.ondol.app;

import dev.ondol.app.cli.AccountCommand;
import dev.ondol.app.cli.AuditCommand;
import dev.ondol.app.cli.BackupCommand;
import dev.ondol.app.cli.BenchCommand;
import dev.ondol.app.cli.CertsCommand;
import dev.ondol.app.cli.CompareCommand;
import dev.ondol.app.cli.DatabaseCommand;
import dev.ondol.app.cli.DemoCommand;
import dev.ondol.app.cli.ExportCommand;
import dev.ondol.app.cli.FailureMessages;
import dev.ondol.app.cli.FleetCommand;
import dev.ondol.app.cli.ImportCommand;
import dev.ondol.app.cli.KubernetesCommand;
import dev.ondol.app.cli.LeaderCommand;
import dev.ondol.app.cli.MapCommand;
import dev.ondol.app.cli.ModbusCommand;
import dev.ondol.app.cli.MvCommand;
import dev.ondol.app.cli.NotifyCommand;
import dev.ondol.app.cli.OperatorCommand;
import dev.ondol.app.cli.PlaceCommand;
import dev.ondol.app.cli.PointsCommand;
import dev.ondol.app.cli.ReplayCommand;
import dev.ondol.app.cli.RestoreCommand;
import dev.ondol.app.cli.RoleCommand;
import dev.ondol.app.cli.SimulateCommand;
import dev.ondol.app.cli.SlurmCommand;
import dev.ondol.app.cli.SparkplugCommand;
import dev.ondol.app.cli.SweepCommand;
import dev.ondol.app.cli.TokenCommand;
import dev.ondol.app.cli.TuneCommand;
import dev.ondol.app.cli.ValidateCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of Ondol.
@Command(name = "ondol", version = "ondol 0.1.0", mixinStandardHelpOptions = true, sortOptions = false, subcommands = {
        DemoCommand.class, RoleCommand.Ingest.class, RoleCommand.Relay.class, RoleCommand.Optimize.class,
        RoleCommand.Control.class,
        RoleCommand.Dashboard.class, RoleCommand.Gateway.class, RoleCommand.Replays.class,
        FleetCommand.class,
        OperatorCommand.ExitAuto.class,
        OperatorCommand.Auto.class,
        OperatorCommand.Hold.class, OperatorCommand.Release.class, OperatorCommand.Lockout.class, LeaderCommand.class,
        SimulateCommand.class, CompareCommand.class, TuneCommand.class, ValidateCommand.class, SweepCommand.class,
        ReplayCommand.class,
        MvCommand.class, MapCommand.class,
        ExportCommand.class, ImportCommand.class, PointsCommand.class, BackupCommand.class, RestoreCommand.class,
        NotifyCommand.class, CertsCommand.class, DatabaseCommand.class, AuditCommand.class, PlaceCommand.class,
        AccountCommand.class, TokenCommand.class, SlurmCommand.class, KubernetesCommand.class, ModbusCommand.class,
        SparkplugCommand.class,
        BenchCommand.class, CommandLine.HelpCommand.class}, description = {
                "Plans AI workloads and cooling as one problem.", "",
                "Run the tests with: ./ondol test"})
public final class Ondol {
    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    private Ondol() {}

    public static void main(String[] args) {
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            // the name is ours alone: Tahu brings a logback.xml, and of two Logback complains on stdout, which belongs to results
            System.setProperty(LOG_CONFIGURATION, "ondol-logback.xml");
        }
        CommandLine command = commandLine(new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        System.exit(args.length == 0 ? command.execute("--help") : command.execute(args));
    }

    /// The whole command line; exit codes are 0 (ok), 1 (failed) and 2 (wrong usage).
    public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return new CommandLine(new Ondol()).setOut(out).setErr(err)
                .setExecutionExceptionHandler(new FailureMessages()).setUsageHelpAutoWidth(true);
    }
}
