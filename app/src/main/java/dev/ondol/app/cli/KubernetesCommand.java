package dev.ondol.app.cli;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.kubernetes.KubernetesWatcher;
import dev.ondol.kubernetes.options.KubernetesOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol kubernetes`: the watcher as a process of its own.
@Command(name = "kubernetes", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Keeps a Kubernetes cluster and Ondol in step, until Ctrl-C or SIGTERM.",
        "It tells Ondol what runs on which node and opens the scheduling gates (ondol.dev/deferred) of jobs at their",
        "time. docs/kubernetes.md says how to switch it on."})
public final class KubernetesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", description = "kubernetes.yaml; integrations/kubernetes/kubernetes.example.yaml is one to start from. Without it: the values that stand there.")
    private @Nullable Path config;

    @Option(names = "--api", paramLabel = "URL", description = "Address of Ondol's placement API, for example http://127.0.0.1:8081; goes before that of the file.")
    private @Nullable String api;

    @Option(names = "--context", paramLabel = "NAME", description = "Context of the kubeconfig; goes before that of the file. Default: the current one, or the service account of the Pod that it runs in.")
    private @Nullable String context;

    @Override
    public Integer call() throws IOException, InvalidConfiguration, InterruptedException {
        KubernetesWatcher watcher = KubernetesWatcher.start(options());
        Thread interrupt = new Thread(() -> {
            watcher.close();
            Runtime.getRuntime().halt(0); // an orderly end on request is a success, not 143
        }, "shutdown");
        Runtime.getRuntime().addShutdownHook(interrupt);
        spec.commandLine().getErr().printf("%n  Ondol watches %s%n  Ctrl-C ends it%n%n", watcher.cluster());
        spec.commandLine().getErr().flush();
        watcher.awaitEnd();
        return 0;
    }

    private KubernetesOptions options() throws IOException, InvalidConfiguration {
        Path file = config;
        if (file != null && !Files.isReadable(file)) {
            throw new WrongUsage("The file (%s) cannot be read.".formatted(file));
        }
        KubernetesOptions told = file == null
                ? KubernetesOptions.NONE
                : KubernetesOptions.read(file.toString(), Files.readString(file));
        try {
            return new KubernetesOptions(Optional.ofNullable(api).or(told::api), Optional.ofNullable(context).or(
                    told::context), told.roundSeconds(), told.openGatesSeconds());
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()), e);
        }
    }
}
