package dev.ondol.app.soak;

import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.Topics;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// How long a frame takes from its publication to the mark that says it is committed, and whether all of them were.
final class Lag implements AutoCloseable {
    private final Map<String, Source> sources = new HashMap<>();
    private final List<Double> lagsMs = new ArrayList<>();
    private final Topics topics;
    private final MqttSession ear;
    private long frames;

    /// Frames of one boot of a source that wait for a mark, by sequence number, with the instant at which they were heard.
    private static final class Source {
        private final NavigableMap<Long, Long> waiting = new TreeMap<>();
    }

    Lag(String site, BrokerAddress broker) {
        topics = new Topics(site);
        ear = MqttSession.open(broker, SessionOptions.transientSession("ondol-soak"), List.of(new Subscription(topics
                .allFrames(), 1), new Subscription(topics.allMarks(), 1)), this::hear);
    }

    private void hear(Delivery delivery) {
        String source = Topics.last(delivery.topic());
        try {
            if (delivery.topic().equals(topics.frame(source))) {
                var frame = FrameCodec.read(delivery.payload());
                published(source + "/" + frame.boot(), frame.seq());
            } else {
                Mark mark = JsonMessages.read(delivery.payload(), Mark.class);
                committed(source + "/" + mark.boot(), mark.seq());
            }
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void published(String source, long seq) {
        frames++;
        sources.computeIfAbsent(source, name -> new Source()).waiting.putIfAbsent(seq, System.nanoTime());
    }

    private synchronized void committed(String source, long seq) {
        var done = sources.computeIfAbsent(source, name -> new Source()).waiting.headMap(seq, true);
        done.values().forEach(since -> lagsMs.add((System.nanoTime() - since) / 1e6));
        done.clear();
    }

    synchronized long frames() {
        return frames;
    }

    /// Frames that no mark covers yet.
    synchronized int waiting() {
        return sources.values().stream().mapToInt(source -> source.waiting.size()).sum();
    }

    /// The middle of those since the last call, milliseconds; NaN where there were none.
    synchronized double medianMs() {
        double[] sorted = lagsMs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        lagsMs.clear();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    @Override
    public void close() {
        ear.close();
    }
}
