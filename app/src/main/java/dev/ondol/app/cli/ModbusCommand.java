package dev.ondol.app.cli;

import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.config.UserError;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.gateway.GatewayOptions;
import dev.ondol.gateway.GatewayRole;
import dev.ondol.modbus.ModbusPlant;
import dev.ondol.modbus.map.MappedDevice;
import dev.ondol.modbus.map.MappedSite;
import dev.ondol.modbus.map.RegisterMap;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol modbus`: the gateway of a plant behind Modbus TCP, as a process of its own.
@Command(name = "modbus", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Reads a plant over Modbus TCP and carries verified commands out there, until Ctrl-C or SIGTERM; then every set-point is",
        "handed back to the devices. One such gateway a site. docs/modbus.md describes the map."})
public final class ModbusCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "ondol.yaml: site and broker.")
    private Path config = Path.of("ondol.yaml");

    @Option(names = "--map", paramLabel = "FILE", required = true, description = "What the registers mean; integrations/modbus/modbus.example.yaml is one to start from.")
    private Path map = Path.of("modbus.yaml");

    @Option(names = "--folder", paramLabel = "FOLDER", defaultValue = "modbus-gateway", description = "Keeps frames that are not stored yet and the memory of commands (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("modbus-gateway");

    @Option(names = "--check", description = "Read every point once, print what is there, and end. Nothing is written, the broker is not asked.")
    private boolean check;

    @Option(names = "--json", description = "With --check: one JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (json && !check) {
            throw new WrongUsage("--json goes with --check.");
        }
        ConfigurationFile file = ConfigurationFile.read(config, System.getenv());
        Site site = file.site();
        MappedSite mapped = MappedSite.of(map.toString(), RegisterMap.read(map.toString(), text(map)), PointCatalog.of(
                site));
        return check ? look(mapped) : serve(file, site, mapped);
    }

    private int serve(ConfigurationFile file, Site site, MappedSite mapped) throws Exception {
        ModbusPlant plant = ModbusPlant.open(mapped, Clock.systemUTC());
        GatewayRole gateway = new GatewayRole(site, mapped.catalog(), plant, file.broker("gateway"),
                GatewayOptions.real(folder
                        .toAbsolutePath()),
                Clock.systemUTC());
        gateway.start();
        AtomicBoolean failed = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            gateway.close();
            plant.close();
            Runtime.getRuntime().halt(failed.get() ? 1 : 0); // an orderly end on request is a success, not 143
        }, "shutdown"));
        spec.commandLine().getErr().printf(
                "%n  Modbus gateway of %s: %d points, %d set-points, %d devices%n  Ctrl-C ends it%n%n", site.id(),
                mapped.catalog().all().size(), mapped.catalog().writable().size(), mapped.devices().size());
        spec.commandLine().getErr().flush();
        try {
            gateway.awaitEnd();
        } catch (InterruptedException | RuntimeException e) {
            failed.set(true);
            throw e;
        }
        return 0;
    }

    /// @param value in the unit of the point; absent where the device did not answer or its registers hold no number
    private record Shown(String point, @Nullable Double value, String unit) {}

    private record Looked(List<String> silentDevices, List<Shown> points) {}

    private int look(MappedSite mapped) throws InterruptedException {
        ModbusPlant plant = ModbusPlant.look(mapped, Clock.systemUTC());
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

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError(
                    "The register map %s cannot be read: %s. integrations/modbus/modbus.example.yaml is one to start from."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
