package dev.ondol.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Topics;
import dev.ondol.historian.Historian;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// Shards as processes of their own. Nothing but the broker keeps what is not stored: there is no outbox here.
class ShardProcessesIT {
    private static final String SHARDS = "a=edge-0,edge-1;b=edge-2";
    private static final List<String> PROCESSES = List.of("a", "b", "rest");
    private static final int KILLS = 6;
    private static final String HEARTBEAT = new Topics(Load.SITE.id()).heartbeat("ingest");

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void threeProcessesOfWhichOneIsKilledAgainAndAgainLoseAndDoubleNothing() throws Exception {
        Load load = Load.ofSamples(300_000);
        try (Rig rig = new Rig();
                Publisher publisher = rig.publisher();
                SeparateIngest a = start(rig, "a");
                SeparateIngest b = start(rig, "b");
                SeparateIngest rest = start(rig, "rest");
                ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            List<SeparateIngest> processes = List.of(a, b, rest);
            Future<?> published = other.submit(() -> {
                publish(publisher, load, 1, load.framesOfSource(), 30);
                return null;
            });
            for (int kill = 0; kill < KILLS; kill++) {
                Thread.sleep(random.nextInt(1_500));
                SeparateIngest killed = processes.get(kill < PROCESSES.size() ? kill : random.nextInt(3));
                killed.kill();
                Thread.sleep(random.nextInt(2_000));
                killed.startAgain();
            }
            published.get();
            rig.awaitRows(load.samples());
            rig.assertAllThere(load, seed);
        }
    }

    @Test
    void theProcessOfTheRestStoresWhatThatOfAShardDoesNot() throws Exception {
        Load load = new Load(100);
        try (Rig rig = new Rig();
                Publisher publisher = rig.publisher();
                SeparateIngest a = start(rig, "a");
                SeparateIngest _ = start(rig, "rest")) {
            publish(publisher, load, 1, 50, 5);
            a.kill();
            publish(publisher, load, 51, 100, 5);
            rig.awaitRows(load.samples()); // b has never run
            a.startAgain();
            rig.assertAllThere(load, seed);
        }
    }

    @Test
    void theHeartbeatSaysWhichShardIsStoodInForAndWhichIsBack() throws Exception {
        Load load = new Load(400);
        Map<String, Boolean> told = new ConcurrentHashMap<>();
        try (Rig rig = new Rig();
                Publisher publisher = rig.publisher();
                MqttSession _ = MqttSession.open(rig.broker(), SessionOptions.transientSession(
                        "watch"), List.of(new Subscription(HEARTBEAT, 0)), delivery -> told.putAll(shards(delivery)));
                SeparateIngest a = start(rig, "a");
                SeparateIngest _ = start(rig, "rest")) {
            int next = publishUntil(() -> Boolean.FALSE.equals(told.get("b")), publisher, load, 1); // b has never run
            next = publishUntil(() -> Boolean.TRUE.equals(told.get("a")), publisher, load, next);
            a.kill();
            next = publishUntil(() -> Boolean.FALSE.equals(told.get("a")), publisher, load, next);
            a.startAgain();
            next = publishUntil(() -> Boolean.TRUE.equals(told.get("a")), publisher, load, next);
            assertThat(told).containsEntry("b", false).containsOnlyKeys("a", "b");
            publish(publisher, load, next, load.framesOfSource(), 0);
            rig.awaitRows(load.samples());
            rig.assertAllThere(load, seed);
        }
    }

    private static int publishUntil(BooleanSupplier seen, Publisher publisher, Load load, int first)
            throws InterruptedException {
        int seq = first;
        while (!seen.getAsBoolean()) {
            assertThat(seq).as("frames are left").isLessThan(load.framesOfSource());
            publish(publisher, load, seq, seq, 200);
            seq++;
        }
        return seq;
    }

    private static Map<String, Boolean> shards(Delivery delivery) {
        try {
            return Objects.requireNonNull(JsonMessages.read(delivery.payload(), Heartbeat.class).shards());
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sourcesThatGetAProcessOfTheirOwnKeepWhatWaitedForThem() throws Exception {
        Load load = new Load(100);
        try (Rig rig = new Rig();
                Publisher publisher = rig.publisher();
                Historian historian = Historian.open(rig.throughNetwork())) {
            rig.ingest(historian).close();
            publish(publisher, load, 1, 60, 0);
            try (SeparateIngest _ = start(rig, "a");
                    SeparateIngest _ = start(rig, "b");
                    SeparateIngest _ = start(rig, "rest")) {
                publish(publisher, load, 61, 100, 0);
                rig.awaitRows(load.samples());
                rig.assertAllThere(load, seed);
            }
        }
    }

    private static SeparateIngest start(Rig rig, String only) throws Exception {
        return SeparateIngest.start(rig.broker(), rig.throughNetwork(), SHARDS, only);
    }

    private static void publish(Publisher publisher, Load load, int first, int last, int pauseMillis)
            throws InterruptedException {
        for (int seq = first; seq <= Math.min(last, load.framesOfSource()); seq++) {
            for (int source = 0; source < Load.SOURCES; source++) {
                publisher.publish(Load.name(source), JsonMessages.write(Load.frame(source, seq)));
            }
            Thread.sleep(pauseMillis);
        }
        publisher.flush();
    }
}
