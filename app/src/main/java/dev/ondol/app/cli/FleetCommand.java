package dev.ondol.app.cli;

import dev.ondol.app.config.FleetFile;
import dev.ondol.app.role.FleetProcess;
import dev.ondol.app.role.RoleProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol fleet`: the front of several sites as a process of its own.
@Command(name = "fleet", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Gives jobs to that of several sites which takes least for them, and tells how the sites are, until Ctrl-C or SIGTERM.",
        "Schedulers ask it as they ask the placement API of a site. Each job is at one site at most, whatever is killed.",
        "http://127.0.0.1:8082/api/v1/placements, metrics at http://127.0.0.1:9092/metrics, unless fleet.yaml says otherwise.",
        "It needs a database and no broker (docs/fleet.md)."})
public final class FleetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "fleet.yaml; docs/fleet.md describes it, docs/fleet.example.yaml is one to start from. Variables such as ONDOL_DATABASE_PASSWORD stand in for single keys.")
    private Path config = Path.of("fleet.yaml");

    @Override
    public Integer call() throws Exception {
        RoleProcess process = FleetProcess.start(FleetFile.read(config, System.getenv()));
        Thread interrupt = new Thread(() -> {
            process.close();
            Runtime.getRuntime().halt(0); // an orderly end on request is a success, not 143
        }, "shutdown");
        Runtime.getRuntime().addShutdownHook(interrupt);
        spec.commandLine().getErr().printf("%n  %s%n  Ctrl-C ends it%n%n", process.announcement());
        spec.commandLine().getErr().flush();
        process.awaitEnd();
        return 0;
    }
}
