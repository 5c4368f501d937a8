package dev.ondol.ingest.reliability;

import dev.ondol.facility.message.Topics;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.SessionOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Publishes until the broker has acknowledged each message, over lost connections. One thread publishes.
final class Publisher implements AutoCloseable {
    private static final int WINDOW = 200;

    private record Message(String source, ByteBuffer payload) {}

    private final Topics topics = new Topics(Load.SITE.id());
    private final MqttSession session;
    private final Semaphore window = new Semaphore(WINDOW);
    private final ConcurrentLinkedQueue<Message> refused = new ConcurrentLinkedQueue<>();
    private final AtomicLong acknowledged = new AtomicLong();

    Publisher(BrokerAddress broker) {
        session = MqttSession.open(broker, SessionOptions.transientSession("reliability-publisher"), List.of(),
                delivery -> {});
        if (!session.awaitConnected(Duration.ofSeconds(30))) {
            throw new IllegalStateException("The publisher has no connection.");
        }
    }

    void publish(String source, byte[] payload) {
        send(new Message(source, ByteBuffer.wrap(payload)));
        for (Message again = refused.poll(); again != null; again = refused.poll()) {
            session.awaitConnected(Duration.ofSeconds(30));
            send(again);
        }
    }

    /// Messages that the broker has acknowledged.
    long acknowledged() {
        return acknowledged.get();
    }

    /// Waits until the broker has everything.
    void flush() {
        while (true) {
            window.acquireUninterruptibly(WINDOW);
            window.release(WINDOW);
            Message again = refused.poll();
            if (again == null) {
                return;
            }
            session.awaitConnected(Duration.ofSeconds(30));
            send(again);
        }
    }

    private void send(Message message) {
        window.acquireUninterruptibly();
        var _ = session.publish(topics.frame(message.source()), message.payload().array(), 1, false, Optional.empty())
                .orTimeout(2, TimeUnit.MINUTES).whenComplete((done, failure) -> {
                    if (failure == null) {
                        acknowledged.incrementAndGet();
                    } else {
                        refused.add(message);
                    }
                    window.release();
                });
    }

    @Override
    public void close() {
        session.close();
    }
}
