package dev.ondol.ingest;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Topics;
import dev.ondol.historian.reading.DataPolicy;
import dev.ondol.messaging.MqttSession;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        try {
            arrivals.put(read(delivery));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.debug("A frame is left unacknowledged; the broker sends it again.", e);
        }
    }

    private Arrival read(MqttSession.Delivery delivery) {
        String source = Topics.last(delivery.topic());
        long now = wall.millis();
        try {
            Frame frame = FrameCodec.read(delivery.payload());
            Optional<String> flaw = DataPolicy.flaw(frame);
            return flaw.isPresent()
                    ? new Arrival(delivery, source, null, flaw.get(), now)
                    : new Arrival(delivery, source, frame, "", now);
        } catch (MalformedMessage e) {
            return new Arrival(delivery, source, null, String.valueOf(e.getMessage()), now);
        }
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
