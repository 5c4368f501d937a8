package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.reading.FrameWriter;
import dev.ondol.historian.reading.LogPartition;
import dev.ondol.historian.reading.LogPositions;
import dev.ondol.historian.reading.LoggedMessage;
import dev.ondol.historian.reading.MalformedFrame;
import dev.ondol.historian.reading.Received;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.historian.reading.Written;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Telemetry that comes through a log, on each database that Ondol runs on. Each test has a site of its own.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LoggedMessagesIT {
    private static final long T = 1_767_225_600_000L;
    private static final long WALL = 1_790_000_000_000L;
    private static final AtomicInteger SITES = new AtomicInteger();
    private static final List<Point> POINTS = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow())
            .ofSource("plant");

    private final String site = "logged-" + SITES.incrementAndGet();
    private final LogPartition partition = new LogPartition(UUID.randomUUID(), "frames", 0);
    private final Historian historian;
    private final LogPositions positions;

    LoggedMessagesIT(TestDatabase kind) {
        historian = kind.shared();
        positions = historian.logs(site);
    }

    @BeforeEach
    void begin() {
        historian.register(site, POINTS);
        assertThat(positions.of(partition)).isEmpty();
        assertThat(positions.from(partition, 0)).isZero();
    }

    @Test
    void whatIsReadTwiceIsStoredOnceEvenWhereNothingIdentifiesIt() {
        List<Received> batch = List.of(frame(0, 1), malformed(1), malformed(2), frame(3, 2));
        Written first = historian.frames(site).write(batch);
        assertThat(first.frames()).isEqualTo(2);
        assertThat(first.rejectedFrames()).isEqualTo(2);
        assertThat(first.behind()).isEmpty();
        assertThat(positions.of(partition)).isEqualTo(OptionalLong.of(4));

        Written second = historian.frames(site).write(List.of(malformed(2), frame(3, 2), malformed(4)));
        assertThat(second.frames()).isZero();
        assertThat(second.duplicates()).isEqualTo(2);
        assertThat(second.rejectedFrames()).isEqualTo(1);
        assertThat(second.marks()).containsExactly(new Written.SourceMark("plant", new Mark("b", 2)));
        assertThat(historian.history(site).rejected()).isEqualTo(3);
        assertThat(historian.history(site).samples(T, T + 60_000)).isEqualTo(2);
        assertThat(positions.from(partition, 0)).isEqualTo(5);
    }

    @Test
    void offsetsMayHaveGapsAsLongAsTheReaderHasSeenThem() {
        historian.frames(site).write(List.of(frame(0, 1), new LoggedMessage(received(2), partition, 1, 9)));
        assertThat(positions.of(partition)).isEqualTo(OptionalLong.of(9));
        assertThat(historian.history(site).samples(T, T + 60_000)).isEqualTo(2);
    }

    @Test
    void twoWritersOfOnePartitionStoreEachMessageOnce() throws Exception {
        long seed = new Random().nextLong();
        List<Received> stream = new ArrayList<>();
        for (int offset = 0; offset < 300; offset++) {
            stream.add(offset % 3 == 0 ? malformed(offset) : frame(offset, offset + 1));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 2; writer++) {
                Random random = new Random(seed + writer);
                writers.add(threads.submit(() -> {
                    FrameWriter frames = historian.frames(site);
                    for (int from = 0; from < stream.size();) {
                        int to = Math.min(stream.size(), from + 1 + random.nextInt(20));
                        assertThat(frames.write(stream.subList(from, to)).behind()).isEmpty();
                        from = to;
                    }
                    return frames;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        assertThat(historian.history(site).rejected()).as("seed %d", seed).isEqualTo(100);
        assertThat(historian.history(site).samples(T, T + 600_000)).as("seed %d", seed).isEqualTo(200);
        assertThat(positions.of(partition)).isEqualTo(OptionalLong.of(300));
    }

    @Test
    void aDatabaseThatStandsEarlierThanItsReaderStoresNothingAndSaysSo() {
        historian.frames(site).write(List.of(frame(0, 1)));
        Written written = historian.frames(site).write(List.of(frame(5, 6), malformed(6), ofNoLog()));
        assertThat(written.behind()).containsExactly(partition);
        assertThat(written.frames()).isZero();
        assertThat(written.rejectedFrames()).isEqualTo(1);
        assertThat(positions.of(partition)).isEqualTo(OptionalLong.of(1));
    }

    @Test
    void aLogThatWasMadeAnewUnderItsNameBeginsAgain() {
        historian.frames(site).write(List.of(frame(0, 1), frame(1, 2)));
        assertThat(positions.from(new LogPartition(UUID.randomUUID(), "frames", 0), 0)).isZero();
        assertThat(positions.move(partition, 1, 7)).as("from where it does not stand").isFalse();
        assertThat(positions.move(partition, 2, 7)).isTrue();
        assertThat(positions.of(partition)).isEqualTo(OptionalLong.of(7));
    }

    private LoggedMessage frame(long offset, long seq) {
        return new LoggedMessage(received(seq), partition, offset, offset + 1);
    }

    private static ReceivedFrame received(long seq) {
        Frame frame = new Frame("b", seq, T + seq * 1_000, Map.of(POINTS.getFirst().id(), 2.0), Map.of());
        return new ReceivedFrame("plant", frame, JsonMessages.write(frame), WALL, OptionalLong.empty());
    }

    private LoggedMessage malformed(long offset) {
        return new LoggedMessage(ofNoLog(), partition, offset, offset + 1);
    }

    private static MalformedFrame ofNoLog() {
        return new MalformedFrame("plant", "nonsense".getBytes(StandardCharsets.UTF_8), "no frame", WALL);
    }
}
