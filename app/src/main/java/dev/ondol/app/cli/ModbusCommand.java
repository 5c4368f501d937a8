package dev.ondol.app.cli;

import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.plant.RegisterMapFile;
import dev.ondol.modbus.ModbusPlant;
import dev.ondol.modbus.map.MappedDevice;
import dev.ondol.modbus.map.MappedSite;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol modbus`: a look at a plant behind Modbus TCP.
@Command(name = "modbus", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Reads every point of a plant behind Modbus TCP once, prints what is there, and ends: with 1 where a point has no reading.",
        "Nothing is written and the broker is not asked, so it may be done beside a gateway that runs (ondol gateway)."})
public final class ModbusCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "ondol.yaml: site, and gateway.modbus, the register map. docs/modbus.md describes it.")
    private Path config = Path.of("ondol.yaml");

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        ConfigurationFile file = ConfigurationFile.read(config, System.getenv());
        MappedSite mapped = RegisterMapFile.read(file.registerMap(), file.site());
        PlantLook look = PlantLook.at(ModbusPlant.look(mapped, Clock.systemUTC()), mapped.catalog(), mapped.devices()
                .stream().map(MappedDevice::name).toList(), PATIENCE);
        return look.tell(spec.commandLine().getOut(), json, "The device %s did not connect within " + PATIENCE
                .toSeconds() + " s: look at its host and port.%n");
    }
}
