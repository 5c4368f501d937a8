package dev.ondol.ingest;

import dev.ondol.facility.message.IngestSessions;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Topics;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// For which sources the broker keeps a session of their own: a retained message, lost together with the sessions or not
/// at all. A source is written down before its session is made and struck out after it is ended. Thread-safe.
final class SessionRegister implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRegister.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /// Retained messages follow the answer to a subscription at once.
    private static final long RETAINED_MILLIS = 2_000;

    private final Topics topics;
    private final MqttSession line;
    private final CountDownLatch heard = new CountDownLatch(1);
    private volatile @Nullable IngestSessions read;
    private final Set<String> sources = new TreeSet<>();

    SessionRegister(Topics topics, BrokerAddress broker, String clientId) {
        this.topics = topics;
        this.line = MqttSession.open(broker, SessionOptions.transientSession(clientId + "-register"),
                List.of(new Subscription(topics.ingestSessions(), 1)), this::receive);
    }

    private void receive(MqttSession.Delivery delivery) {
        if (delivery.retained() && read == null) {
            try {
                read = JsonMessages.read(delivery.payload(), IngestSessions.class);
            } catch (MalformedMessage e) {
                LOG.warn("The list of ingest's sessions cannot be read: {}", e.getMessage());
            }
            heard.countDown();
        }
    }

    /// What an earlier start wrote; waits for the broker.
    List<String> earlier() throws InterruptedException {
        while (!line.awaitConnected(PATIENCE)) {
            pause();
        }
        if (!heard.await(RETAINED_MILLIS, TimeUnit.MILLISECONDS)) {
            LOG.debug("The broker knows no sessions of ingest.");
        }
        synchronized (this) {
            IngestSessions earlier = read;
            if (earlier != null) {
                sources.addAll(earlier.sources());
            }
            return List.copyOf(sources);
        }
    }

    /// Writes sources down; returns when the broker has it.
    void add(Set<String> more) throws InterruptedException {
        boolean changed;
        synchronized (this) {
            changed = sources.addAll(more);
        }
        if (changed) {
            publish();
        }
    }

    /// Strikes a source out.
    void remove(String source) throws InterruptedException {
        synchronized (this) {
            sources.remove(source);
        }
        publish();
    }

    private void publish() throws InterruptedException {
        while (true) {
            byte[] list;
            synchronized (this) {
                list = JsonMessages.write(new IngestSessions(List.copyOf(sources)));
            }
            try {
                line.publish(topics.ingestSessions(), list, 1, true, Optional.empty()).orTimeout(10, TimeUnit.SECONDS)
                        .join();
                return;
            } catch (CompletionException e) {
                LOG.debug("The list of sessions waits for the broker.", e);
                pause();
            }
        }
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(200);
    }

    @Override
    public void close() {
        line.close();
    }
}
