package dev.ondol.benchmarks;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// An edge that publishes frames as fast as ingest commits them, with a bounded number on the way, and hears from the marks when
/// each was committed.
final class PublishedFrames implements AutoCloseable {
    static final int SAMPLES = 200;
    private static final int MOST_ON_THE_WAY = 1_000;
    static final long PERIOD_MILLIS = 1_000;

    private final Topics topics;
    private final String source;
    private final String boot;
    private final List<PointId> points;
    private final MqttSession session;
    private final long[] publishedAt;
    private final long[] committedAfter;
    private final AtomicLong committed = new AtomicLong();

    /// @param source a name of its own
    PublishedFrames(Site site, String source, BrokerAddress broker, int frames) {
        this(site, source, "bench", broker, frames);
    }

    /// @param boot names a life of the source
    PublishedFrames(Site site, String source, String boot, BrokerAddress broker, int frames) {
        topics = new Topics(site.id());
        this.source = source;
        this.boot = boot;
        points = points(site);
        publishedAt = new long[frames + 1];
        committedAfter = new long[frames + 1];
        session = MqttSession.open(broker, SessionOptions.transientSession("bench-" + source),
                List.of(new Subscription(topics.mark(source), 1)), this::hear);
        if (!session.awaitConnected(Duration.ofSeconds(30))) {
            throw new IllegalStateException("The publisher has no connection to %s.".formatted(broker));
        }
    }

    /// Points whose readings may be anything that a power may be.
    static List<PointId> points(Site site) {
        return PointCatalog.of(site).all().stream().filter(point -> point.quantity() == Quantity.ACTIVE_POWER)
                .map(Point::id).limit(SAMPLES).toList();
    }

    static double value(long seq, int sample) {
        return (seq * 7_919 + sample * 104_729L) % 100_003 / 100.0;
    }

    /// @param start plant time of the first frame
    Frame frame(long seq, long start) {
        return frame(points, boot, seq, start);
    }

    /// Of a frame, about.
    static int bytes(Site site, FrameCodec codec) {
        return codec.write(frame(points(site), "bench", 1_000, 1_767_225_600_000L)).length;
    }

    private static Frame frame(List<PointId> points, String boot, long seq, long start) {
        Map<PointId, Double> values = LinkedHashMap.newLinkedHashMap(SAMPLES);
        for (int sample = 0; sample < SAMPLES; sample++) {
            values.put(points.get(sample), value(seq, sample));
        }
        return new Frame(boot, seq, start + seq * PERIOD_MILLIS, values, Map.of());
    }

    /// Publishes all frames and waits until the last is committed.
    ///
    /// @return wall seconds from the first publishing to the last commit
    double publish(FrameCodec codec, long start) {
        long begin = System.nanoTime();
        int last = publishedAt.length - 1;
        for (int seq = 1; seq <= last; seq++) {
            while (seq - committed.get() > MOST_ON_THE_WAY) {
                LockSupport.parkNanos(200_000);
            }
            byte[] message = codec.write(frame(seq, start));
            publishedAt[seq] = System.nanoTime();
            var _ = session.publish(topics.frame(source), message, 1, false, Optional.empty());
        }
        while (committed.get() < last) {
            LockSupport.parkNanos(200_000);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private void hear(Delivery mark) {
        long now = System.nanoTime();
        try {
            Mark said = JsonMessages.read(mark.payload(), Mark.class);
            if (!said.boot().equals(boot)) {
                return; // of a life before
            }
            long seq = said.seq();
            for (long committing = committed.get() + 1; committing <= seq; committing++) {
                committedAfter[(int) committing] = now - publishedAt[(int) committing];
            }
            committed.set(Math.max(seq, committed.get()));
        } catch (MalformedMessage e) {
            throw new IllegalStateException("Ingest has published a mark that is none.", e);
        }
    }

    /// The wall milliseconds from publishing to the mark that this share of the frames had or less.
    ///
    /// @param share 0 to 1
    double lagMillis(double share) {
        long[] sorted = Arrays.copyOfRange(committedAfter, 1, committedAfter.length);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))] / 1e6;
    }

    @Override
    public void close() {
        session.close();
    }
}
