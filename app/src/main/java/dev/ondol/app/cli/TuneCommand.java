package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.baseline.Digests;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.tune.Tuning;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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

/// `ondol tune`: finds the best fixed set-points of a site on some years and freezes them in a file.
@Command(name = "tune", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Finds the best fixed set-points of a site (policy best-static).",
        "At most 500 are tried on twelve representative weeks, the ten best on the whole years.",
        "The file is written at the end; interrupting before leaves nothing behind. The same years cannot be tested afterwards."})
public final class TuneCommand implements Callable<Integer> {
    /// Where stderr is a file it gets a line each so many simulations.
    private static final int LINE_EVERY = 25;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SiteOption siteOption = new SiteOption();

    @Option(names = "--weather", required = true, arity = "1..*", paramLabel = "FILE", description = "Years to learn from: EPW or Open-Meteo JSON files, or built-in cities.")
    private List<String> weather = List.of();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of jobs and plant (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Simulations at the same time (default: the machine's cores).")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the result (default: SITE.yaml in this folder).")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Site site = siteOption.read();
        int parallel = threads.orElse(Runtime.getRuntime().availableProcessors());
        if (parallel < 1) {
            throw new WrongUsage("--threads (%d) must be at least 1.".formatted(parallel));
        }
        List<Weather> years = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        for (String name : weather) {
            years.add(open(name, site));
            digests.add(digest(name));
        }
        TunedSite tuned = search(new Tuning(site, years, seed, parallel), digests, command(site));
        Path file = out.orElse(Path.of(site.id() + ".yaml"));
        write(file, tuned.toYaml());
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.print(tuned.toYaml());
        stdout.flush();
        spec.commandLine().getErr().println("ondol: written to " + file);
        return 0;
    }

    private Weather open(String name, Site site) throws UnusableWeather {
        return WeatherFiles.open(name, site.location(), seed);
    }

    private TunedSite search(Tuning tuning, List<String> digests, String command) throws InterruptedException {
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName("tune").setUnit(" runs", 1)
                .setConsumer(new ProgressLine(spec.commandLine().getErr())).build()) {
            Progress progress = (done, total) -> {
                bar.maxHint(total);
                bar.stepTo(done);
                if (!ProgressLine.isTerminal() && done % LINE_EVERY == 0) {
                    spec.commandLine().getErr().println("ondol: %d of %d simulations".formatted(done, total));
                    spec.commandLine().getErr().flush();
                }
            };
            return tuning.search(digests, command, progress);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    /// The command that makes the file again, where the weather lies beside it.
    private String command(Site site) {
        String names = weather.stream().map(name -> Path.of(name).getFileName().toString())
                .collect(Collectors.joining(" "));
        return "./ondol tune --site %s --seed %d --weather %s".formatted(site.id(), seed, names);
    }

    private static String digest(String name) {
        try {
            return WeatherFiles.builtIn().contains(name) ? "" : Digests.of(Files.readAllBytes(Path.of(name)));
        } catch (IOException e) {
            throw new UserError("The weather file %s cannot be read: %s.".formatted(name, e.getMessage()), e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Path whole = file.toAbsolutePath();
            Path part = Files.createTempFile(whole.getParent(), "tuned", ".part");
            Files.writeString(part, text);
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written: %s. Name a writable one with --out.".formatted(file, e),
                    e);
        }
    }
}
