package dev.ondol.app.cli;

import dev.ondol.benchmarks.HistoryBenchmark;
import dev.ondol.benchmarks.HistorySpeeds;
import dev.ondol.benchmarks.HistorySpeeds.Answer;
import dev.ondol.benchmarks.HistorySpeeds.OfDatabase;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.services.Databases;
import dev.ondol.services.RunningDatabase;
import dev.ondol.services.ServiceUnavailable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/// Runs the benchmark of the history on each database that can be had here, one after the other.
///
/// @param data    folder for the databases
/// @param discard whether each is deleted once it is measured
record HistoryRun(HistoryBenchmark benchmark, Path data, boolean discard, PrintWriter err) {
    HistorySpeeds measure(Consumer<OfDatabase> each) throws IOException {
        List<OfDatabase> measured = new ArrayList<>();
        for (Kind kind : List.of(new Kind("timescaledb", Databases::timescale),
                new Kind("postgresql", Databases::embedded))) {
            Path folder = data.resolve("%s-%dd".formatted(kind.name(), benchmark.days()));
            try (RunningDatabase running = kind.start().apply(folder, 0)) {
                OfDatabase found = measure(running);
                measured.add(found);
                each.accept(found);
            } catch (ServiceUnavailable e) {
                err.println("ondol: left out: " + e.getMessage());
                continue;
            }
            if (discard) {
                new DataFolder(folder, true).close();
            }
        }
        return benchmark.speeds(measured);
    }

    private record Kind(String name, BiFunction<Path, Integer, RunningDatabase> start) {}

    private OfDatabase measure(RunningDatabase running) {
        try (Historian historian = Historian
                .open(new DatabaseAddress(running.jdbcUrl(), running.user(), running.password()));
                ProgressBar bar = new ProgressBarBuilder().setTaskName("store " + running.kind())
                        .setInitialMax(benchmark.frames()).setConsumer(new ProgressLine(err)).build()) {
            return benchmark.measure(historian, bar::stepTo);
        }
    }

    /// For people.
    static List<String> table(OfDatabase found) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s (%s), %.1f GB; stored in %.0f s, rolled up in %.0f s; load %.1f a core".formatted(found.database(),
                        found.version(), found.gigabytes(), found.loadS(), found.rollUpS(), found.loadPerCore()));
        for (Answer answer : found.answers()) {
            lines.add("  %-75s median %7.1f ms  p95 %7.1f ms  limit %3.0f ms  %s (%s)".formatted(answer.question(),
                    answer.medianMs(), answer.p95Ms(), answer.limitMs(), answer.held() ? "held" : "MISSED",
                    answer.from()));
        }
        return lines;
    }
}
