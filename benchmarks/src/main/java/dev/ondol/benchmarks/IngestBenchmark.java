package dev.ondol.benchmarks;

import dev.ondol.benchmarks.IngestSpeeds.Row;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.ingest.FrameRelay;
import dev.ondol.ingest.IngestOptions;
import dev.ondol.ingest.IngestRole;
import dev.ondol.ingest.sparkplug.SparkplugOptions;
import dev.ondol.kafka.PassingTopic;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.RunningDatabase;
import dev.ondol.services.ServiceUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Measures the whole way of telemetry against the speed of the database alone: publisher, broker, ingest and database on this
/// machine, the database freshly made. Each measurement has a day of plant time, and so a chunk of the table, of its own.
public final class IngestBenchmark {
    private static final long DAY = 86_400_000L;
    private static final String SPARKPLUG = "sparkplug";
    private static final long START = 1_767_225_600_000L;

    private final Site site = SiteReader.builtIn("kr-hn1").orElseThrow();
    private final Path data;
    private final Optional<PassingTopic> kafka;
    private final int warmUpFrames;
    private final int frames;
    private long days;

    /// @param data  folder for broker and database, empty or absent
    /// @param kafka `host:port` of a Kafka that runs, through which frames go from the broker to ingest; empty: they do not
    /// @param full  true: longer runs, for figures to publish
    /// @throws IllegalArgumentException where an address of Kafka is none
    public IngestBenchmark(Path data, List<String> kafka, boolean full) {
        this(data, kafka, 4_000, full ? 40_000 : 10_000);
    }

    IngestBenchmark(Path data, List<String> kafka, int warmUpFrames, int frames) {
        this.data = data;
        this.kafka = kafka.isEmpty() ? Optional.empty() : Optional.of(new PassingTopic(kafka));
        this.warmUpFrames = warmUpFrames;
        this.frames = frames;
    }

