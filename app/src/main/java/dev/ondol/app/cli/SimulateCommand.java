package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.site.Site;
import dev.ondol.proof.loop.OutsideLoop;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.report.RunFolder;
import dev.ondol.simulator.run.Policy;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
import dev.ondol.simulator.run.SimulationRun;
import dev.ondol.simulator.run.Summary;
import dev.ondol.simulator.weather.Weather;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol simulate`: days of a site under one policy, without broker or database.
@Command(name = "simulate", mixinStandardHelpOptions = true, sortOptions = false, description = "Simulates days of a site under one policy and prints what it used.")
public final class SimulateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SiteOption siteOption = new SiteOption();

    @Option(names = "--policy", required = true, paramLabel = "NAME", description = {
            "conventional: the conventional twin with fixed set-points (B0).",
            "static: the site with cautious fixed set-points and fans (B1).",
            "best-static: the site with the best fixed set-points of other years (B2).",
            "good-practice: the site with trim & respond and economizer (B3).",
            "good-practice-plus: the same, idle nodes suspended, one efficiency profile for all jobs (B3+)."})
    private String policy = "";

    @Mixin
    private WorldOptions world = new WorldOptions();

    @Option(names = "--days", paramLabel = "N", defaultValue = "7", description = "Days to simulate (default: ${DEFAULT-VALUE}).")
    private int days = 7;

    @Option(names = "--assets", description = "Generation, storage and heat recovery work, by simple rules.")
    private boolean assets;

    @Option(names = "--step", paramLabel = "SECONDS", defaultValue = "60", description = "Step of the physics, a divisor of 60 (default: ${DEFAULT-VALUE}).")
    private int step = 60;

    @Option(names = "--tuned", paramLabel = "FILE", description = "What ./ondol tune has found, for best-static (default: what Ondol ships for the site).")
    private Optional<Path> tuned = Optional.empty();

    @Mixin
    private FaultOption faults = new FaultOption();

    @Option(names = "--perturb", paramLabel = "PERCENT", description = "The plant is off its description by so much (0 to 50), each coefficient in its own direction by the seed, and its sensors are worn: noise, bias, delay (default: as described, sound).")
    private Optional<Double> perturb = Optional.empty();

    @Option(names = "--record", paramLabel = "points", description = "With --out: readings of all points each minute, those of racks and nodes too (default: site, halls and units each five minutes).")
    private Optional<String> record = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "Also write readings.csv.gz, summary.json and report.html there.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--plant", paramLabel = "FILE", description = "What is other in the plant, as YAML with the keys of the site: a unit more or less, another limit; null takes a part away (docs/replay.md).")
    private Optional<Path> plant = Optional.empty();

    @Option(names = "--keep", paramLabel = "NAME", description = "Keep it as a scenario of that name in the data folder, for ondol compare.")
    private Optional<String> keep = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "With --keep: the data folder (default: ./ondol-data/SITE).")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws Exception {
        Policy chosen = Policy.find(policy)
                .orElseThrow(() -> new WrongUsage("--policy (%s) must be one of %s.".formatted(
                        policy, Arrays.stream(Policy.values()).map(Policy::id).collect(Collectors.joining(", ")))));
        if (plant.isPresent() && chosen == Policy.CONVENTIONAL) {
            throw new WrongUsage(
                    "--plant changes the site, and the policy conventional takes its conventional twin. Choose another policy.");
        }
        Site site = plant.isPresent() ? siteOption.read(plant.get()) : siteOption.read();
        if (keep.isPresent()) {
            keep(site, keep.get());
        }
        if (record.isPresent() && (out.isEmpty() || !record.get().equals("points"))) {
            throw new WrongUsage("--record (%s) must be points, and needs --out.".formatted(record.get()));
        }
        Weather weather = world.weather(site);
        Summary summary = run(scenario(site, chosen, weather));
        json.print(spec, summary, SimulateCommand::text);
        return 0;
    }

    private void keep(Site site, String name) {
        if (out.isPresent()) {
            throw new WrongUsage("Give --out or --keep, not both: a scenario lies in its own folder.");
        }
        ScenarioFolder scenarios = ScenarioFolder.in(data.orElse(Path.of("ondol-data", site.id())));
        out = Optional.of(scenarios.of(name));
        try {
            scenarios.begin(name, plant.map(file -> text("changes of the plant", file)));
        } catch (IOException e) {
            throw new UserError("The folder %s cannot be written: %s. Name a writable one with --data.".formatted(
                    scenarios.path(), e.getMessage()), e);
        }
    }

    private Scenario scenario(Site site, Policy chosen, Weather weather) throws Exception {
        long start = world.start(site, weather);
        try {
            Scenario scenario = new Scenario(site, chosen, weather, world.workload(site, start),
                    world.startDay(site, weather), days, step, world.seed());
            Scenario equipped = assets ? scenario.withAssets() : scenario;
            Scenario operated = chosen.tuned() ? equipped.tuned(tuned(site)) : equipped;
            return faults.none()
                    ? operated
                    : operated.faults(faults.read(operated.from().atStartOfDay(), days)
                            .apply(new Simulation(operated).facility()));
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()), e);
        }
    }

    private TunedSite tuned(Site site) throws InvalidConfiguration {
        TunedSite learned = tuned.isPresent()
                ? TunedSite.read(tuned.get().toString(), text("tuned set-points", tuned.get()))
                : TunedSite.shipped(site.id()).orElseThrow(() -> new UserError(
                        "Nothing was tuned for %s yet. Make it with: ./ondol tune --site %s --weather FILE.. and name it with --tuned."
                                .formatted(site.id(), site.id())));
        if (!learned.madeFor(site)) {
            spec.commandLine().getErr().println(
                    "ondol: %s is described differently now than when its set-points were tuned; tune it again."
                            .formatted(site.id()));
        }
        return learned;
    }

    private static String text(String what, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError("The %s %s cannot be read: %s.".formatted(what, file, e), e);
        }
    }

    private Summary run(Scenario scenario) {
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName(scenario.policy().id()).setInitialMax(days)
                .setUnit(" days", 1).setConsumer(new ProgressLine(spec.commandLine().getErr())).build()) {
            Progress progress = (done, total) -> bar.stepTo(done);
            Simulation simulation = perturb.isPresent()
                    ? OutsideLoop.perturbed(scenario, perturb.get())
                    : new Simulation(scenario);
            return out.isPresent()
                    ? new RunFolder(out.get(), record.isPresent()).run(scenario, simulation, progress)
                    : SimulationRun.run(simulation, scenario, List.of(), progress);
        } catch (IOException e) {
            throw new UserError("%s Name a writable folder with --out.".formatted(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private static String text(Summary summary) {
        String subsystems = summary.bySubsystemKwh().entrySet().stream()
                .map(entry -> "    %-24s %,14.0f kWh".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
        return """
                %s, %s, %d days from %s (%s)
                  PUE %.3f, WUE %.2f L/kWh, peak %,.0f kW
                  facility %,.0f kWh, IT %,.0f kWh, cooling %,.0f kWh
                %s
                  %,.0f reference GPU-hours at %.1f %% mean allocation; hottest inlet %.1f C"""
                .formatted(summary.site(), summary.policy(), summary.days(), summary.from(), summary.weather(),
                        summary.pue(), summary.wueLitresPerKwh(), summary.peakKw(), summary.facilityKwh(),
                        summary.itKwh(), summary.coolingKwh(), subsystems, summary.gpuHours(),
                        summary.meanAllocationPercent(), summary.maxInletC());
    }
}
