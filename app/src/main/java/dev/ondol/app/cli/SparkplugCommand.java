package dev.ondol.app.cli;

import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.plant.MetricMapFile;
import dev.ondol.facility.site.Site;
import dev.ondol.sparkplug.SparkplugPlant;
import dev.ondol.sparkplug.map.MappedDevice;
import dev.ondol.sparkplug.map.MappedEdge;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol sparkplug`: a look at a plant behind Sparkplug B edge nodes.
@Command(name = "sparkplug", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Hears every point of a plant behind Sparkplug B edge nodes once, prints what is there, and ends: with 1 where a point has no reading.",
        "No set-point is written. The edge nodes are asked to be born again, as the protocol has it, unless --listen; it may be done beside a gateway that runs (ondol gateway)."})
public final class SparkplugCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "ondol.yaml: site, broker, and gateway.sparkplug, the metric map. docs/sparkplug.md describes it.")
    private Path config = Path.of("ondol.yaml");

    @Option(names = "--listen", paramLabel = "SECONDS", description = "Send nothing at all: wait that long, at most, for births that come by themselves.")
    private @Nullable Integer listen;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Duration patience = Optional.ofNullable(listen).map(Duration::ofSeconds).orElse(PATIENCE);
        if (!patience.isPositive()) {
            throw new WrongUsage("--listen (%d) must be at least 1 second.".formatted(listen));
        }
        ConfigurationFile file = ConfigurationFile.read(config, System.getenv());
        Site site = file.site();
        MappedEdge mapped = MetricMapFile.read(file.metricMap(), site);
        PlantLook look = PlantLook.at(SparkplugPlant.look(mapped, file.broker("gateway"), "sparkplug-look." + site.id()
                + "." + UUID.randomUUID(), Clock.systemUTC(), listen == null), mapped.catalog(), mapped.devices()
                        .stream().map(MappedDevice::name).toList(),
                patience);
        return look.tell(spec.commandLine().getOut(), json, "The device %s was not born within " + patience.toSeconds()
                + " s: look whether its edge node is at the broker, and at group, node and device in the map.%n");
    }
}
