package dev.ondol.app.cli;

import dev.ondol.app.config.WeightChoice;
import dev.ondol.app.demo.Demo;
import dev.ondol.app.demo.DemoOptions;
import dev.ondol.app.demo.DemoResult;
import dev.ondol.app.role.RoleName;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.weather.Weather;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol demo`: the closed loop on a simulated plant, interactive or for a number of plant hours.
@Command(name = "demo", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Runs the whole loop on a simulated data center: gateway, broker, ingest, database, optimizer, controllers, dashboard.",
        "Without --hours it runs until Ctrl-C and goes on with the kept data at the next start."})
public final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SiteOption siteOption = new SiteOption();

    @Mixin
    private WorldOptions world = new WorldOptions();

    /// Faults of a seed strike in the first year.
    private static final int DAYS_OF_CHANCE = 365;

    @Mixin
    private FaultOption faults = new FaultOption();

    @Option(names = "--speed", paramLabel = "N", defaultValue = "60", description = "Plant seconds a second (default: ${DEFAULT-VALUE}); slows down where the planner cannot follow.")
    private double speed = 60;

    @Option(names = "--mode", paramLabel = "shadow|advise|auto", defaultValue = "auto", description = "shadow: plan and show, send nothing. advise: an operator approves each change. auto: verified plans reach the plant (default).")
    private String mode = "auto";

    @Option(names = "--hours", paramLabel = "N", description = "Run N plant hours as fast as the planner follows, in an empty data folder on free ports, then end.")
    private Optional<Integer> hours = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "Folder for all state (default: ./ondol-data/SITE; with --hours a temporary one).")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the dashboard (default: 8080; with --hours a free one). The placement API takes the next one.")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--database", paramLabel = "auto|embedded|URL", defaultValue = "auto", description = "auto: TimescaleDB unpacked from Debian packages, else embedded PostgreSQL. Or a jdbc:postgresql URL.")
    private String database = "auto";

    @Mixin
    private BrokerOption broker = new BrokerOption();

    @Option(names = "--frames", paramLabel = "json|cbor", defaultValue = "json", description = "How the gateway writes its frames: json (default), or cbor, a third of the bytes.")
    private String frames = "json";

    @Option(names = "--management-port", paramLabel = "PORT", description = "Port of /metrics and /health (default: 9090; with --hours or --port a free one).")
    private Optional<Integer> management = Optional.empty();

    @Mixin
    private SeparateRoles separate = new SeparateRoles();

    @Option(names = "--weights", paramLabel = "WHAT=N", split = ",", description = "What plans are to save, for example energy=1,carbon=0.5 (energy, carbon, money, water; default: energy alone). Only the ratio counts.")
    private Map<String, Double> weights = Map.of();

    @Option(names = "--json", description = "Print one JSON object to stdout at the end of --hours.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Mode start = check();
        Set<RoleName> without = separate.read(broker.url(), database);
        Site site = siteOption.read();
        Weather weather = world.weather(site);
        long first = world.start(site, weather);
        DemoOptions options = new DemoOptions(site, siteOption.text(), weather, world.workload(site, first), first,
                world.startsWhereAsked(), world.seed(), start, hours, speed, port, database, broker.url(), broker.tls(),
                codec(),
                management, without, separate.placementApi(), weights(),
                faults.read(LocalDateTime.ofInstant(Instant.ofEpochMilli(first), site.location().zone()),
                        DAYS_OF_CHANCE));
        try (DataFolder folder = DataFolder.of(data, hours.isPresent(), site.id());
                Demo demo = Demo.start(options, folder.path())) {
            Thread interrupt = new Thread(() -> stop(demo, folder), "shutdown");
            Runtime.getRuntime().addShutdownHook(interrupt);
            announce(demo, site, folder.path());
            demo.awaitEnd();
            if (interrupt.isAlive()) { // Ctrl-C: that thread stops everything, and the JVM ends with it
                interrupt.join();
                return 0;
            }
            Runtime.getRuntime().removeShutdownHook(interrupt);
            DemoResult result = demo.result();
            report(result);
            return result.samplesLost() == 0 ? 0 : 1;
        }
    }

    private static void stop(Demo demo, DataFolder folder) {
        demo.close();
        folder.close();
    }

    private Mode check() {
        if (!(speed > 0 && speed <= 3600)) {
            throw new WrongUsage("--speed (%s) must be above 0 and at most 3600.".formatted(speed));
        }
        if (hours.isPresent() && hours.get() < 1) {
            throw new WrongUsage("--hours (%d) must be at least 1.".formatted(hours.get()));
        }
        if (json && hours.isEmpty()) {
            throw new WrongUsage("--json needs --hours: without it the demo has no end to report.");
        }
        if (port.isPresent() && (port.get() < 1 || port.get() > 65_534)) {
            throw new WrongUsage("--port (%d) must be 1 to 65534.".formatted(port.get()));
        }
        if (management.isPresent() && (management.get() < 0 || management.get() > 65_535)) {
            throw new WrongUsage("--management-port (%d) must be 0 to 65535.".formatted(management.get()));
        }
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "auto" -> Mode.AUTO;
            case "advise" -> Mode.ADVISE;
            case "shadow" -> Mode.SHADOW;
            default -> throw new WrongUsage("--mode (%s) must be shadow, advise or auto.".formatted(mode));
        };
    }

    private Weights weights() {
        List<String> known = List.of("energy", "carbon", "money", "water");
        weights.keySet().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new WrongUsage("--weights (%s) must be of %s.".formatted(name, String.join(", ", known)));
        });
        try {
            return new WeightChoice(weight("energy"), weight("carbon"), weight("money"), weight("water")).weights();
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--weights: " + e.getMessage());
        }
    }

    private Optional<Double> weight(String name) {
        return Optional.ofNullable(weights.get(name));
    }

    private FrameCodec codec() {
        return switch (frames.toLowerCase(Locale.ROOT)) {
            case "json" -> FrameCodec.JSON;
            case "cbor" -> FrameCodec.CBOR;
            default -> throw new WrongUsage("--frames (%s) must be json or cbor.".formatted(frames));
        };
    }

    private void announce(Demo demo, Site site, Path folder) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf("%n  Ondol runs %s (%s): %s%n", site.id(), site.name(), demo.dashboard().map(URI::toString).orElse(
                "its dashboard is a process of its own"));
        err.printf("  %s%n  state in %s%n", demo.backing(), folder);
        if (demo.dashboard().isPresent()) {
            err.println("  whoever sits at this machine is signed in as operator; accounts: ./ondol account");
            err.printf("  replays are an engineer's: ./ondol account add NAME --role engineer --site %s --data %s%n",
                    site
                            .id(),
                    folder);
        }
        demo.management().ifPresent(address -> err.printf("  metrics at %s%n", address));
        err.printf("  %s%n%n", hours.isPresent()
                ? "ends after %d plant hours".formatted(hours.get())
                : "Ctrl-C stops everything; the next start goes on from there");
        err.flush();
    }

    private void report(DemoResult result) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? result.toJson() : result.toText());
        out.flush();
    }
}
