package dev.ondol.app.cli;

import dev.ondol.app.demo.ServicesTrial;
import dev.ondol.app.demo.TrialResult;
import dev.ondol.facility.site.Site;
import dev.ondol.optimizer.OptimizerOptions;
import dev.ondol.proof.run.PlantTrial;
import dev.ondol.simulator.weather.Weather;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol bench services`: whether the services take what the proof says.
@Command(name = "services", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Runs a day of the closed loop in one process and in the real services, and compares the energy.",
        "In one process as ./ondol validate does, and in the services (MQTT broker, database, placement API,",
        "controllers) in lock-step. Same plant, weather, jobs, failures and",
        "sensors. Ends with 1 where they differ by more than 2 %%."})
public final class ServicesCommand implements Callable<Integer> {
    /// By how much the two may differ, percent.
    private static final double TOLERANCE_PERCENT = 2;
    private static final int HOURS = 24;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SiteOption siteOption = new SiteOption();

    @Mixin
    private WorldOptions world = new WorldOptions();

    @Option(names = "--days", paramLabel = "N", description = "Days of the run (default: 1; with --full 3).")
    private Optional<Integer> days = Optional.empty();

    @Option(names = "--full", description = "Three days.")
    private boolean full;

    @Option(names = "--moves", paramLabel = "N", description = "Moves evaluated in each plan (default: what the product does).")
    private Optional<Long> moves = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "Folder for broker and database, which stay there (default: a temporary one).")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--database", paramLabel = "auto|embedded|URL", defaultValue = "auto", description = "auto: TimescaleDB unpacked from Debian packages, else embedded PostgreSQL. Or a jdbc:postgresql URL.")
    private String database = "auto";

    @Option(names = "--json", description = "Print one JSON object to stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        int length = days.orElse(full ? 3 : 1);
        if (length < 1) {
            throw new WrongUsage("--days (%d) must be at least 1.".formatted(length));
        }
        Site site = siteOption.read();
        Weather weather = world.weather(site);
        PlantTrial trial = trial(site, weather, length);
        try (DataFolder folder = DataFolder.of(data, true, site.id())) {
            TrialResult result = new ServicesTrial(trial, length, database).run(folder.path(), hour -> told(hour, length
                    * HOURS));
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? result.toJson() : result.toText());
            out.flush();
            return Math.abs(result.differencePercent()) <= TOLERANCE_PERCENT && result.samplesLost() == 0 ? 0 : 1;
        }
    }

    private PlantTrial trial(Site site, Weather weather, int length) {
        try {
            return new PlantTrial(site, weather, world.startDay(site, weather), length, world.seed(), moves.orElse(
                    OptimizerOptions.defaults().moves()));
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()), e);
        }
    }

    private void told(int hour, int all) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("ondol: in one process %d of %d hours".formatted(hour, all));
        err.flush();
    }
}
