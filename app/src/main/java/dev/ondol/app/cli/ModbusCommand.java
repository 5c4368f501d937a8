package dev.ondol.app.cli;

import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.plant.RegisterMapFile;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import dev.ondol.gateway.field.FieldPlant;
import dev.ondol.modbus.ModbusPlant;
import dev.ondol.modbus.map.MappedDevice;
import dev.ondol.modbus.map.MappedSite;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
        return look(RegisterMapFile.read(file.registerMap(), file.site()));
    }

    /// @param value in the unit of the point; absent where the device did not answer or its registers hold no number
    private record Shown(String point, @Nullable Double value, String unit) {}

    private record Looked(List<String> silentDevices, List<Shown> points) {}

    private int look(MappedSite mapped) throws InterruptedException {
        FieldPlant plant = ModbusPlant.look(mapped, Clock.systemUTC());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (plant.connected().size() < mapped.devices().size() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        List<String> silent = mapped.devices().stream().map(MappedDevice::name).filter(name -> !plant.connected()
                .contains(name)).toList();
        Map<PointId, Double> readings = plant.readings(mapped.catalog().all());
        plant.close();
        List<Shown> shown = new ArrayList<>();
        for (Point point : mapped.catalog().all()) {
            shown.add(new Shown(point.id().toString(), readings.get(point.id()), point.quantity().unit()));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new String(JsonMessages.write(new Looked(silent, shown)),
                    StandardCharsets.UTF_8));
        } else {
            shown.forEach(one -> out.printf("%-52s %s%n", one.point(), one.value() == null
                    ? "-"
                    : one.value() + " " + one.unit()));
            silent.forEach(name -> out.printf("The device %s did not connect within %d s: look at its host and port.%n",
                    name, PATIENCE.toSeconds()));
        }
        out.flush();
        return readings.size() == shown.size() ? 0 : 1;
    }
}
