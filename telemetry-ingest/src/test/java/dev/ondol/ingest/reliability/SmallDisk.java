package dev.ondol.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.StorageStatus;
import dev.ondol.facility.message.Topics;
import dev.ondol.historian.Historian;
import dev.ondol.ingest.IngestRole;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// R13 in the namespace that has the small file system: the readings lie on it, the database's log (WAL) elsewhere, as is good
/// practice. Nobody watches the free space from here; the alarm comes from what the server says.
final class SmallDisk {
    private static final int RATE = 20_000;
    private static final long FULL_MILLIS = 60_000;

    private record Heard(StorageStatus.Room room, long nanos) {}

    private SmallDisk() {}

    /// @param arguments the small file system
    public static void main(String[] arguments) throws Exception {
        Path small = Path.of(arguments[0]);
        Load load = Load.ofSamples(120L * RATE);
        List<Heard> heard = new CopyOnWriteArrayList<>();
        String figures;
        try (Rig rig = new Rig(); ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            moveReadings(rig, small);
            try (Historian historian = Historian.open(rig.throughNetwork());
                    IngestRole ingest = rig.ingest(historian);
                    Publisher publisher = rig.publisher();
                    MqttSession operator = MqttSession.open(rig.broker(), SessionOptions.transientSession("operator"),
                            List.of(new Subscription(new Topics(Load.SITE.id()).storage(), 1)),
                            delivery -> heard.add(new Heard(room(delivery.payload()), System.nanoTime())))) {
                historian.guardDisk(state -> {});
                Future<?> published = other.submit(() -> publish(load, publisher));
                await().atMost(Rig.PATIENCE).until(() -> rig.stored().rows() > 15L * RATE);
                long since = System.nanoTime();
                Path filler = fill(small);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> heard.stream().anyMatch(said -> said.room() == StorageStatus.Room.FULL));
                double alarmSeconds = (heard.stream().filter(said -> said.room() == StorageStatus.Room.FULL).findFirst()
                        .orElseThrow().nanos() - since) / 1e9;
                Thread.sleep(FULL_MILLIS);
                long failures = ingest.statistics().failures();
                assertThat(failures).as("the disk was full").isPositive();
                assertThat(operator.connected()).isTrue();
                Files.delete(filler);
                published.get();
                rig.awaitRows(load.samples());
                rig.assertAllThere(load, 0);
                assertThat(ingest.storing()).isTrue();
                assertThat(alarmSeconds).isLessThan(5);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> heard.getLast().room() == StorageStatus.Room.ROOMY);
                figures = "%,d samples at %,d a second, disk of the readings full for 60 s: alarm over MQTT after %.1f s, %d attempts failed, nothing crashed, 0 lost, 0 doubled; alarm over after room was made"
                        .formatted(load.samples(), RATE, alarmSeconds, failures);
            }
        }
        Figures.publish("R13", 0, figures);
        System.exit(0);
    }

    private static void moveReadings(Rig rig, Path small) throws Exception {
        Path space = Files.createDirectory(small.resolve("readings"));
        rig.stored().execute("CREATE TABLESPACE small LOCATION '%s'".formatted(space));
        rig.stored().execute("SELECT attach_tablespace('small', 'reading')");
    }

    private static StorageStatus.Room room(byte[] payload) {
        try {
            return JsonMessages.read(payload, StorageStatus.class).room();
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    /// Takes all room that is left.
    private static Path fill(Path small) throws IOException {
        Path filler = small.resolve("filler");
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (Files.size(filler) < block.length) {
                throw full;
            }
            return filler;
        }
    }

    private static Void publish(Load load, Publisher publisher) throws InterruptedException {
        long start = System.nanoTime();
        for (int seq = 1; seq <= load.framesOfSource(); seq++) {
            for (int source = 0; source < Load.SOURCES; source++) {
                publisher.publish(Load.name(source), JsonMessages.write(Load.frame(source, seq)));
            }
            long ahead = (long) seq * Load.SOURCES * Load.SAMPLES * 1_000L / RATE
                    - (System.nanoTime() - start) / 1_000_000;
            if (ahead > 0) {
                Thread.sleep(ahead);
            }
        }
        publisher.flush();
        return null;
    }
}
