package dev.ondol.benchmarks;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.SessionOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/// A Sparkplug edge node that sends the readings of [PublishedFrames], each message 200 metrics by their aliases, at QoS 0, as
/// fast as ingest commits them, with a bounded number on the way. Edge nodes get no mark, so what is committed is asked of
/// ingest itself.
final class PublishedMetrics implements AutoCloseable {
    static final String GROUP = "bench";
    /// No more than what ingest's session holds before it drops QoS 0.
    private static final int MOST_ON_THE_WAY = 400;
    private static final long POLL_NANOS = 200_000;
    private static final long LONGEST_STANDSTILL_NANOS = 20_000_000_000L;
    private static final int SEQUENCE = 256;

    private final String node;
    private final List<PointId> points;
    private final MqttSession session;
    private final LongSupplier samplesStored;
    private final long[] publishedAt;
    private final long[] committedAfter;
    private int committed;
    private long advancedAt;

    /// @param node          a name of its own
    /// @param samplesStored readings that ingest has stored since its start
    PublishedMetrics(Site site, String node, BrokerAddress broker, int messages, LongSupplier samplesStored) {
        this.node = node;
        this.points = PublishedFrames.points(site);
        this.samplesStored = samplesStored;
        publishedAt = new long[messages + 1];
        committedAfter = new long[messages + 1];
        session = MqttSession.open(broker, SessionOptions.transientSession("bench-" + node), List.of(), delivery -> {});
        if (!session.awaitConnected(Duration.ofSeconds(30))) {
            throw new IllegalStateException("The edge node has no connection to %s.".formatted(broker));
        }
    }

    /// Publishes all messages and waits until the last is committed.
    ///
    /// @return wall seconds from the first publishing to the last commit
    double publish(long start) {
        birth(start);
        long before = samplesStored.getAsLong();
        long begin = System.nanoTime();
        advancedAt = begin;
        int last = publishedAt.length - 1;
        for (int seq = 1; seq <= last; seq++) {
            hear(before);
            while (seq - committed > MOST_ON_THE_WAY && goesOn()) {
                LockSupport.parkNanos(POLL_NANOS);
                hear(before);
            }
            byte[] message = message(seq, start);
            publishedAt[seq] = System.nanoTime();
            send("NDATA", message);
        }
        while (committed < last && goesOn()) {
            LockSupport.parkNanos(POLL_NANOS);
            hear(before);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    byte[] message(long seq, long start) {
        Payload.Builder data = Payload.newBuilder().setSeq(seq % SEQUENCE)
                .setTimestamp(start + seq * PublishedFrames.PERIOD_MILLIS);
        for (int sample = 0; sample < points.size(); sample++) {
            data.addMetrics(Payload.Metric.newBuilder().setAlias(sample)
                    .setDoubleValue(PublishedFrames.value(seq, sample)));
        }
        return data.build().toByteArray();
    }

    /// Tells the names of the metrics and no value.
    private void birth(long start) {
        Payload.Builder birth = Payload.newBuilder().setSeq(0).setTimestamp(start)
                .addMetrics(Payload.Metric.newBuilder().setName("bdSeq").setLongValue(1));
        for (int sample = 0; sample < points.size(); sample++) {
            PointId point = points.get(sample);
            birth.addMetrics(Payload.Metric.newBuilder().setName(point.equipment() + "/" + point.quantity())
                    .setAlias(sample).setDatatype(DataType.Double.getNumber()).setIsNull(true));
        }
        send("NBIRTH", birth.build().toByteArray());
    }

    private void send(String type, byte[] payload) {
        var _ = session.publish("spBv1.0/" + GROUP + "/" + type + "/" + node, payload, 0, false, Optional.empty());
    }

    /// What is lost at QoS 0 never comes; it is counted in the table then.
    private boolean goesOn() {
        return System.nanoTime() - advancedAt < LONGEST_STANDSTILL_NANOS;
    }

    private void hear(long before) {
        long now = System.nanoTime();
        int done = (int) ((samplesStored.getAsLong() - before) / PublishedFrames.SAMPLES);
        for (int committing = committed + 1; committing <= done; committing++) {
            committedAfter[committing] = now - publishedAt[committing];
        }
        if (done > committed) {
            committed = done;
            advancedAt = now;
        }
    }

    /// The wall milliseconds from publishing to the commit, as the publisher notices it, that this share of the messages had or
    /// less.
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