    /// @param listener hears what is done and each row as it is made
    /// @throws ServiceUnavailable if neither TimescaleDB nor PostgreSQL can be started
    public IngestSpeeds measure(Consumer<String> listener) throws IOException {
        Files.createDirectories(data);
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("broker"), 0);
                RunningDatabase database = database(listener);
                Historian historian = Historian.open(address(database))) {
            return kafka.isPresent()
                    ? through(kafka.get(), broker, database, historian, listener)
                    : direct(broker, database, historian, listener);
        }
    }

    private IngestSpeeds through(PassingTopic kafka, EmbeddedBroker broker, RunningDatabase database,
            Historian historian,
            Consumer<String> listener) {
        BrokerAddress address = BrokerAddress.of(broker.url());
        try (kafka;
                FrameRelay relay = kafka.relay(site.id(), address);
                IngestRole ingest = new IngestRole(site, PointCatalog.of(site), address, historian, Clock.systemUTC(),
                        IngestOptions.defaults().withLog(kafka.log()))) {
            relay.start();
            return measure(ingest, broker, database, listener);
        }
    }

    private IngestSpeeds direct(EmbeddedBroker broker, RunningDatabase database, Historian historian,
            Consumer<String> listener) {
        try (IngestRole ingest = new IngestRole(site, PointCatalog.of(site), BrokerAddress.of(broker.url()), historian,
                Clock.systemUTC(), IngestOptions.defaults().withSparkplug(
                        new SparkplugOptions("ondol", List.of(PublishedMetrics.GROUP))))) {
            return measure(ingest, broker, database, listener);
        }
    }

    /// Metrics do not go through Kafka, so only without it they are measured, too.
    private IngestSpeeds measure(IngestRole ingest, EmbeddedBroker broker, RunningDatabase database,
            Consumer<String> listener) {
        ingest.start();
        awaitConnected(ingest);
        listener.accept("warming up ...");
        for (FrameCodec codec : FrameCodec.values()) {
            run(codec, "warm-up-" + name(codec), broker, database, warmUpFrames, 1);
        }
        if (kafka.isEmpty()) {
            runSparkplug("warm-up-" + SPARKPLUG, broker, database, ingest, warmUpFrames, 1);
        }
        MeasuredTable table = new MeasuredTable(address(database));
        int[] points = table.ids(site.id(), PublishedFrames.points(site));
        table.copy(points, warmUpFrames, nextDay());
        double before = table.copy(points, frames, nextDay());
        List<Row> rows = new ArrayList<>();
        for (FrameCodec codec : FrameCodec.values()) {
            rows.add(run(codec, name(codec), broker, database, frames, before));
        }
        if (kafka.isEmpty()) {
            rows.add(runSparkplug(SPARKPLUG, broker, database, ingest, frames, before));
        }
        double after = table.copy(points, frames, nextDay());
        double copy = (before + after) / 2;
        List<Row> judged = rows.stream().map(row -> against(copy, row)).toList();
        judged.forEach(row -> listener.accept("%-9s %,10.0f samples/s, %.0f %% of COPY's %,.0f".formatted(
                row.codec(), row.endToEndSamplesPerSecond(), 100 * row.ratio(), copy)));
        Row cbor = judged.stream().filter(row -> row.codec().equals(name(FrameCodec.CBOR))).findFirst().orElseThrow();
        return new IngestSpeeds(copy, cbor.endToEndSamplesPerSecond(), cbor.ratio(), frames, PublishedFrames.SAMPLES,
                cbor.codec(), kafka.isEmpty() ? "artemis-embedded" : "artemis-embedded, kafka", database.kind(), cbor
                        .lost(),
                cbor.duplicated(), cbor.p50LagMs(), cbor.p99LagMs(), judged);
    }

    private static Row against(double copy, Row row) {
        return new Row(row.codec(), row.endToEndSamplesPerSecond(), row.endToEndSamplesPerSecond() / copy,
                row.bytesPerFrame(), row.lost(), row.duplicated(), row.p50LagMs(), row.p99LagMs());
    }

    private Row run(FrameCodec codec, String source, EmbeddedBroker broker, RunningDatabase database, int frames,
            double copy) {
        long start = nextDay();
        MeasuredTable table = new MeasuredTable(address(database));
        try (PublishedFrames published = new PublishedFrames(site, source, BrokerAddress.of(broker.url()), frames)) {
            double seconds = published.publish(codec, start);
            long expected = (long) frames * PublishedFrames.SAMPLES;
            long stored = table.distinct(start);
            long rows = table.rows(start);
            return new Row(name(codec), expected / seconds, expected / seconds / copy,
                    codec.write(published.frame(1, start)).length, expected - stored, rows - stored,
                    published.lagMillis(0.5), published.lagMillis(0.99));
        }
    }

    /// Metrics go by the slow lane, which asks the index for each.
    private Row runSparkplug(String node, EmbeddedBroker broker, RunningDatabase database, IngestRole ingest,
            int messages, double copy) {
        long start = nextDay();
        MeasuredTable table = new MeasuredTable(address(database));
        try (PublishedMetrics published = new PublishedMetrics(site, node, BrokerAddress.of(broker.url()), messages,
                () -> ingest.statistics().samples())) {
            double seconds = published.publish(start);
            long expected = (long) messages * PublishedFrames.SAMPLES;
            long stored = table.distinct(start);
            long rows = table.rows(start);
            return new Row(SPARKPLUG, stored / seconds, stored / seconds / copy, published.message(1, start).length,
                    expected - stored, rows - stored, published.lagMillis(0.5), published.lagMillis(0.99));
        }
    }

    private static String name(FrameCodec codec) {
        return codec.name().toLowerCase(Locale.ROOT);
    }

    private long nextDay() {
        return START + DAY * days++;
    }

    private RunningDatabase database(Consumer<String> listener) {
        try {
            return Databases.timescale(data.resolve("timescaledb"), 0);
        } catch (ServiceUnavailable e) {
            listener.accept(e.getMessage() + " Embedded PostgreSQL is measured instead.");
            return Databases.embedded(data.resolve("postgresql"), 0);
        }
    }

    private static DatabaseAddress address(RunningDatabase database) {
        return new DatabaseAddress(database.jdbcUrl(), database.user(), database.password());
    }

    private static void awaitConnected(IngestRole ingest) {
        while (!ingest.connected()) {
            LockSupport.parkNanos(10_000_000);
        }
    }
}
