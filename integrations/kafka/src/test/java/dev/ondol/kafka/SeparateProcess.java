package dev.ondol.kafka;

import static org.awaitility.Awaitility.await;

import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.ingest.FrameRelay;
import dev.ondol.ingest.IngestOptions;
import dev.ondol.ingest.IngestRole;
import dev.ondol.messaging.BrokerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A relay, or ingest, as a process of its own, to be killed.
final class SeparateProcess implements AutoCloseable {
    private final List<String> command;
    private Process process;

    private SeparateProcess(List<String> command) throws IOException {
        this.command = command;
        this.process = launch();
    }

    static SeparateProcess relay(KafkaRig rig, KafkaSettings settings) throws IOException {
        return start(rig, settings, "relay");
    }

    static SeparateProcess ingest(KafkaRig rig, KafkaSettings settings) throws IOException {
        return start(rig, settings, "ingest");
    }

    private static SeparateProcess start(KafkaRig rig, KafkaSettings settings, String role) throws IOException {
        DatabaseAddress database = rig.database();
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), SeparateProcess.class.getName(), role, rig.broker().url(),
                database.jdbcUrl(),
                database.user(), database.password(), settings.servers().getFirst(), settings.topic()));
        return new SeparateProcess(command);
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(
                Path.of("target", "kafka", "processes.log").toFile())).start();
    }

    /// As kill -9 does, and a new one in its place.
    void killAndStartAgain() throws IOException {
        kill();
        process = launch();
    }

    private void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    /// Arguments: role, broker, JDBC URL, user, password, server of Kafka, topic.
    public static void main(String[] arguments) throws InterruptedException {
        BrokerAddress broker = BrokerAddress.of(arguments[1]);
        String site = Load.SITE.id();
        KafkaSettings settings = new KafkaSettings(List.of(arguments[5]), arguments[6], Optional.of(4), Optional.of(1),
                Map.of());
        CountDownLatch forEver = new CountDownLatch(1);
        if (arguments[0].equals("relay")) {
            try (FrameRelay relay = new FrameRelay(site, broker, new KafkaFrameOutlet(settings, site), Clock
                    .systemUTC())) {
                relay.start();
                forEver.await();
            }
        }
        Historian historian = open(new DatabaseAddress(arguments[2], arguments[3], arguments[4]));
        try (IngestRole role = new IngestRole(Load.SITE, Load.POINTS, broker, historian, Clock.systemUTC(),
                IngestOptions.defaults().withLog(new KafkaFrameLog(settings, site, Optional.empty())))) {
            role.start();
            await().atMost(Duration.ofMinutes(2)).until(role::connected);
            forEver.await();
        } finally {
            historian.close();
        }
    }

    /// On a machine with much to do the first connection may be refused for want of time.
    private static Historian open(DatabaseAddress address) throws InterruptedException {
        while (true) {
            try {
                return Historian.open(address);
            } catch (HistorianUnavailable e) {
                System.out.println(e.getMessage());
                Thread.sleep(500);
            }
        }
    }
}
