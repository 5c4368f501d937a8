package dev.ondol.ingest;

import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The session of a source that shares the session of all from now on. What was delivered to it and not stored was perhaps
/// acknowledged to the session of all, so it must be stored; the broker sends it first, and it is no more than one window.
/// All that comes after that the session of all has, too. Then the broker may forget this one.
final class RetiredSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetiredSession.class);
    private static final int WINDOW = BatchWriter.MOST_FRAMES;
    /// Without a message for this long it is empty, wall time.
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String client;
    private final BrokerAddress broker;
    private final MqttSession session;
    private final AtomicInteger unstored = new AtomicInteger();
    private final AtomicLong stored = new AtomicLong();
    private volatile long newest = System.nanoTime();
    private volatile boolean ended;

    RetiredSession(String client, String filter, BrokerAddress broker, MqttSession.MessageHandler store) {
        this.client = client;
        this.broker = broker;
        this.session = MqttSession.open(broker,
                SessionOptions.durable(client).withReceiveMaximum(WINDOW),
                List.of(new Subscription(filter, 1)), delivery -> {
                    newest = System.nanoTime();
                    unstored.incrementAndGet();
                    store.handle(new Counted(delivery));
                });
        session.onConnected(() -> {
            newest = System.nanoTime();
            stored.set(0);
        });
    }

    /// Waits until a whole window of one connection is stored, or until nothing more comes; then ends it.
    void empty() throws InterruptedException {
        while (!(session.connected() && (stored.get() >= WINDOW
                || unstored.get() == 0 && System.nanoTime() - newest > QUIET_NANOS))) {
            Thread.sleep(100);
        }
        session.close();
        // A clean start without expiry under its name is how a client tells the broker to forget.
        try (MqttSession last = MqttSession.open(broker, SessionOptions.transientSession(client), List.of(),
                delivery -> {})) {
            while (!last.awaitConnected(Duration.ofSeconds(5))) {
                Thread.sleep(100);
            }
        }
        ended = true;
        LOG.info("The session {} was empty and is ended.", client);
    }

    boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        session.close();
    }

    /// Tells when a message is in safe hands.
    private final class Counted implements MqttSession.Delivery {
        private final MqttSession.Delivery delivery;

        Counted(MqttSession.Delivery delivery) {
            this.delivery = delivery;
        }

        @Override
        public String topic() {
            return delivery.topic();
        }

        @Override
        public byte[] payload() {
            return delivery.payload();
        }

        @Override
        public boolean retained() {
            return delivery.retained();
        }

        @Override
        public void acknowledge() {
            delivery.acknowledge();
            unstored.decrementAndGet();
            stored.incrementAndGet();
        }
    }
}
