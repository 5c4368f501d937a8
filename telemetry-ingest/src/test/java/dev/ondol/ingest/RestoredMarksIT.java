package dev.ondol.ingest;

import static dev.ondol.ingest.IngestRig.SITE;
import static dev.ondol.ingest.IngestRig.SOURCE;
import static dev.ondol.ingest.IngestRig.T;
import static dev.ondol.ingest.IngestRig.expected;
import static dev.ondol.ingest.IngestRig.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.Topics;
import dev.ondol.historian.Historian;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The part of the restore drill that needs a broker: it is ahead of the database that was put back.
class RestoredMarksIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final IngestRig rig = new IngestRig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void theRetainedMarkIsLoweredToTheRestoredOneAndWhatTheOutboxHoldsAboveItIsStoredOnce() {
        List<Mark> heard = new CopyOnWriteArrayList<>();
        try (Historian historian = rig.historian(); MqttSession before = rig.publisher("before-the-loss")) {
            historian.register(SITE.id(), IngestRig.POINTS.all());
            historian.frames(SITE.id())
                    .write(IntStream.rangeClosed(1, 10).mapToObj(RestoredMarksIT::received).toList());
            before.publish(rig.topics().mark(SOURCE), JsonMessages.write(new Mark("boot-1", 40)), 1, true,
                    Optional.empty()).join();
            rig.tick(T + 40 * 15_000L);
            try (MqttSession edge = MqttSession.open(rig.brokerAddress(), SessionOptions.transientSession("edge"),
                    List.of(new Subscription(rig.topics().allMarks(), 1)),
                    delivery -> heard.add(mark(delivery.payload())))) {
                await().atMost(PATIENCE).until(() -> heard.equals(List.of(new Mark("boot-1", 40))));
                try (IngestRole ingest = rig.ingest(historian)) {
                    await().atMost(PATIENCE).until(() -> heard.getLast().equals(new Mark("boot-1", 10)));
                    for (int seq = 6; seq <= 40; seq++) {
                        rig.publishSurely(frame(seq));
                    }
                    await().atMost(PATIENCE).until(() -> heard.getLast().equals(new Mark("boot-1", 40)));
                    assertThat(ingest.statistics().duplicates()).isEqualTo(5);
                }
                assertThat(edge.connected()).isTrue();
            }
            assertThat(rig.stored(SITE.id())).isEqualTo(expected(40));
        }
    }

    @Test
    void theRetainedMarkOfASourceThatTheRestoredDatabaseDoesNotKnowIsReset() {
        Map<String, Mark> heard = new ConcurrentHashMap<>();
        try (Historian historian = rig.historian(); MqttSession before = rig.publisher("before-the-loss")) {
            historian.register(SITE.id(), IngestRig.POINTS.all());
            historian.frames(SITE.id())
                    .write(IntStream.rangeClosed(1, 10).mapToObj(RestoredMarksIT::received).toList());
            for (String source : List.of(SOURCE, "newer-than-the-backup")) {
                before.publish(rig.topics().mark(source), JsonMessages.write(new Mark("boot-1", 40)), 1, true,
                        Optional.empty()).join();
            }
            try (MqttSession edge = MqttSession.open(rig.brokerAddress(), SessionOptions.transientSession("edge"),
                    List.of(new Subscription(rig.topics().allMarks(), 1)),
                    delivery -> heard.put(Topics.last(delivery.topic()), mark(delivery.payload())))) {
                // Else what the broker had retained might be delivered after what ingest makes of it.
                await().atMost(PATIENCE).until(() -> heard.size() == 2);
                try (IngestRole ingest = rig.ingest(historian)) {
                    await().atMost(PATIENCE)
                            .until(() -> new Mark("boot-1", 0).equals(heard.get("newer-than-the-backup")));
                    await().atMost(PATIENCE).until(() -> new Mark("boot-1", 10).equals(heard.get(SOURCE)));
                    assertThat(edge.connected()).isTrue();
                    assertThat(ingest.statistics().frames()).isZero();
                }
            }
        }
    }

    private static ReceivedFrame received(int seq) {
        return new ReceivedFrame(SOURCE, frame(seq), JsonMessages.write(frame(seq)), T, OptionalLong.empty());
    }

    private static Mark mark(byte[] payload) {
        try {
            return JsonMessages.read(payload, Mark.class);
        } catch (dev.ondol.facility.message.MalformedMessage e) {
            throw new AssertionError(e);
        }
    }
}
