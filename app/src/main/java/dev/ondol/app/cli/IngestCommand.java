package dev.ondol.app.cli;

import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.ingest.IngestProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol ingest`: the role as a process of its own.
@Command(name = "ingest", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Stores the telemetry of a site as a process of its own, until Ctrl-C or SIGTERM. Then what is here is stored and",
        "acknowledged, and it ends with 0. One process a site.",
        "Metrics and health: http://127.0.0.1:9090/metrics and /health, unless ondol.yaml says otherwise."})
public final class IngestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "ondol.yaml; docs/configuration.md describes it, docs/ondol.example.yaml is one to start from. Variables such as ONDOL_DATABASE_PASSWORD stand in for single keys.")
    private Path config = Path.of("ondol.yaml");

    @Override
    public Integer call() throws Exception {
        ConfigurationFile file = ConfigurationFile.read(config, System.getenv());
        IngestProcess process = IngestProcess.start(file);
        Thread interrupt = new Thread(() -> {
            process.close();
            Runtime.getRuntime().halt(0); // an orderly end on request is a success, not 143
        }, "shutdown");
        Runtime.getRuntime().addShutdownHook(interrupt);
        spec.commandLine().getErr().printf("%n  Ondol ingests %s: %s%n  Ctrl-C ends it%n%n", process.site(),
                process.management());
        spec.commandLine().getErr().flush();
        process.awaitEnd();
        return 0;
    }
}
