package dev.ondol.ingest;

import static dev.ondol.ingest.IngestRig.SITE;
import static dev.ondol.ingest.IngestRig.T;
import static dev.ondol.ingest.IngestRig.expected;
import static dev.ondol.ingest.IngestRig.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.Historian;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Frames over a real broker into a real database.
class IngestIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final IngestRig rig = new IngestRig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void framesBecomeRowsAndTheMarkTellsTheEdgeWhatIsSafe() throws Exception {
        Map<String, byte[]> heard = new ConcurrentHashMap<>();
        try (Historian historian = rig.historian();
                IngestRole ingest = rig.ingest(historian);
                MqttSession edge = MqttSession.open(rig.brokerAddress(), SessionOptions.transientSession("edge"),
                        List.of(new Subscription(rig.topics().allMarks(), 1),
                                new Subscription(rig.topics().allHeartbeats(), 0)),
                        delivery -> heard.put(delivery.topic(), delivery.payload()))) {
            rig.tick(T);
            for (int seq = 1; seq <= 40; seq++) {
                rig.publish(frame(seq)).join();
                rig.tick(T + seq * 15_000L);
            }
            await().atMost(PATIENCE).until(() -> ingest.statistics().frames() == 40);
            assertThat(rig.stored(SITE.id())).isEqualTo(expected(40));
            assertThat(rig.rejected()).isEmpty();
            await().atMost(PATIENCE).until(() -> mark(heard).equals(Optional.of(new Mark("boot-1", 40))));
            await().atMost(PATIENCE).until(() -> heard.containsKey(rig.topics().heartbeat("ingest")));
            Heartbeat heartbeat = JsonMessages.read(heard.getOrDefault(rig.topics().heartbeat("ingest"), new byte[0]),
                    Heartbeat.class);
            assertThat(heartbeat.role()).isEqualTo("ingest");
            assertThat(heartbeat.mode()).isEqualTo(Mode.AUTO);
            assertThat(ingest.statistics().samples()).isEqualTo(expected(40).size());
            assertThat(ingest.statistics().lagMillis()).hasValue(0);
            assertThat(edge.connected()).isTrue();
        }
    }

    private Optional<Mark> mark(Map<String, byte[]> heard) throws Exception {
        byte[] bytes = heard.get(rig.topics().mark(IngestRig.SOURCE));
        return bytes == null ? Optional.empty() : Optional.of(JsonMessages.read(bytes, Mark.class));
    }

    @Test
    void whatIsSentTwiceOrInAnyOrderIsStoredOnce() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Integer> order = new ArrayList<>();
        for (int seq = 1; seq <= 300; seq++) {
            order.add(seq);
            if (random.nextInt(10) < 3) {
                order.add(seq);
            }
        }
        for (int i = 0; i < order.size() / 10; i++) {
            Collections.swap(order, random.nextInt(order.size()), random.nextInt(order.size()));
        }
        try (Historian historian = rig.historian(); IngestRole ingest = rig.ingest(historian)) {
            rig.tick(T + 300 * 15_000L);
            order.forEach(seq -> rig.publishSurely(frame(seq)));
            await().atMost(PATIENCE)
                    .until(() -> ingest.statistics().frames() + ingest.statistics().duplicates() >= order.size());
            assertThat(rig.stored(SITE.id())).as("seed %d", seed).isEqualTo(expected(300));
            assertThat(historian.frames(SITE.id()).marks()).as("seed %d", seed).singleElement()
                    .satisfies(mark -> assertThat(mark.mark().seq()).isEqualTo(300));
        }
    }

    @Test
    void aDatabaseThatStopsInTheMiddleLosesAndDoublesNothing() {
        try (Historian historian = rig.historian(); IngestRole ingest = rig.ingest(historian)) {
            rig.tick(T + 900 * 15_000L);
            for (int seq = 1; seq <= 900; seq++) {
                if (seq == 100 || seq == 500) {
                    rig.stopDatabase();
                }
                if (seq == 450 || seq == 550) {
                    await().atMost(PATIENCE).until(() -> ingest.statistics().failures() > 0);
                    rig.startDatabase();
                }
                rig.publishSurely(frame(seq));
            }
            await().atMost(PATIENCE).until(() -> rig.stored(SITE.id()).size() >= expected(900).size());
            assertThat(rig.stored(SITE.id())).isEqualTo(expected(900));
            assertThat(rig.rejected()).isEmpty();
        }
    }

    @Test
    void aBrokerThatIsStartedAgainLosesAndDoublesNothing() {
        try (Historian historian = rig.historian(); IngestRole ingest = rig.ingest(historian)) {
            for (int seq = 1; seq <= 300; seq++) {
                if (seq % 100 == 50) {
                    rig.restartBroker();
                }
                rig.publishSurely(frame(seq));
            }
            await().atMost(PATIENCE).until(() -> ingest.statistics().frames() >= 300);
            assertThat(rig.stored(SITE.id())).isEqualTo(expected(300));
        }
    }

    @Test
    void bytesThatAreNoFrameAreKeptAndTheGoodFramesAroundThemAreStored() {
        try (Historian historian = rig.historian(); IngestRole ingest = rig.ingest(historian)) {
            rig.tick(T + 20 * 15_000L);
            for (int seq = 1; seq <= 20; seq++) {
                rig.publish(frame(seq)).join();
                if (seq % 4 == 0) {
                    rig.publish("{\"boot\":\"b\",\"seq\":".getBytes(StandardCharsets.UTF_8)).join();
                }
            }
            rig.publish(new Frame("boot-1", 21, T + 300_000, Map.of(PointId.of("nowhere/fan-speed"), 1.0), Map.of()))
                    .join();
            rig.publish(new byte[0]).join();
            await().atMost(PATIENCE).until(() -> ingest.statistics().frames() == 21 && rig.rejected().size() == 6);
            assertThat(rig.stored(SITE.id())).isEqualTo(expected(20));
            assertThat(rig.rejected()).containsOnly("malformed");
            assertThat(ingest.statistics().rejectedFrames()).isEqualTo(6);
            assertThat(ingest.statistics().heldSamples()).isEqualTo(1);
        }
    }

    @Test
    void aFrameThatOvertakesItsTickWaitsForItAndOneFromTheFutureIsRefused() {
        try (Historian historian = rig.historian(); IngestRole ingest = rig.ingest(historian)) {
            rig.tick(T);
            rig.publish(frame(4)).join();
            rig.tick(T + 60_000);
            await().atMost(PATIENCE).until(() -> ingest.statistics().samples() > 0);
            rig.publish(frame(2_000)).join();
            rig.publish(frame(5)).join();
            await().atMost(PATIENCE).until(() -> ingest.statistics().frames() == 3);
            assertThat(rig.rejected()).containsExactly("future");
            assertThat(rig.stored(SITE.id())).hasSize(2 * frame(1).values().size());
        }
    }

    @Test
    void twoSitesInOneDatabaseDoNotMix() {
        Site other = new Site("other", "Other", SITE.location(), SITE.nodeTypes(), SITE.halls(), SITE.cooling(),
                SITE.electrical(), SITE.assets(), SITE.envelope());
        try (Historian historian = rig.historian();
                IngestRole here = rig.ingest(historian);
                IngestRole there = new IngestRole(other, PointCatalog.of(other), rig.brokerAddress(), historian,
                        Clock.systemUTC());
                MqttSession publisher = rig.publisher("other-publisher")) {
            there.start();
            IngestRig.awaitConnected(there);
            for (int seq = 1; seq <= 30; seq++) {
                rig.publish(frame(seq)).join();
                if (seq <= 10) {
                    publisher.publish("ondol/v1/other/frame/plant", JsonMessages.write(frame(seq)), 1, false,
                            Optional.empty()).join();
                }
            }
            await().atMost(PATIENCE)
                    .until(() -> here.statistics().frames() == 30 && there.statistics().frames() == 10);
            assertThat(rig.stored(SITE.id())).isEqualTo(expected(30));
            assertThat(rig.stored("other")).isEqualTo(expected(10));
        }
    }
}
