package dev.ondol.ingest;

import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.MixedFrame;
import dev.ondol.facility.message.Topics;
import dev.ondol.historian.reading.DataPolicy;
import dev.ondol.historian.reading.MalformedFrame;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.messaging.MqttSession;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads messages on the session's thread and hands them on in batches. Holds at most what the broker sends
/// unacknowledged: when nobody takes batches, nothing is acknowledged and the backlog waits in the broker.
final class FrameIntake implements MqttSession.MessageHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FrameIntake.class);

    private final LinkedBlockingQueue<Arrival> arrivals;
    private final Clock wall;
    private volatile long lastArrivalAt;

    /// @param capacity messages; twice what the broker may send unacknowledged, as a new connection repeats them
    FrameIntake(int capacity, Clock wall) {
        this.arrivals = new LinkedBlockingQueue<>(capacity);
        this.wall = wall;
        this.lastArrivalAt = wall.millis();
    }

    @Override
    public void handle(MqttSession.Delivery delivery) {
        lastArrivalAt = wall.millis();
        put(read(delivery, Topics.last(delivery.topic()), Optional.empty()));
    }

    /// What came by another way than the frame topic: it says nothing about whether frames come.
    void put(Arrival arrival) {
        try {
            arrivals.put(arrival);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.debug("A message is left unacknowledged; the broker sends it again.", e);
        }
    }

    /// As [#put], where somebody else has to go on when there is no room.
    ///
    /// @return false where there is none after that time
    boolean offer(Arrival arrival, long time, TimeUnit unit) throws InterruptedException {
        lastArrivalAt = wall.millis();
        return arrivals.offer(arrival, time, unit);
    }

    /// @param known why it cannot be a frame whatever its bytes are; empty where nothing is known against it
    Arrival read(MqttSession.Delivery delivery, String source, Optional<String> known) {
        long now = wall.millis();
        if (known.isPresent()) {
            return malformed(delivery, source, known.get(), now);
        }
        try {
            MixedFrame mixed = FrameCodec.readMixed(delivery.payload());
            Optional<String> flaw = DataPolicy.flaw(mixed.frame());
            return flaw.isPresent()
                    ? malformed(delivery, source, flaw.get(), now)
                    : new Arrival(delivery, source, OptionalLong.of(mixed.frame().time()), now,
                            clock -> new ReceivedFrame(source, mixed.frame(), mixed.foreign(), delivery.payload(), now,
                                    clock));
        } catch (MalformedMessage e) {
            return malformed(delivery, source, String.valueOf(e.getMessage()), now);
        }
    }

    /// Bytes that nothing can be read from; they are kept with the reason.
    static Arrival malformed(MqttSession.Delivery delivery, String source, String flaw, long now) {
        return new Arrival(delivery, source, OptionalLong.empty(), now,
                clock -> new MalformedFrame(source, delivery.payload(), flaw, now));
    }

    /// Waits for a message, then a little for more.
    ///
    /// @param most   messages in a batch
    /// @param linger wall milliseconds from the first of a batch to its end
    /// @return in order of arrival; empty where nothing came for 200 ms
    List<Arrival> batch(int most, long linger) throws InterruptedException {
        List<Arrival> batch = new ArrayList<>();
        Arrival next = arrivals.poll(200, TimeUnit.MILLISECONDS);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(linger);
        while (next != null) {
            batch.add(next);
            arrivals.drainTo(batch, most - batch.size());
            if (batch.size() >= most) {
                break;
            }
            next = arrivals.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        return batch;
    }

    int waiting() {
        return arrivals.size();
    }

    /// Wall time of the last message or of the last new connection, in milliseconds.
    long lastArrivalAt() {
        return lastArrivalAt;
    }

    /// Something came that this intake does not have to keep.
    void arrived() {
        lastArrivalAt = wall.millis();
    }

    void connectedAgain() {
        lastArrivalAt = wall.millis();
    }
}
