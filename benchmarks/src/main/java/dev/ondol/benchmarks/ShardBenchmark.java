package dev.ondol.benchmarks;

import dev.ondol.benchmarks.ShardSpeeds.Row;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.services.Databases;
import dev.ondol.services.Mosquitto;
import dev.ondol.services.RunningDatabase;
import dev.ondol.services.ServiceUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Measures what ingest, broker and database take of the processor for a million samples from four sources, where ingest is one process with
/// one writer, one with two shards, and two processes. Each arrangement has a broker and a database of its own.
public final class ShardBenchmark {
    private static final long DAY = 86_400_000L;
    private static final long START = 1_767_225_600_000L;
    private static final List<String> SOURCES = List.of("edge-0", "edge-1", "edge-2", "edge-3");
    private static final String SHARD = "first=edge-0,edge-1";

    /// Shards as arguments, and which of them each process stores (`""`: all).
    private record Arrangement(String name, List<String> shards, List<String> processes, int writers) {}

    private static final List<Arrangement> ARRANGEMENTS = List.of(
            new Arrangement("one process, one writer", List.of(), List.of(""), 1),
            new Arrangement("one process, two shards", List.of(SHARD), List.of(""), 2),
            new Arrangement("two processes", List.of(SHARD), List.of("first", "rest"), 2));

    private final Site site = SiteReader.builtIn("kr-hn1").orElseThrow();
    private final Path data;
    private final int warmUpFrames;
    private final int frames;
    private double diskBytes;
    private String edition = "";

    /// @param data folder for brokers and databases, empty or absent
    /// @param full true: longer runs, for figures to publish
    public ShardBenchmark(Path data, boolean full) {
        this(data, 1_500, full ? 20_000 : 5_000);
    }

    /// @param frames of each source
    ShardBenchmark(Path data, int warmUpFrames, int frames) {
        this.data = data;
        this.warmUpFrames = warmUpFrames;
        this.frames = frames;
    }

    /// @param listener hears each row as it is made
    /// @throws ServiceUnavailable if Mosquitto, TimescaleDB or PostgreSQL cannot be started
    public ShardSpeeds measure(Consumer<Row> listener) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Arrangement arrangement : ARRANGEMENTS) {
            Row row = measure(arrangement, data.resolve(Integer.toString(rows.size())));
            listener.accept(row);
            rows.add(row);
        }
        return new ShardSpeeds(PublishedFrames.SAMPLES, PublishedFrames.bytes(site, FrameCodec.CBOR), diskBytes, Runtime
                .getRuntime().availableProcessors(), "mosquitto", edition, rows);
    }

    private Row measure(Arrangement arrangement, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<IngestProcess> processes = new ArrayList<>();
        try (Mosquitto broker = Mosquitto.start(folder.resolve("broker"), 0, true);
                RunningDatabase database = database(folder)) {
            DatabaseAddress address = new DatabaseAddress(database.jdbcUrl(), database.user(), database.password());
            try {
                for (String only : arrangement.processes()) {
                    processes
                            .add(IngestProcess.start(site, broker.url(), database, only, arrangement.shards(), folder));
                }
                publish(broker, "warm-up", warmUpFrames, START);
                MeasuredTable table = new MeasuredTable(address);
                long start = START + SOURCES.size() * DAY;
                List<Duration> before = processes.stream().map(IngestProcess::cpu).toList();
                Duration brokerBefore = broker.cpu();
                ServerProcesses server = new ServerProcesses(table.serverPid());
                double seconds = publish(broker, "measured", frames, start);
                long expected = (long) frames * PublishedFrames.SAMPLES * SOURCES.size();
                double million = expected / 1e6;
                List<Double> each = new ArrayList<>();
                for (int i = 0; i < processes.size(); i++) {
                    each.add(seconds(processes.get(i).cpu().minus(before.get(i))) / million);
                }
                double brokerCpu = seconds(broker.cpu().minus(brokerBefore)) / million;
                double databaseCpu = seconds(server.cpuSince()) / million;
                long stored = 0;
                long held = 0;
                for (int i = 0; i < SOURCES.size(); i++) {
                    stored += table.distinct(start + i * DAY);
                    held += table.rows(start + i * DAY);
                }
                diskBytes = table.bytesPerRow();
                edition = database.kind();
                return new Row(arrangement.name(), processes.size(), arrangement.writers(), expected / seconds, each
                        .stream().mapToDouble(cpu -> cpu).sum(),
                        each.stream().mapToDouble(cpu -> cpu).max()
                                .orElseThrow(),
                        brokerCpu, databaseCpu, expected - stored, held - stored);
            } finally {
                processes.forEach(IngestProcess::close);
            }
        }
    }

    /// All sources at the same time, each on a day of its own.
    ///
    /// @return wall seconds until the last frame was committed
    private double publish(Mosquitto broker, String boot, int count, long start) {
        List<PublishedFrames> sources = new ArrayList<>();
        try (ExecutorService edges = Executors.newFixedThreadPool(SOURCES.size())) {
            for (String source : SOURCES) {
                sources.add(new PublishedFrames(site, source, boot, BrokerAddress.of(broker.url()), count));
            }
            long begin = System.nanoTime();
            List<CompletableFuture<Double>> done = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) {
                PublishedFrames edge = sources.get(i);
                long day = start + i * DAY;
                done.add(CompletableFuture.supplyAsync(() -> edge.publish(FrameCodec.CBOR, day), edges));
            }
            done.forEach(CompletableFuture::join);
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            sources.forEach(PublishedFrames::close);
        }
    }

    private static RunningDatabase database(Path folder) {
        try {
            return Databases.timescale(folder.resolve("timescaledb"), 0);
        } catch (ServiceUnavailable e) {
            return Databases.embedded(folder.resolve("postgresql"), 0);
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
