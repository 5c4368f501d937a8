package dev.ondol.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.Topics;
import dev.ondol.historian.Historian;
import dev.ondol.ingest.FrameRelay;
import dev.ondol.ingest.IngestRole;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Frames from the broker by Kafka into the database, while what is between is killed. Each test has a topic and an hour of its own.
class KafkaWayIT {
    private static final boolean FULL = Boolean.getBoolean("ondol.full");
    private static final String TWO = "IN (convert_to('kept', 'UTF8'), convert_to('lost with the database', 'UTF8'))";
    private static final String OTHERS = "NOT " + TWO;
    private static KafkaRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = new KafkaRig();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void ingestAndRelayKilledAgainAndAgainLoseAndDoubleNothing() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Load load = new Load(0, FULL ? 3_000 : 400);
        int kills = FULL ? 40 : 4;
        KafkaSettings settings = rig.settings("killed");
        try (SeparateProcess relay = SeparateProcess.relay(rig, settings);
                SeparateProcess ingest = SeparateProcess.ingest(rig, settings);
                ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicLong stored = new AtomicLong();
            int strikes = 0;
            Future<?> struck = CompletableFuture.completedFuture(null);
            for (int seq = 1; seq <= load.frames(); seq++) {
                rig.publish(load, seq);
                if (seq % (load.frames() / kills) == 0) {
                    struck.get();
                    long published = (long) Load.SOURCES * Load.SAMPLES * seq;
                    SeparateProcess victim = strikes++ % 2 == 0 ? ingest : relay;
                    long delay = random.nextInt(300);
                    struck = other.submit(() -> {
                        // both work again since the strike before, or had all before it
                        await().atMost(KafkaRig.PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
                            long rows = rig.rows(load);
                            return rows > stored.get() || rows >= published;
                        });
                        Thread.sleep(delay);
                        victim.killAndStartAgain();
                        stored.set(rig.rows(load));
                        return null;
                    });
                }
            }
            struck.get();
            assertThat(strikes).isEqualTo(kills);
            rig.assertAllThere(load, seed);
            assertThat(rig.number("SELECT sum(next_offset) FROM log_position WHERE name = 'killed'"))
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo((long) Load.SOURCES * load.frames());
        }
    }

    @Test
    void aKafkaThatIsKilledHoldsFramesUpInTheBrokerAndLosesNone() {
        Load load = new Load(1, 60);
        KafkaSettings settings = rig.settings("away");
        Map<String, Mark> marks = new ConcurrentHashMap<>();
        try (Historian historian = rig.historian();
                MqttSession edge = MqttSession.open(rig.broker(), SessionOptions.transientSession("kafka-edge"),
                        List.of(
                                new Subscription(new Topics(Load.SITE.id()).allMarks(), 1)),
                        delivery -> mark(delivery, marks));
                IngestRole ingest = rig.ingest(historian, settings, Optional.empty())) {
            assertThat(edge.awaitConnected(Duration.ofSeconds(30))).isTrue();
            try (FrameRelay relay = rig.relay(settings)) {
                rig.publish(load, 1, 20);
                rig.awaitRows(load, load.rows() / 3);
                rig.kafka().kill();
                rig.publish(load, 21, 40);
                await().atMost(KafkaRig.PATIENCE).until(() -> relay.waiting() > 0 && !relay.working());
                assertThat(marks).containsEntry("edge-0", new Mark("hour-1", 20));
            } // and the relay dies, too, with what it could not hand on
            rig.publish(load, 41, 60);
            assertThat(rig.rows(load)).isEqualTo(load.rows() / 3);
            await().atMost(KafkaRig.PATIENCE).until(() -> !ingest.connected());
            try (FrameRelay relay = rig.relay(settings)) {
                rig.kafka().startAgain();
                rig.assertAllThere(load, 0);
                await().atMost(KafkaRig.PATIENCE).until(() -> relay.waiting() == 0 && relay.working() && ingest
                        .connected());
                await().atMost(KafkaRig.PATIENCE).until(() -> new Mark("hour-1", 60).equals(marks.get("edge-0")));
            }
        }
    }

    @Test
    void aDatabaseThatIsPutBackIsFilledAgainFromKafka() {
        Load load = new Load(2, 40);
        KafkaSettings settings = rig.settings("restored");
        try (Historian historian = rig.historian(); FrameRelay relay = rig.relay(settings)) {
            try (IngestRole ingest = rig.ingest(historian, settings, Optional.empty())) {
                rig.publish(load, 1, 10);
                rig.awaitRows(load, load.rows() / 4);
                rig.publish("edge-0", bytes("kept"));
                await().atMost(KafkaRig.PATIENCE).until(() -> rejected(TWO) == 1);
                rig.execute("CREATE TABLE backup_log AS SELECT * FROM log_position");
                rig.execute("CREATE TABLE backup_frame AS SELECT * FROM frame_position");
                rig.publish("edge-0", bytes("lost with the database"));
                rig.publish(load, 11, 30);
                rig.awaitRows(load, load.rows() * 3 / 4);
                await().atMost(KafkaRig.PATIENCE).until(() -> rejected(TWO) == 2);
                assertThat(ingest.statistics().duplicates()).isZero();
                putBack(load); // under a reader that is ahead of it
                rig.publish(load, 31, 35);
                rig.awaitRows(load, load.rows() * 35 / 40);
                assertThat(rejected(TWO)).isEqualTo(2);
            }
            putBack(load); // while nobody reads
            try (IngestRole ingest = rig.ingest(historian, settings, Optional.empty())) {
                rig.publish(load, 36, 40);
                rig.assertAllThere(load, 0);
                assertThat(rejected(TWO)).isEqualTo(2);
                assertThat(ingest.statistics().frames()).isEqualTo((long) Load.SOURCES * 30);
            }
            assertThat(relay.failures()).isZero();
        } finally {
            rig.execute("DROP TABLE IF EXISTS backup_log, backup_frame");
        }
    }

    @Test
    void badRecordsAreKeptOnceWithTheirReasonAndHoldNothingUp() throws Exception {
        Load load = new Load(3, 5);
        KafkaSettings settings = rig.settings("bad");
        try (Historian historian = rig.historian(); FrameRelay relay = rig.relay(settings)) {
            byte[] tooLarge = new byte[2 << 20];
            new Random(1).nextBytes(tooLarge);
            rig.publish("too-large", tooLarge);
            await().atMost(KafkaRig.PATIENCE).until(() -> relay.relayed() == 1);
            try (KafkaProducer<byte[], byte[]> stranger = stranger()) {
                stranger.send(new ProducerRecord<>("bad", bytes("edge-0"), bytes("nonsense"))).get();
                stranger.send(new ProducerRecord<>("bad", bytes("edge-0"), null)).get();
                stranger.send(new ProducerRecord<>("bad", null, load.frame(0, 1))).get();
                stranger.send(new ProducerRecord<>("bad", bytes("No Source"), load.frame(0, 1))).get();
                ProducerRecord<byte[], byte[]> other = new ProducerRecord<>("bad", bytes("edge-0"), load.frame(0, 1));
                other.headers().add("ondol-site", bytes("kr-edge"));
                stranger.send(other).get();
            }
            for (int start = 0; start < 2; start++) { // the second reads nothing again
                try (IngestRole ingest = rig.ingest(historian, settings, Optional.empty())) {
                    rig.publish(load, 1 + 3 * start, 3 + 2 * start);
                    rig.awaitRows(load, load.rows() * (3 + 2 * start) / 5);
                    await().atMost(KafkaRig.PATIENCE).until(() -> rejected(OTHERS) == 6);
                    assertThat(ingest.statistics().duplicates()).isZero();
                }
            }
            rig.assertAllThere(load, 0);
            assertThat(rig.texts("SELECT source || ' ' || detail FROM rejected_frame"))
                    .anyMatch(why -> why.startsWith("too-large Kafka refuses it as too large (2,097,152"))
                    .anyMatch(why -> why.startsWith("unnamed The key of the record must be a source"))
                    .anyMatch(why -> why.startsWith("edge-0 It is of the site kr-edge."));
        }
    }

    @Test
    void twoProcessesShareATopicAndTheOneThatStaysTakesItAll() {
        Load load = new Load(4, 40);
        KafkaSettings settings = rig.settings("shared");
        try (Historian historian = rig.historian();
                FrameRelay relay = rig.relay(settings);
                IngestRole first = rig.ingest(historian, settings, Optional.empty())) {
            try (IngestRole second = rig.ingest(historian, settings, Optional.of("b"))) {
                await().atMost(KafkaRig.PATIENCE).until(() -> first.connected() && second.connected());
                int seq = 0;
                while (seq < 30 && (seq < 10 || first.statistics().frames() == 0 || second.statistics()
                        .frames() == 0)) {
                    rig.publish(load, ++seq);
                    rig.awaitRows(load, (long) Load.SOURCES * Load.SAMPLES * seq);
                }
                rig.publish(load, seq + 1, 30);
                rig.awaitRows(load, load.rows() * 3 / 4);
                assertThat(first.statistics().frames()).isPositive();
                assertThat(second.statistics().frames()).isPositive();
                assertThat(first.statistics().frames() + second.statistics().frames()).isEqualTo(30L * Load.SOURCES);
            }
            rig.publish(load, 31, 40);
            rig.assertAllThere(load, 0);
            assertThat(relay.waiting()).isZero();
        }
    }

    /// As a backup of an earlier time does.
    private static void putBack(Load load) {
        String after = "'" + java.time.Instant.ofEpochMilli(load.first() + 10_000) + "'";
        String before = "'" + java.time.Instant.ofEpochMilli(load.last()) + "'";
        rig.execute("""
                BEGIN;
                DELETE FROM reading WHERE time > %s AND time <= %s;
                DELETE FROM rejected_frame WHERE raw = convert_to('lost with the database', 'UTF8');
                DELETE FROM frame_position;
                INSERT INTO frame_position SELECT * FROM backup_frame;
                DELETE FROM log_position;
                INSERT INTO log_position SELECT * FROM backup_log;
                COMMIT""".formatted(after, before));
    }

    /// Messages that are kept aside.
    private static long rejected(String which) {
        return rig.number("SELECT count(*) FROM rejected_frame WHERE raw " + which);
    }

    private static KafkaProducer<byte[], byte[]> stranger() {
        Properties properties = rig.settings("bad").client("stranger");
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void mark(MqttSession.Delivery delivery, Map<String, Mark> marks) {
        try {
            marks.put(Topics.last(delivery.topic()), JsonMessages.read(delivery.payload(), Mark.class));
        } catch (MalformedMessage e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
