package dev.ondol.ingest.reliability;

import static org.awaitility.Awaitility.await;

import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.ingest.IngestOptions;
import dev.ondol.ingest.IngestRole;
import dev.ondol.ingest.Shard;
import dev.ondol.messaging.BrokerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Ingest in a process of its own with 256 MB of heap, to be killed.
final class SeparateIngest implements AutoCloseable {
    private static final String STARTED = "started";

    private static final String PEAK = "peak ";
    private static final String ENDED = "ended";

    private final BrokerAddress broker;
    private final DatabaseAddress database;
    private final String only;
    private String shards;
    private BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private Process process;

    private SeparateIngest(BrokerAddress broker, DatabaseAddress database, String shards, String only)
            throws IOException {
        this.broker = broker;
        this.database = database;
        this.shards = shards;
        this.only = only;
        process = launch();
    }

    static SeparateIngest start(BrokerAddress broker, DatabaseAddress database)
            throws IOException, InterruptedException {
        return start(broker, database, "", "");
    }

    /// @param shards for example `a=edge-0,edge-1;b=edge-2`
    /// @param only   the shard of this process; empty: all
    static SeparateIngest start(BrokerAddress broker, DatabaseAddress database, String shards, String only)
            throws IOException, InterruptedException {
        SeparateIngest ingest = new SeparateIngest(broker, database, shards, only);
        ingest.answer();
        return ingest;
    }

    /// A new process with other shards in the place of one that was killed.
    void startAgain(String otherShards) throws IOException, InterruptedException {
        shards = otherShards;
        startAgain();
    }

    /// A new process in the place of one that was killed.
    void startAgain() throws IOException, InterruptedException {
        process = launch();
        answer();
    }

    private Process launch() throws IOException {
        Process launched = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("java.class.path"),
                SeparateIngest.class.getName(), broker.url(), database.jdbcUrl(), database.user(),
                database.password(), shards, only).redirectErrorStream(true).start();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        answers = heard;
        Thread.ofVirtual().start(() -> listen(launched, heard));
        return launched;
    }

    /// Takes what it says; a full pipe would hold it.
    private static void listen(Process launched, BlockingQueue<String> answers) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(launched.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> line.equals(STARTED) || line.startsWith(PEAK)).forEach(answers::add);
        } catch (IOException | UncheckedIOException e) {
            answers.add(ENDED + ": " + e.getMessage());
        }
        answers.add(ENDED);
    }

    private String answer() throws InterruptedException {
        String answer = answers.poll(2, TimeUnit.MINUTES);
        if (answer == null || answer.startsWith(ENDED)) {
            throw new IllegalStateException("Ingest does not answer: " + answer);
        }
        return answer;
    }

    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /// Most bytes of heap that were in use right after a collection.
    long peakAfterCollection() throws IOException, InterruptedException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return Long.parseLong(answer().substring(PEAK.length()));
    }

    @Override
    public void close() {
        kill();
    }

    /// Shards from the form of the arguments.
    static List<Shard> shards(String text) {
        return Arrays.stream(text.split(";")).filter(shard -> !shard.isEmpty()).map(shard -> new Shard(
                shard.substring(0, shard.indexOf('=')), List.of(shard.substring(shard.indexOf('=') + 1).split(","))))
                .toList();
    }

    /// Arguments: broker, JDBC URL, user, password, shards, the only one of this process or nothing. Each line on its input is answered with the peak of its heap.
    public static void main(String[] arguments) throws IOException {
        Historian historian = Historian.open(new DatabaseAddress(arguments[1], arguments[2], arguments[3]));
        IngestOptions options = IngestOptions.defaults().withShards(shards(arguments[4]));
        try (IngestRole role = new IngestRole(Load.SITE, Load.POINTS, BrokerAddress.of(arguments[0]), historian,
                Clock.systemUTC(), arguments[5].isEmpty() ? options : options.withOnly(arguments[5]))) {
            role.start();
            await().atMost(Duration.ofMinutes(2)).until(role::connected);
            System.out.println(STARTED);
            long peak = 0;
            while (true) {
                peak = Math.max(peak, afterCollection());
                if (System.in.available() > 0) {
                    System.in.read();
                    System.out.println(PEAK + peak);
                }
                try {
                    Thread.sleep(200);
                } catch (InterruptedException e) {
                    return;
                }
            }
        } finally {
            historian.close();
        }
    }

    private static long afterCollection() {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
        return pools.stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .filter(pool -> pool.getCollectionUsage() != null)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed()).sum();
    }
}
