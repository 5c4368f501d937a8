package dev.ondol.app.cli;

import dev.ondol.benchmarks.ShardBenchmark;
import dev.ondol.benchmarks.ShardSpeeds;
import dev.ondol.facility.message.JsonMessages;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol bench shards`: what telemetry takes of each part, with ingest as one process and as two.
@Command(name = "shards", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Measures what one ingest process, two shards and two processes cost.",
        "Processor seconds of ingest, broker and database for a million samples of four sources, and samples a second,",
        "where ingest is one process with one writer, one with two shards, and two processes. Needs Mosquitto."})
public final class ShardsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--full", description = "Measure longer, for figures to publish.")
    private boolean full;

    @Option(names = "--json", description = "Print one JSON object to stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter lines = json ? spec.commandLine().getErr() : out;
        lines.println(
                "ingest                      samples/s  CPU seconds a million samples: ingest  busiest   broker  database");
        lines.flush();
        try (DataFolder folder = new DataFolder(Files.createTempDirectory("ondol-bench").toAbsolutePath(), true)) {
            ShardSpeeds speeds = new ShardBenchmark(folder.path(), full).measure(row -> {
                lines.println("%-25s %,11.0f %45.2f %8.2f %8.2f %9.2f".formatted(row.arrangement(), row
                        .samplesPerSecond(), row.ingestCpu(), row.busiestCpu(), row.brokerCpu(), row.databaseCpu()));
                lines.flush();
            });
            if (json) {
                out.println(new String(JsonMessages.write(speeds), StandardCharsets.UTF_8));
            }
            out.flush();
            return speeds.rows().stream().allMatch(row -> row.lost() == 0 && row.duplicated() == 0) ? 0 : 1;
        }
    }
}
