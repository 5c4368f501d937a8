package dev.ondol.gateway;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Frame;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Ingest without a database: keeps frames in memory, once each, and publishes the contiguous low mark of each source.
final class FakeIngest implements AutoCloseable {
    /// A life of a source.
    record Life(String source, String boot) {}

    private final Topics topics;
    private final MqttSession session;
    private final Map<Life, NavigableMap<Long, Frame>> frames = new HashMap<>();
    private final List<Life> order = new ArrayList<>();
    private final List<ClockTick> ticks = new ArrayList<>();
    private final List<String> arrivals = new ArrayList<>();
    private Predicate<Frame> lost = frame -> false;
    private boolean marking = true;
    private long duplicates;

    FakeIngest(BrokerAddress broker, String site) {
        topics = new Topics(site);
        session = MqttSession.open(broker, SessionOptions.durable("fake-ingest"),
                List.of(new Subscription(topics.allFrames(), 1), new Subscription(topics.clock(), 1)), this::receive);
        session.awaitConnected(Duration.ofSeconds(20));
    }

    /// Frames for which this says true are lost on their way.
    synchronized void lose(Predicate<Frame> frame) {
        lost = frame;
    }

    /// Without marks nothing is committed as far as the gateway knows.
    synchronized void marking(boolean on) {
        marking = on;
        if (on) {
            frames.forEach(this::publishMark);
        }
    }

    private synchronized void receive(Delivery delivery) {
        try {
            if (delivery.topic().equals(topics.clock())) {
                ClockTick tick = JsonMessages.read(delivery.payload(), ClockTick.class);
                ticks.add(tick);
                arrivals.add("tick " + tick.plant());
            } else {
                take(Topics.last(delivery.topic()), FrameCodec.read(delivery.payload()));
            }
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
        delivery.acknowledge();
    }

    private void take(String source, Frame frame) {
        if (lost.test(frame)) {
            return;
        }
        Life life = new Life(source, frame.boot());
        if (!frames.containsKey(life)) {
            order.add(life);
        }
        NavigableMap<Long, Frame> known = frames.computeIfAbsent(life, ignored -> new TreeMap<>());
        if (known.putIfAbsent(frame.seq(), frame) == null) {
            arrivals.add("frame %s %d %d".formatted(source, frame.seq(), frame.time()));
        } else {
            duplicates++;
        }
        if (marking) {
            publishMark(life, known);
        }
    }

    private void publishMark(Life life, NavigableMap<Long, Frame> known) {
        long low = 0;
        while (known.containsKey(low + 1)) {
            low++;
        }
        byte[] mark = JsonMessages.write(new Mark(life.boot(), low));
        session.publish(topics.mark(life.source()), mark, 1, true, Optional.empty()).exceptionally(failure -> null);
    }

    /// All frames of a source, boot by boot.
    synchronized List<Frame> frames(String source) {
        return order.stream().filter(life -> life.source().equals(source))
                .flatMap(life -> frames.getOrDefault(life, new TreeMap<>()).values().stream()).toList();
    }

    synchronized List<Life> lives() {
        return List.copyOf(order);
    }

    synchronized long count() {
        return frames.values().stream().mapToLong(Map::size).sum();
    }

    synchronized long duplicates() {
        return duplicates;
    }

    /// `frame source seq time` and `tick time` as they came, duplicates left out.
    synchronized List<String> arrivals() {
        return List.copyOf(arrivals);
    }

    synchronized List<ClockTick> ticks() {
        return List.copyOf(ticks);
    }

    @Override
    public void close() {
        session.close();
    }
}
