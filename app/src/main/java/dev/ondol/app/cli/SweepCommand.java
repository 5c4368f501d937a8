package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.app.sweep.SingleJvm;
import dev.ondol.app.sweep.SparkProcess;
import dev.ondol.app.sweep.Throughput;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.sweep.SweepFolder;
import dev.ondol.simulator.sweep.SweepNews;
import dev.ondol.simulator.sweep.SweepOrder;
import dev.ondol.simulator.sweep.SweepPage;
import dev.ondol.simulator.sweep.SweepPlan;
import dev.ondol.simulator.sweep.SweepTable;
import dev.ondol.simulator.sweep.YearRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol sweep`: many facility-years on Apache Spark.
@Command(name = "sweep", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Simulates many facility-years (site, weather, seed, policy) on Apache Spark, here or on a cluster.",
        "Years that are done stay in the folder: interrupted, the same command goes on where it was (docs/sweep.md)."})
public final class SweepCommand implements Callable<Integer> {
    private static final String LOOPBACK = "127.0.0.1";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SweepChoice choice = new SweepChoice();

    @Option(names = "--master", paramLabel = "URL", defaultValue = "local[*]", description = "Who has the machines: local[*], local[4], spark://HOST:7077 (default: ${DEFAULT-VALUE}).")
    private String master = "local[*]";

    @Option(names = "--listen", paramLabel = "ADDRESS", description = "Address of this machine at which executors on others reach it (default: 127.0.0.1, with a master on this machine).")
    private Optional<String> listen = Optional.empty();

    @Option(names = "--memory", paramLabel = "SIZE", defaultValue = "2g", description = "Memory of Spark's process here and of each executor (default: ${DEFAULT-VALUE}).")
    private String memory = "2g";

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "A property of Spark; may be given several times.")
    private Map<String, String> properties = new HashMap<>();

    @Option(names = "--check", paramLabel = "N", defaultValue = "8", description = "So many years are computed again without Spark and compared, figure by figure (default: ${DEFAULT-VALUE}).")
    private int check = 8;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "ondol-data/sweep", description = "Results: policy=NAME/site=NAME/years.csv, report.html, throughput.csv (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("ondol-data", "sweep");

    @Option(names = "--json", description = "Print one JSON object to stdout.")
    private boolean json;

    private final List<String> failures = new ArrayList<>();

    /// What a program is told.
    ///
    /// @param scenarios                 facility-years that have their row
    /// @param identicalToSingleJvm      whether all years have a row, and those computed again have the same figures, bit for bit
    /// @param yearsPerCoreHour          on Spark, a part of a year counted as such; over all sweeps of this program in the folder
    /// @param computed                  years that were not there before
    /// @param checked                   years computed again without Spark
    /// @param singleJvmYearsPerCoreHour those
    /// @param failed                    years that cannot be simulated, with the reason
    private record Result(int scenarios, boolean identicalToSingleJvm, @Nullable Double yearsPerCoreHour, int computed,
            int checked, double singleJvmYearsPerCoreHour, List<String> failed) {}

    @Override
    public Integer call() throws Exception {
        if (check < 1) {
            throw new WrongUsage("--check (%d) must be at least 1.".formatted(check));
        }
        if (!memory.matches("[1-9][0-9]*[mg]")) {
            throw new WrongUsage("--memory (%s) must look like 2g or 1500m.".formatted(memory));
        }
        String address = address();
        SweepPlan plan = choice.plan();
        try {
            int computed = make(plan, address);
            return tell(plan, computed);
        } catch (IOException e) {
            throw new UserError("The folder %s cannot be used: %s. Another one: --out.".formatted(out, e.getMessage()),
                    e);
        }
    }

    private String address() {
        boolean here = master.startsWith("local") || master.matches(
                "spark://(localhost|127\\.[0-9.]+):[0-9]+(,(localhost|127\\.[0-9.]+):[0-9]+)*");
        if (!here && listen.isEmpty()) {
            throw new WrongUsage(
                    "--master %s has executors on other machines: give the address of this machine at which they reach it with --listen."
                            .formatted(master));
        }
        return listen.orElse(LOOPBACK);
    }

    /// Makes the years that are missing.
    private int make(SweepPlan plan, String address) throws IOException, InterruptedException {
        SweepPlan missing;
        try (SweepFolder folder = SweepFolder.open(out)) {
            folder.tidy();
            missing = plan.without(plan.counted(folder.rows()));
        }
        int before = plan.years().size() - missing.years().size();
        say("%d of %d facility-years are there already.".formatted(before, plan.years().size()));
        if (missing.years().isEmpty()) {
            return 0;
        }
        Map<String, String> all = new HashMap<>(properties);
        all.putIfAbsent("spark.executor.memory", memory);
        SparkProcess spark = SparkProcess.built(memory);
        try (ProgressBar bar = bar("sweep", missing.years().size())) {
            SweepNews last = spark.run(new SweepOrder(missing, out.toAbsolutePath().toString(), master, address, all),
                    news -> heard(news, bar, missing.years().size()));
            try (SweepFolder folder = SweepFolder.open(out)) {
                Throughput.keep(folder, plan.world().program(), last);
            }
        }
        return missing.years().size() - failures.size();
    }

    private void heard(SweepNews news, ProgressBar bar, int total) {
        bar.stepTo(news.done());
        String failure = news.failure();
        if (failure != null) {
            failures.add(failure);
            say("failed: " + failure);
        }
        if (!ProgressLine.isTerminal() && (news.done() == total || news.done() % Math.max(1, total / 20) == 0)) {
            say("%d of %d facility-years".formatted(news.done(), total));
        }
    }

    private int tell(SweepPlan plan, int computed) throws IOException, InterruptedException {
        List<YearRow> rows;
        OptionalDouble speed;
        try (SweepFolder folder = SweepFolder.open(out)) {
            folder.tidy();
            rows = plan.counted(folder.rows());
            speed = Throughput.yearsPerCoreHour(folder, plan.world().program());
            say("written to " + folder.write("report.html", SweepPage.html(SweepTable.of(rows), "./ondol sweep "
                    + choice.words())));
        }
        SingleJvm again = again(plan, rows);
        again.different().forEach(year -> say("the single JVM has other figures for " + year));
        boolean whole = rows.size() == plan.years().size();
        Result result = new Result(rows.size(), whole && again.different().isEmpty(), speed.isPresent()
                ? speed.getAsDouble()
                : null, computed, again.checked(), again.yearsPerCoreHour(), failures);
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.println(json
                ? new String(JsonMessages.write(result), StandardCharsets.UTF_8)
                : text(rows, result));
        stdout.flush();
        return result.identicalToSingleJvm ? 0 : 1;
    }

    private SingleJvm again(SweepPlan plan, List<YearRow> rows) throws InterruptedException {
        try (ProgressBar bar = bar("again without Spark", Math.min(check, rows.size()))) {
            Progress progress = (done, total) -> bar.stepTo(done);
            return SingleJvm.of(plan, rows, check, progress);
        }
    }

    private static String text(List<YearRow> rows, Result result) {
        return "%s%n%d facility-years; %d computed again without Spark: %s.%s".formatted(SweepPage.text(SweepTable.of(
                rows)), result.scenarios, result.checked, result.identicalToSingleJvm
                        ? "the same figures, bit for bit"
                        : "NOT THE SAME",
                result.yearsPerCoreHour == null
                        ? ""
                        : " %.0f years a core-hour.".formatted(result.yearsPerCoreHour));
    }

    private ProgressBar bar(String task, int total) {
        return new ProgressBarBuilder().setTaskName(task).setInitialMax(total).setUnit(" years", 1).setConsumer(
                new ProgressLine(spec.commandLine().getErr())).build();
    }

    private void say(String text) {
        spec.commandLine().getErr().println("ondol: " + text);
        spec.commandLine().getErr().flush();
    }
}
