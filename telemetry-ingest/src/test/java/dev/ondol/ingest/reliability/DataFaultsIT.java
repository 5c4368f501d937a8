package dev.ondol.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.historian.Historian;
import dev.ondol.ingest.IngestRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What comes in is broken, doubled, shuffled, late, or has a wrong clock.
class DataFaultsIT {
    private static final long HOUR = 3_600_000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    /// A message: a frame by source and number, or bytes that are none where the number is 0.
    private record Message(int source, long seq) {}

    @Test
    @Tag("R9")
    void malformedMessagesAreKeptWithTheirReasonAndNoGoodOneIsLost() throws Exception {
        Load load = Load.ofSamples(Scale.of(1_000_000));
        int malformed = Scale.of(10_000);
        List<Message> messages = messages(load);
        for (int i = 0; i < malformed; i++) {
            messages.add(random.nextInt(messages.size()), new Message(random.nextInt(Load.SOURCES), 0));
        }
        try (Rig rig = new Rig();
                Historian historian = Historian.open(rig.throughNetwork());
                IngestRole ingest = rig.ingest(historian);
                Publisher publisher = rig.publisher()) {
            rig.clock(load.end());
            for (Message message : messages) {
                byte[] frame = JsonMessages.write(Load.frame(message.source(), Math.max(1, message.seq())));
                publisher.publish(Load.name(message.source()), message.seq() == 0 ? broken(frame) : frame);
            }
            publisher.flush();
            rig.awaitRows(load.samples());
            await().atMost(Rig.PATIENCE).until(() -> ingest.statistics().rejectedFrames() >= malformed);
            rig.assertAllThere(load, seed);
            assertThat(rig.stored().number("SELECT count(*) FROM rejected_frame WHERE reason = 'malformed'"))
                    .isEqualTo(malformed);
            assertThat(rig.stored().number("SELECT count(*) FROM rejected_frame WHERE detail = ''")).isZero();
            Figures.publish("R9", seed,
                    "%,d samples and %,d malformed messages: each kept with its reason, 0 good ones lost, 0 doubled"
                            .formatted(load.samples(), malformed));
        }
    }

    /// Never again a frame: cut short, with bytes that no JSON has, or of another kind.
    private byte[] broken(byte[] frame) {
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(frame, random.nextInt(frame.length - 1));
            case 1 -> {
                byte[] noise = new byte[1 + random.nextInt(500)];
                random.nextBytes(noise);
                noise[0] = (byte) 0xff;
                yield noise;
            }
            case 2 -> {
                byte[] spoilt = frame.clone();
                spoilt[random.nextInt(10)] = 0;
                yield spoilt;
            }
            default -> new byte[0];
        };
    }

    @Test
    @Tag("R11")
    void doubledShuffledAndLateFramesBecomeTheSameRows() throws Exception {
        Load load = Load.ofSamples(Scale.of(1_000_000));
        List<Message> messages = messages(load);
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (random.nextInt(10) < 3) {
                messages.add(i + random.nextInt(messages.size() - i), messages.get(i));
            }
        }
        for (int i = 0; i < messages.size() / 20; i++) {
            int at = random.nextInt(messages.size());
            Collections.swap(messages, at, Math.min(messages.size() - 1, at + random.nextInt(200)));
        }
        try (Rig rig = new Rig();
                Historian historian = Historian.open(rig.throughNetwork());
                IngestRole ingest = rig.ingest(historian);
                Publisher publisher = rig.publisher()) {
            rig.clock(load.end());
            for (Message message : messages) {
                publisher.publish(Load.name(message.source()), JsonMessages.write(
                        Load.frame(message.source(), message.seq(), someDayLate(load, message.seq()))));
            }
            publisher.flush();
            rig.awaitRows(load.samples());
            await().atMost(Rig.PATIENCE).until(
                    () -> ingest.statistics().frames() + ingest.statistics().duplicates() >= messages.size());
            assertThat(rig.stored().differences(load, (source, seq) -> someDayLate(load, seq))).as("seed %d", seed)
                    .isEmpty();
            assertThat(rig.stored().rows()).isEqualTo(load.samples());
            assertThat(rig.stored().number("SELECT count(*) FROM rejected_frame")).isZero();
            Figures.publish("R11", seed,
                    "%,d samples in %,d messages (30 %% doubled, 10 %% out of order, 1 %% nearly 24 h late): exactly the rows expected"
                            .formatted(load.samples(), messages.size()));
        }
    }

    /// Every hundredth frame is a little less than a day behind the site clock.
    private static long someDayLate(Load load, long seq) {
        return seq % 100 == 50 ? load.end() - 24 * HOUR + 1_000 + seq : Load.time(seq);
    }

    @Test
    @Tag("R12")
    void wrongClocksAreCountedExactlyAndTheFutureIsNeverStored() throws Exception {
        Load load = Load.ofSamples(Scale.of(1_000_000));
        long[] shifts = {0, HOUR, 365 * 24 * HOUR, -HOUR};
        long leapDay = Instant.parse("2028-02-28T23:59:00Z").toEpochMilli() - Load.T;
        try (Rig rig = new Rig();
                Historian historian = Historian.open(rig.throughNetwork());
                IngestRole ingest = rig.ingest(historian);
                Publisher publisher = rig.publisher()) {
            rig.clock(load.end() + leapDay);
            for (Message message : messages(load)) {
                publisher.publish(Load.name(message.source()), JsonMessages.write(Load.frame(message.source(),
                        message.seq(), Load.time(message.seq()) + leapDay + shifts[message.source()])));
            }
            publisher.flush();
            await().atMost(Rig.PATIENCE).until(() -> ingest.statistics().frames() >= load.frames());
            long ofSource = load.samples() / Load.SOURCES;
            assertThat(ingest.statistics().rejectedFrames()).as("an hour and a year ahead, seed %d", seed)
                    .isEqualTo(aheadOfClock(load, HOUR) + aheadOfClock(load, shifts[2]));
            assertThat(rig.stored().rows())
                    .isEqualTo(4 * ofSource - Load.SAMPLES * ingest.statistics().rejectedFrames());
            assertThat(rig.stored().number("SELECT count(*) FROM rejected_frame WHERE reason = 'future'"))
                    .isEqualTo(ingest.statistics().rejectedFrames());
            assertThat(rig.stored().number("SELECT (extract(epoch FROM max(time)) * 1000)::bigint FROM reading"))
                    .isLessThanOrEqualTo(load.end() + leapDay + 20_000);
            Figures.publish("R12", seed,
                    "%,d samples over 29 February 2028, clocks right, 1 h and 1 year ahead, 1 h behind: counts exact, nothing of the future stored"
                            .formatted(load.samples()));
        }
    }

    /// Frames of a source with a wrong clock that lie ahead of what the site clock allows.
    private static long aheadOfClock(Load load, long shift) {
        long reach = load.end() + 15_000 + 5_000;
        long ahead = 0;
        for (int seq = 1; seq <= load.framesOfSource(); seq++) {
            ahead += Load.time(seq) + shift > reach ? 1 : 0;
        }
        return ahead;
    }

    private static List<Message> messages(Load load) {
        List<Message> messages = new ArrayList<>();
        for (int seq = 1; seq <= load.framesOfSource(); seq++) {
            for (int source = 0; source < Load.SOURCES; source++) {
                messages.add(new Message(source, seq));
            }
        }
        return messages;
    }
}
