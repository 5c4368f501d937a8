package dev.ondol.app.cli;

import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.role.GatewayProcess;
import dev.ondol.app.role.IngestProcess;
import dev.ondol.app.role.RelayProcess;
import dev.ondol.app.role.ReplayerProcess;
import dev.ondol.app.role.RoleProcess;
import dev.ondol.app.role.StartedRole;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.workload.UnusableTrace;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol ingest`, `relay`, `optimize`, `control`, `dashboard`, `replayer`, `gateway`: one role a process, until Ctrl-C or SIGTERM.
public abstract class RoleCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "ondol.yaml; docs/configuration.md describes it, docs/ondol.example.yaml is one to start from. Variables such as ONDOL_DATABASE_PASSWORD stand in for single keys.")
    private Path config = Path.of("ondol.yaml");

    abstract RoleProcess start(ConfigurationFile file) throws InvalidConfiguration, UnusableWeather, UnusableTrace;

    @Override
    public Integer call() throws Exception {
        RoleProcess process = start(ConfigurationFile.read(config, System.getenv()));
        AtomicBoolean failed = new AtomicBoolean();
        Thread interrupt = new Thread(() -> {
            process.close();
            Runtime.getRuntime().halt(failed.get() ? 1 : 0); // an orderly end on request is a success, not 143
        }, "shutdown");
        Runtime.getRuntime().addShutdownHook(interrupt);
        spec.commandLine().getErr().printf("%n  %s%n  Ctrl-C ends it%n%n", process.announcement());
        spec.commandLine().getErr().flush();
        try {
            process.awaitEnd();
        } catch (InterruptedException | RuntimeException e) {
            failed.set(true);
            throw e;
        }
        return 0;
    }

    /// `ondol ingest`.
    @Command(name = "ingest", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Stores the telemetry of a site as a process of its own, until Ctrl-C or SIGTERM.",
            "At its end what is here is stored and acknowledged, and it ends with 0. One process a site, or one for each",
            "shard and one for the rest.",
            "Metrics and health: http://127.0.0.1:9090/metrics and /health, unless ondol.yaml says otherwise."})
    public static final class Ingest extends RoleCommand {
        @Option(names = "--shard", paramLabel = "NAME", description = "Store the sources of one shard of ingest.shards alone, or of none of them (rest). Processes for all others must run, too.")
        private Optional<String> shard = Optional.empty();

        @Option(names = "--beside", paramLabel = "NAME", description = "Only with kafka in ondol.yaml: take a share of the frames beside the process without this option, and nothing else.")
        private Optional<String> beside = Optional.empty();

        @Override
        RoleProcess start(ConfigurationFile file) throws InvalidConfiguration {
            return IngestProcess.start(file, shard, beside);
        }
    }

    /// `ondol relay`.
    @Command(name = "relay", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Carries the frames of a site from its broker into Kafka as a process of its own, until Ctrl-C or SIGTERM.",
            "Only with a section kafka in ondol.yaml: ondol ingest then reads from Kafka (docs/kafka.md). One relay a site.",
            "It needs the broker and Kafka and no database.",
            "Metrics and health: http://127.0.0.1:9090/metrics and /health, unless ondol.yaml says otherwise."})
    public static final class Relay extends RoleCommand {
        @Override
        RoleProcess start(ConfigurationFile file) throws InvalidConfiguration {
            return RelayProcess.start(file);
        }
    }

    /// `ondol optimize`.
    @Command(name = "optimize", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Plans a site and answers the placement API as a process of its own, until Ctrl-C or SIGTERM.",
            "What it promised outlives it. A second process waits beside the first and takes over.",
            "Placement API and health: http://127.0.0.1:8081/api/v1/ and /health, unless ondol.yaml says otherwise."})
    public static final class Optimize extends RoleCommand {
        @Override
        RoleProcess start(ConfigurationFile file) throws InvalidConfiguration {
            return StartedRole.optimize(file);
        }
    }

    /// `ondol control`.
    @Command(name = "control", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Verifies plans and commands the plant of a site as a process of its own, until Ctrl-C or SIGTERM.",
            "At its end the plant is on its own local rules. It begins in SHADOW, which sends nothing, unless ondol.yaml",
            "says otherwise."})
    public static final class Control extends RoleCommand {
        @Override
        RoleProcess start(ConfigurationFile file) throws InvalidConfiguration {
            return StartedRole.control(file);
        }
    }

    /// `ondol dashboard`.
    @Command(name = "dashboard", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Shows a site to operators as a process of its own, until Ctrl-C or SIGTERM.",
            "http://127.0.0.1:8080, unless ondol.yaml says otherwise. It listens on loopback only. People sign in with",
            "accounts: ondol account."})
    public static final class Dashboard extends RoleCommand {
        @Override
        RoleProcess start(ConfigurationFile file) throws InvalidConfiguration {
            return StartedRole.dashboard(file);
        }
    }

    /// `ondol replayer`.
    @Command(name = "replayer", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Carries out what people ask for on the Replay screen as a process of its own, until Ctrl-C or SIGTERM.",
            "One replay at a time, on one processor. It needs the database and no broker, and cannot command (docs/replay.md)."})
    public static final class Replays extends RoleCommand {
        @Override
        RoleProcess start(ConfigurationFile file) throws InvalidConfiguration {
            return ReplayerProcess.start(file);
        }
    }

    /// `ondol gateway`.
    @Command(name = "gateway", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Runs the edge gateway of a site with its plant as a process of its own, until Ctrl-C or SIGTERM.",
            "The plant is real (Modbus TCP, Sparkplug B) or simulated. At the gateway's end every set-point is handed back. It keeps",
            "on disk what is not stored yet. One gateway a site.",
            "It needs the broker and no database. gateway in ondol.yaml says which plant it is (docs/configuration.md)."})
    public static final class Gateway extends RoleCommand {
        @Override
        RoleProcess start(ConfigurationFile file) throws InvalidConfiguration, UnusableWeather, UnusableTrace {
            return GatewayProcess.start(file);
        }
    }
}
