package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.benchmarks.DashboardBenchmark;
import dev.ondol.benchmarks.DashboardLoad;
import dev.ondol.benchmarks.HistoryBenchmark;
import dev.ondol.benchmarks.HistorySpeeds;
import dev.ondol.benchmarks.IngestBenchmark;
import dev.ondol.benchmarks.IngestSpeeds;
import dev.ondol.benchmarks.PlacementBenchmark;
import dev.ondol.benchmarks.PlacementSpeeds;
import dev.ondol.benchmarks.SimulatorBenchmark;
import dev.ondol.benchmarks.SimulatorSpeeds;
import dev.ondol.benchmarks.SimulatorSpeeds.Run;
import dev.ondol.benchmarks.SolverBenchmark;
import dev.ondol.benchmarks.SolverSpeeds;
import dev.ondol.benchmarks.safety.SafetyBenchmark;
import dev.ondol.benchmarks.safety.SafetyFigures;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol bench`: measures how fast a part runs on this machine.
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false, subcommands = {ServicesCommand.class,
        ShardsCommand.class}, description = "Measures how fast a part runs on this machine.")
public final class BenchCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "simulator", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Simulated steps a second and bytes a step, for each shipped site and for 1, 2 and 4 scenarios in parallel.",
            "A step is 60 s of plant and scheduler under good practice."})
    int simulator(
            @Option(names = "--full", description = "Measure longer, for figures to publish.") boolean full,
            @Option(names = "--json", description = "Print one JSON object to stdout.") boolean json)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (!json) {
            out.println("site        racks  scenarios     steps/s   bytes/step");
        }
        SimulatorSpeeds speeds = new SimulatorBenchmark(full).measure(sites(err), run -> {
            PrintWriter line = json ? err : out;
            line.println(row(run));
            line.flush();
        });
        if (json) {
            out.println(new String(JsonMessages.write(speeds), StandardCharsets.UTF_8));
            out.flush();
        }
        return 0;
    }

    @Command(name = "history", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Measures how fast the historian answers.",
            "24 h of one point, a week of 50 points, the last value of 5,000 points,",
            "with days of readings of 1,000 points stored, on TimescaleDB and on plain PostgreSQL.",
            "The data stay in the folder, some 0.4 GB a day and database; the next run uses them again."})
    int history(
            @Option(names = "--full", description = "30 days (43.2 million readings) instead of 8.") boolean full,
            @Option(names = "--data", paramLabel = "DIR", description = "Folder for the databases (default: ${DEFAULT-VALUE}).", defaultValue = "target/bench-history") Path data,
            @Option(names = "--discard", description = "Delete each database once it is measured.") boolean discard,
            @Option(names = "--json", description = "Print one JSON object to stdout.") boolean json)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        HistorySpeeds speeds = new HistoryRun(new HistoryBenchmark(full), data.toAbsolutePath(), discard, err)
                .measure(found -> HistoryRun.table(found).forEach(json ? err::println : out::println));
        if (json) {
            out.println(new String(JsonMessages.write(speeds), StandardCharsets.UTF_8));
        }
        out.flush();
        return 0;
    }

    @Command(name = "ingest", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Measures how much telemetry ingest takes.",
            "Samples a second from a publisher through broker and ingest to committed rows, beside what one binary COPY into",
            "the same table reaches: all on this machine, in one run, for each codec."})
    int ingest(
            @Option(names = "--full", description = "Measure longer, for figures to publish.") boolean full,
            @Option(names = "--kafka", paramLabel = "HOST:PORT", split = ",", description = "Send frames from the broker to ingest through this Kafka, which runs already (docs/kafka.md).") @Nullable List<String> kafka,
            @Option(names = "--data", paramLabel = "DIR", description = "Empty folder for broker and database; deleted afterwards (default: a temporary one).") @Nullable Path data,
            @Option(names = "--json", description = "Print one JSON object to stdout.") boolean json)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<String> servers = kafka == null ? List.of() : kafka;
        Path folder = data == null ? Files.createTempDirectory("ondol-bench") : data;
        requireEmpty(folder);
        try (DataFolder _ = new DataFolder(folder.toAbsolutePath(), true)) {
            IngestSpeeds speeds = ingestBenchmark(folder.toAbsolutePath(), servers, full).measure(line -> {
                (json ? err : out).println(line);
                (json ? err : out).flush();
            });
            if (json) {
                out.println(new String(JsonMessages.write(speeds), StandardCharsets.UTF_8));
            }
        }
        out.flush();
        return 0;
    }

    private static IngestBenchmark ingestBenchmark(Path folder, List<String> kafka, boolean full) {
        try {
            return new IngestBenchmark(folder, kafka, full);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--kafka: %s".formatted(e.getMessage()), e);
        }
    }

    @Command(name = "safety", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Tries the safety properties P1 to P20 against verifier, controller and gateway.",
            "It counts violations and ends with 1 where there is one. docs/safety.md says what each of them is."})
    int safety(
            @Option(names = "--tries", paramLabel = "N", defaultValue = "100000", description = "At least so many of each property (default: ${DEFAULT-VALUE}).") long tries,
            @Option(names = "--end-to-end", paramLabel = "N", defaultValue = "20", description = "So many of the properties that need the whole (default: ${DEFAULT-VALUE}).") int endToEnd,
            @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Repeats the same tries (default: ${DEFAULT-VALUE}).") long seed,
            @Option(names = "--json", description = "Print one JSON object to stdout.") boolean json)
            throws IOException, InterruptedException {
        if (tries < 1 || endToEnd < 1) {
            throw new WrongUsage("--tries (%d) and --end-to-end (%d) must be at least 1.".formatted(tries, endToEnd));
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter lines = json ? spec.commandLine().getErr() : out;
        try (DataFolder folder = new DataFolder(Files.createTempDirectory("ondol-safety"), true)) {
            SafetyFigures figures = new SafetyBenchmark(seed, tries, endToEnd, folder.path()).run(tried -> {
                lines.println(tried);
                lines.flush();
            });
            if (json) {
                out.println(new String(JsonMessages.write(figures), StandardCharsets.UTF_8));
            }
            out.flush();
            return figures.sound() ? 0 : 1;
        }
    }

    @Command(name = "solver", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Measures how fast the optimizer is.",
            "Score calculations a second for 1,000 jobs on 500 nodes and 5,000 on 2,000, incrementally and by constraint streams,",
            "and a plan for a queue of 300 jobs on kr-hn1 from the plan before on, with the default number of moves."})
    int solver(
            @Option(names = "--full", description = "Measure longer, for figures to publish.") boolean full,
            @Option(names = "--json", description = "Print one JSON object to stdout.") boolean json)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter lines = json ? spec.commandLine().getErr() : out;
        lines.println("  jobs   nodes  calculator   scores/s");
        SolverSpeeds speeds = new SolverBenchmark(full).measure(run -> {
            lines.println("%,6d %,7d  %-11s %,9.0f".formatted(run.jobs(), run.nodes(), run.calculator(), run
                    .scoreCalculationsPerSecond()));
            lines.flush();
        });
        SolverSpeeds.Replan replan = speeds.replan();
        lines.println("%,d jobs on %,d GPUs: %s -> %s, better after %,d ms, %,d moves in %,d ms, heap at most %,d MB"
                .formatted(replan.jobs(), replan.gpus(), replan.warmStartScore(), replan.score(), replan
                        .improvedAfterMs(), replan.moves(), replan.millis(), replan.heapMb()));
        lines.flush();
        if (json) {
            out.println(new String(JsonMessages.write(speeds), StandardCharsets.UTF_8));
            out.flush();
        }
        return 0;
    }

    @Command(name = "dashboard", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Measures what the dashboard takes and how soon it stands.",
            "What its server takes, in percent of a core, while every point of kr-hn1 is new each second and 100 tabs are",
            "told each second; one more tab does not read. Then what the first screen weighs and when it stands in Chromium, if there is one."})
    int dashboard(
            @Option(names = "--full", description = "Measure longer, for figures to publish.") boolean full,
            @Option(names = "--json", description = "Print one JSON object to stdout.") boolean json)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        DashboardLoad load = new DashboardBenchmark(full).measure();
        out.println(json
                ? new String(JsonMessages.write(load), StandardCharsets.UTF_8)
                : "%d tabs, %,d points a second: %.1f %% of a core, %d ticks dropped; page of %.0f kB, first meaningful paint %s"
                        .formatted(load.clients(), load.points(), load.corePercent(), load.droppedTicks(),
                                load.pageKb(),
                                load.paintMs() == null
                                        ? "not measured: no Chromium at /usr/bin/chromium"
                                        : "%.0f ms".formatted(load.paintMs())));
        out.flush();
        return 0;
    }

    @Command(name = "placement", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Measures how fast placements are answered.",
            "Over HTTP on a site that is 60 %% full, each durable before its answer, while plans are made all the time:",
            "200 requests a second whatever the answers do, then 64 clients as fast as they are answered; kr-hn1 and 5,000 nodes."})
    int placement(
            @Option(names = "--full", description = "Measure longer, for figures to publish.") boolean full,
            @Option(names = "--data", paramLabel = "DIR", description = "Empty folder for the database; deleted afterwards (default: a temporary one).") @Nullable Path data,
            @Option(names = "--json", description = "Print one JSON object to stdout.") boolean json)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter lines = json ? spec.commandLine().getErr() : out;
        Path folder = data == null ? Files.createTempDirectory("ondol-bench") : data;
        requireEmpty(folder);
        lines.println("site          nodes    p50 ms    p99 ms  p99.9 ms  placements/s");
        try (DataFolder _ = new DataFolder(folder.toAbsolutePath(), true)) {
            PlacementSpeeds speeds = new PlacementBenchmark(folder.toAbsolutePath(), full).measure(run -> {
                lines.println("%-12s %6d %9.2f %9.2f %9.2f %,13.0f".formatted(run.site(), run.nodes(), run.p50Ms(), run
                        .p99Ms(), run.p999Ms(), run.placementsPerSecond()));
                lines.flush();
            });
            if (json) {
                out.println(new String(JsonMessages.write(speeds), StandardCharsets.UTF_8));
            }
        }
        out.flush();
        return 0;
    }

    /// What is deleted afterwards must not hold anything of somebody.
    private static void requireEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> found = Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
            if (found.findAny().isPresent()) {
                throw new UserError(
                        "The folder %s is not empty, and it would be deleted afterwards. Name an empty or a new one."
                                .formatted(folder));
            }
        }
    }

    private static String row(Run run) {
        return "%-10s %6d %10d %,11.0f %,12.0f".formatted(run.site(), run.racks(), run.threads(), run.stepsPerSecond(),
                run.bytesPerStep());
    }

    /// The shipped sites that can be simulated; names the others.
    private static List<Site> sites(PrintWriter err) {
        List<Site> sites = new ArrayList<>();
        for (String id : SiteReader.builtIn()) {
            Site site = SiteReader.builtIn(id).orElseThrow();
            try {
                SimulatorBenchmark.check(site);
                sites.add(site);
            } catch (IllegalArgumentException e) {
                err.println("ondol: left out: " + e.getMessage());
            }
        }
        return sites;
    }
}
