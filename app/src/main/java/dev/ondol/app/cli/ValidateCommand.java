package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.site.Site;
import dev.ondol.optimizer.OptimizerOptions;
import dev.ondol.proof.Protocol;
import dev.ondol.proof.Validation;
import dev.ondol.proof.Validation.Question;
import dev.ondol.proof.report.Findings;
import dev.ondol.proof.run.Contender;
import dev.ondol.simulator.baseline.Digests;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol validate`: what the product saves against honest baselines, with intervals and gates.
@Command(name = "validate", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Runs all policies on the same weeks and prints what Ondol saves, with intervals and gates.",
        "Runs that are done stay in the folder: interrupted, the same command goes on where it was."})
public final class ValidateCommand implements Callable<Integer> {
    /// Where stderr is a file it gets a line each so many simulated days.
    private static final int LINE_EVERY = 40;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(exclusive = true)
    private Extent extent = new Extent();

    /// How much is run.
    static final class Extent {
        @Option(names = "--quick", description = "Four weeks, one a season, two seeds (default).")
        private boolean quick;

        @Option(names = "--full", description = "Twelve weeks, one a month, two seeds.")
        private boolean full;
    }

    @Mixin
    private SiteOption siteOption = new SiteOption();

    @Option(names = "--weather", arity = "1..*", paramLabel = "FILE", description = "Years to test on: EPW or Open-Meteo JSON files, or built-in cities (default: the site's climate).")
    private List<String> weather = List.of();

    @Option(names = "--tuned", paramLabel = "FILE", description = "What ./ondol tune has found, for best-static (default: what Ondol ships for the site and climate, else a quick search on generated years).")
    private Optional<Path> tuned = Optional.empty();

    @Option(names = "--seeds", paramLabel = "N", description = "Seeds 1 to N of jobs, plant and sensors (default: 2).")
    private Optional<Integer> seeds = Optional.empty();

    @Option(names = "--days", paramLabel = "N", defaultValue = "7", description = "Measured days a week, 1 to 14 (default: ${DEFAULT-VALUE}).")
    private int days = 7;

    @Option(names = "--policies", split = ",", paramLabel = "NAME", description = "Only these policies take part (default: all).")
    private List<String> policies = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "Runs at the same time (default: the machine's cores).")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "Results, partial ones too: validation.json, details.json, days.csv, report.html (default: validation-SITE).")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object to stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        int parallel = threads.orElse(Runtime.getRuntime().availableProcessors());
        if (parallel < 1) {
            throw new WrongUsage("--threads (%d) must be at least 1.".formatted(parallel));
        }
        Set<Contender> contenders = contenders();
        Protocol protocol = protocol();
        Site site = siteOption.read();
        List<Weather> years = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        List<String> names = weather.isEmpty() ? List.of(site.location().climate()) : weather;
        for (String name : names) {
            years.add(WeatherFiles.open(name, site.location(), 1));
            digests.add(digest(name));
        }
        Path folder = out.orElse(Path.of("validation-" + site.id()));
        Optional<TunedSite> learned = learned(new TunedChoice(site, folder, parallel, spec.commandLine().getErr()),
                years.getFirst(), contenders);
        Question question = new Question(site, years, digests, learned, protocol, contenders, OptimizerOptions
                .defaults().moves(), program(), command(site, names));
        Findings findings = run(new Validation(question), folder, parallel);
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.println(json ? new String(Validation.json(findings), StandardCharsets.UTF_8) : text(findings));
        stdout.flush();
        spec.commandLine().getErr().println("ondol: written to " + folder);
        return 0;
    }

    private Set<Contender> contenders() {
        if (policies.isEmpty()) {
            return EnumSet.allOf(Contender.class);
        }
        Set<Contender> chosen = EnumSet.noneOf(Contender.class);
        for (String name : policies) {
            chosen.add(Contender.find(name).orElseThrow(() -> new WrongUsage("--policies (%s) must be of %s.".formatted(
                    name, Arrays.stream(Contender.values()).map(Contender::id).collect(Collectors.joining(", "))))));
        }
        return chosen;
    }

    private Protocol protocol() {
        try {
            Protocol chosen = (extent.full && !extent.quick ? Protocol.full() : Protocol.quick()).withDays(days);
            if (seeds.isPresent() && seeds.get() < 1) {
                throw new WrongUsage("--seeds (%d) must be at least 1.".formatted(seeds.get()));
            }
            return seeds.map(chosen::withSeeds).orElse(chosen);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()), e);
        }
    }

    private Findings run(Validation validation, Path folder, int parallel) throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName("validate").setUnit(" days", 1).setConsumer(
                new ProgressLine(err)).build()) {
            Progress progress = (done, total) -> {
                bar.maxHint(total);
                bar.stepTo(done);
                if (!ProgressLine.isTerminal() && done % LINE_EVERY == 0) {
                    err.println("ondol: %d of %d simulated days".formatted(done, total));
                    err.flush();
                }
            };
            return validation.run(folder, parallel, progress);
        } catch (IOException e) {
            throw new UserError("The folder %s cannot be written: %s. Name a writable one with --out.".formatted(
                    folder, e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<TunedSite> learned(TunedChoice choice, Weather test, Set<Contender> contenders)
            throws InvalidConfiguration, InterruptedException {
        if (contenders.stream().noneMatch(contender -> contender.plant().tuned())) {
            return Optional.empty();
        }
        return Optional.of(tuned.isPresent() ? choice.named(tuned.get()) : choice.of(test));
    }

    private static String digest(String name) {
        try {
            return WeatherFiles.builtIn().contains(name) ? "" : Digests.of(Files.readAllBytes(Path.of(name)));
        } catch (IOException e) {
            throw new UserError("The weather file %s cannot be read: %s.".formatted(name, e.getMessage()), e);
        }
    }

    /// Digest of Ondol's own jars: other code makes other figures.
    private static String program() {
        StringBuilder all = new StringBuilder();
        for (String entry : System.getProperty("java.class.path", "").split(System.getProperty("path.separator"),
                -1)) {
            Path jar = Path.of(entry);
            if (String.valueOf(jar.getFileName())
                    .matches("ondol-(facility|simulator|optimizer|controllers|proof).*\\.jar")) {
                try {
                    all.append(Digests.of(Files.readAllBytes(jar)));
                } catch (IOException e) {
                    throw new UserError("The program %s cannot be read: %s.".formatted(jar, e), e);
                }
            }
        }
        return Digests.of(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// The command that asks again, where the weather lies beside it.
    private String command(Site site, List<String> names) {
        StringBuilder command = new StringBuilder("./ondol validate ").append(extent.full ? "--full" : "--quick")
                .append(" --site ").append(site.id()).append(" --weather ").append(names.stream().map(
                        name -> String.valueOf(Path.of(name).getFileName())).collect(Collectors.joining(" ")));
        seeds.ifPresent(n -> command.append(" --seeds ").append(n));
        if (days != 7) {
            command.append(" --days ").append(days);
        }
        if (!policies.isEmpty()) {
            command.append(" --policies ").append(String.join(",", policies));
        }
        tuned.ifPresent(file -> command.append(" --tuned ").append(file.getFileName()));
        return command.append(" --json").toString();
    }

    private static String text(Findings of) {
        StringBuilder text = new StringBuilder("Savings per GPU-hour of useful work, percent of the baseline's:\n");
        Findings.Savings savings = of.savings();
        line(text, "S1 cooling, against conventional", savings.s1().vsB0());
        line(text, "S1 cooling, against static", savings.s1().vsB1());
        line(text, "S1 cooling, against best-static", savings.s1().vsB2());
        line(text, "S2 all energy, against conventional", savings.s2().saving());
        line(text, "S2 with eco mode of the supplies", savings.s2().withEco());
        line(text, "S3 all energy, against good-practice", savings.s3().vsB3());
        line(text, "S3 all energy, against good-practice-plus", savings.s3().vsB3Plus());
        line(text, "S3 cooling at good practice's IT", savings.s3().coolingAtEqualIt());
        line(text, "S4 all energy, same plant, against static", savings.s4());
        Findings.Assets assets = of.assets();
        if (assets != null) {
            line(text, "S2 with the heat pump inside of the boundary", assets.s2WithHeatPump());
            Findings.VsRules vsRules = assets.vsRules();
            line(text, "Assets: CO2, against simple rules", vsRules == null ? null : vsRules.co2Percent());
            line(text, "Assets: cost, against simple rules", vsRules == null ? null : vsRules.costPercent());
            line(text, "Assets: generated power used on site", assets.pvSelfUsePercent());
        }
        text.append("Gates:\n");
        of.gates().forEach((name, holds) -> text.append("  %-24s %s%n".formatted(name, holds
                ? "holds"
                : "DOES NOT HOLD")));
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String name, @Nullable Double percent) {
        if (percent != null) {
            text.append(String.format(Locale.ROOT, "  %-44s %6.2f %%%n", name, percent));
        }
    }
}
