package dev.ondol.app.cli;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.optimizer.fleet.FleetPower;
import dev.ondol.proof.race.Policy;
import dev.ondol.proof.race.Race;
import dev.ondol.proof.race.RaceFigures;
import dev.ondol.proof.race.RecordedPods;
import dev.ondol.proof.race.UnusableTrace;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol place`: a race of placement policies on a recorded GPU cluster.
@Command(name = "place", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Lets the pods of a recorded cluster arrive one by one and places them by a policy.",
        "As published races on the openb traces do it: how many GPUs could be given away, and which power it takes.",
        "docs/placement-races.md says how it is done and what is reached."})
public final class PlaceCommand implements Callable<Integer> {
    private static final Pattern SEEDS = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
    private static final int MOST_SEEDS = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--nodes", required = true, paramLabel = "FILE", description = "List of machines: sn,cpu_milli,memory_mib,gpu,model.")
    private Path nodes = Path.of("");

    @Option(names = "--pods", required = true, paramLabel = "FILE", description = "List of pods: name,cpu_milli,memory_mib,num_gpu,gpu_milli[,gpu_spec].")
    private Path pods = Path.of("");

    @Option(names = "--policy", paramLabel = "NAME", defaultValue = "ondol", description = "random, bestfit, fgd, pwr, pwr-fgd or ondol (default: ${DEFAULT-VALUE}).")
    private String policy = "ondol";

    @Option(names = "--seeds", paramLabel = "N[-M]", defaultValue = "42-51", description = "A race for each of these orders of arrival (default: ${DEFAULT-VALUE}).")
    private String seeds = "42-51";

    @Option(names = "--threads", paramLabel = "N", description = "Races at the same time (default: the machine's cores).")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--repack", paramLabel = "SECONDS", description = "At 20, 50, 80 and 100 %% move pods for one GPU or less for so long, so that less power is drawn.")
    private Optional<Integer> repack = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object to stdout.")
    private boolean json;

    @Override
    public Integer call() throws UnusableTrace, InterruptedException {
        Policy chosen = Policy.of(policy).orElseThrow(() -> new WrongUsage("--policy (%s) must be one of %s.".formatted(
                policy, Arrays.stream(Policy.values()).map(Policy::id).collect(Collectors.joining(", ")))));
        int parallel = threads.orElse(Runtime.getRuntime().availableProcessors());
        if (parallel < 1) {
            throw new WrongUsage("--threads (%d) must be at least 1.".formatted(parallel));
        }
        if (repack.isPresent() && repack.get() < 1) {
            throw new WrongUsage("--repack (%d) must be at least 1 second.".formatted(repack.get()));
        }
        List<Long> orders = orders();
        FleetPower power = FleetPower.published();
        Race race = new Race(RecordedPods.read(nodes, pods, power), power);
        RaceFigures figures = race.run(chosen, orders, parallel, repack.orElse(null));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new String(JsonMessages.write(figures), StandardCharsets.UTF_8));
        } else {
            print(figures, orders.size(), out);
        }
        out.flush();
        return 0;
    }

    private List<Long> orders() {
        Matcher matcher = SEEDS.matcher(seeds);
        if (matcher.matches()) {
            long first = Long.parseLong(matcher.group(1));
            long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
            if (first <= last && last - first < MOST_SEEDS) {
                return LongStream.rangeClosed(first, last).boxed().toList();
            }
        }
        throw new WrongUsage("--seeds (%s) must be one number or a range, for example 42-51, of at most %d.".formatted(
                seeds, MOST_SEEDS));
    }

    private static void print(RaceFigures figures, int seeds, PrintWriter out) {
        out.println("%s, mean of %d seed%s".formatted(figures.policy(), seeds, seeds == 1 ? "" : "s"));
        out.println("allocated GPUs %.2f %%, fragments %.2f %%, %.0f decisions a second".formatted(figures
                .allocatedGpuPercent(), figures.fragmentationPercent(), figures.decisionsPerSecond()));
        out.println("arrived  power kW  lower bound   empty machines off kW  lower bound");
        figures.powerKwAt().forEach((level, kw) -> out.println("%5s %%  %8.1f  %11.1f   %21.1f  %11.1f".formatted(level,
                kw, figures.lowerBoundKwAt().get(level), figures.powerEmptyOffKwAt().get(level), figures
                        .lowerBoundEmptyOffKwAt().get(level))));
    }
}
