package dev.ondol.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A role's one session at the MQTT 5 broker, kept alive over lost connections and restarted brokers.
///
/// ```
/// open ──► connecting ──CONNACK──► subscribing ──SUBACK──► connected ──lost──► pause 0.1 to 5 s ──► connecting
///              │  (skipped where the broker kept the session)                                          ▲
///              └──────────────────────────── refused, timed out ───────────────────────────────────────┘
/// ```
///
/// Threads: the handler and the listeners are called on the session's one dispatcher thread and may block, which holds
/// up nothing but themselves. [#publish] never waits; its future completes on a virtual thread. Delivery is at least
/// once at QoS 1 and in the order of each publisher across all topics that the session subscribes to: a message that was not acknowledged when a connection ended comes again in a kept session.
/// QoS 2 is not offered: Paho cannot acknowledge it by hand.
public final class MqttSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MqttSession.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration REMINDER = Duration.ofMinutes(1);

    /// A topic filter and the highest quality of service, 0 or 1, at which its messages come.
    public record Subscription(String filter, int qos) {
        public Subscription {
            if (qos != 0 && qos != 1) {
                throw new IllegalArgumentException(
                        "The qos (%d) of subscription %s must be 0 or 1.".formatted(qos, filter));
            }
        }
    }

    /// What a role does with a message; called on the session's own dispatcher thread, one message at a time, in the order
    /// of arrival.
    @FunctionalInterface
    public interface MessageHandler {
        void handle(Delivery delivery);
    }

    /// One message as it arrived. The payload is not copied.
    public interface Delivery {
        String topic();

        byte[] payload();

        boolean retained();

        /// Tells the broker that the message is in safe hands; from any thread, at any time, once. After the connection that
        /// brought the message has ended it does nothing: the broker sends the message again. It does nothing either in
        /// sessions that acknowledge by themselves.
        void acknowledge();
    }

    private final BrokerAddress broker;
    private final SessionOptions options;
    private final TopicFilters filters;
    private final Dispatcher dispatcher;
    private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread keeper;
    private final Object state = new Object();
    /// The connection to publish on, from CONNACK to its end; written under `state`.
    private volatile @Nullable Connection current;
    /// Whether the subscriptions of the current connection are in place; written under `state`.
    private volatile boolean connected;

    private MqttSession(BrokerAddress broker, SessionOptions options, List<Subscription> subscriptions,
            MessageHandler handler) {
        this.broker = broker;
        this.options = options;
        this.filters = new TopicFilters(subscriptions);
        this.dispatcher = new Dispatcher(options, handler);
        this.keeper = Thread.ofPlatform().daemon().name("mqtt-" + options.clientId() + "-connection")
                .unstarted(this::keepConnected);
    }

    /// Connects in the background and keeps reconnecting until [#close()]; returns at once.
    public static MqttSession open(BrokerAddress broker, SessionOptions options, List<Subscription> subscriptions,
            MessageHandler handler) {
        MqttSession session = new MqttSession(broker, options, subscriptions, handler);
        session.dispatcher.start();
        session.keeper.start();
        return session;
    }

    /// Sends a message; the future completes at PUBACK (QoS 1) or when the message is written (QoS 0), and fails with
    /// [MqttUnavailable] where there is no connection or it ends before. Messages leave in the order of the calls; what
    /// the broker's receive maximum holds back waits.
    ///
    /// @param expiry after which the broker drops the message undelivered, in whole seconds, at least 1
    public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retained,
            Optional<Duration> expiry) {
        if (qos != 0 && qos != 1) {
            throw new IllegalArgumentException("The qos (%d) on topic %s must be 0 or 1.".formatted(qos, topic));
        }
        if (topic.isEmpty() || topic.contains("+") || topic.contains("#")) {
            throw new IllegalArgumentException(
                    "The topic (%s) must name one topic, without wildcards.".formatted(topic));
        }
        MqttProperties properties = new MqttProperties();
        expiry.ifPresent(time -> properties.setMessageExpiryInterval(Math.max(1, time.plusMillis(999).toSeconds())));
        Connection connection = current;
        if (connection == null) {
            return CompletableFuture.failedFuture(
                    new MqttUnavailable("%s has no connection to %s.".formatted(options.clientId(), broker), null));
        }
        return connection.publish(topic, new MqttMessage(payload, qos, retained, properties));
    }

    /// Whether a connection stands with all subscriptions in place.
    public boolean connected() {
        return connected;
    }

    /// Waits for [#connected()]; false if the time runs out, the thread is interrupted or the session is closed.
    public boolean awaitConnected(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        synchronized (state) {
            while (!connected && closing.getCount() > 0) {
                long leftMs = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (leftMs <= 0) {
                    return false;
                }
                try {
                    state.wait(leftMs);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return connected;
        }
    }

    /// Calls the listener after every connect, before the messages of that connection, on the dispatcher thread; a
    /// listener that comes when the session is already connected is called at once.
    public void onConnected(Runnable listener) {
        synchronized (state) {
            listeners.add(listener);
            if (connected) {
                dispatcher.call(listener);
            }
        }
    }

    /// Gives up the present connection and makes a new one: for watchdogs that see a connection stand while nothing comes.
    /// Unacknowledged messages of a kept session come again.
    public void reconnect(String why) {
        Connection connection = current;
        if (connection != null) {
            connection.end(why);
        }
    }

    /// Says goodbye to the broker, so that the will is not published, and lets the handler finish the message at hand;
    /// takes up to some seconds.
    @Override
    public void close() {
        if (closing.getCount() == 0) {
            return;
        }
        closing.countDown();
        reconnect("closed");
        synchronized (state) {
            state.notifyAll();
        }
        try {
            if (!keeper.join(PATIENCE)) {
                keeper.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        dispatcher.stop(PATIENCE);
    }

    private void keepConnected() {
        boolean started = false; // whether this session has been in place before
        int failures = 0;
        String lastFailure = "";
        long saidAt = System.nanoTime();
        while (closing.getCount() > 0) {
            Connection connection = null;
            try {
                connection = new Connection(broker, options, filters, dispatcher::offer);
                establish(connection, started);
                started = true;
                failures = 0;
                lastFailure = "";
                String why = connection.awaitEnd();
                if (closing.getCount() > 0) {
                    log.warn("{} lost the connection to {}: {}.", options.clientId(), broker, why);
                }
            } catch (MqttException e) {
                String why = Connection.why(broker, e);
                boolean due = System.nanoTime() - saidAt > REMINDER.toNanos();
                if (closing.getCount() > 0 && (!why.equals(lastFailure) || due)) {
                    log.warn("{} cannot connect to {}: {}. It keeps trying.", options.clientId(), broker, why);
                    saidAt = System.nanoTime();
                }
                lastFailure = why;
            } catch (InterruptedException e) {
                log.debug("The connection thread of {} was interrupted.", options.clientId(), e);
            } finally {
                retire(connection);
            }
            pause(backoff.pause(failures++));
        }
    }

    /// Connects and subscribes. At the start of a process it always subscribes: the filters may have changed since the
    /// broker stored the session, and retained messages are wanted. After that only where the broker lost the session.
    private void establish(Connection connection, boolean started) throws MqttException {
        boolean kept = connection.connect(options.cleanStart() && !(started && options.kept()));
        synchronized (state) {
            current = connection;
        }
        if (!kept || !started) {
            connection.subscribe();
        }
        if (kept) {
            dispatcher.forget(delivery -> delivery.qos() > 0 && !delivery.connection().equals(connection));
        }
        synchronized (state) {
            connected = true;
            listeners.forEach(dispatcher::call);
            state.notifyAll();
        }
        connection.release();
        log.info("{} is connected to {}{}.", options.clientId(), broker, kept ? ", session kept" : "");
    }

    private void retire(@Nullable Connection connection) {
        synchronized (state) {
            connected = false;
            current = null;
        }
        if (connection != null) {
            connection.close(closing.getCount() == 0);
        }
    }

    private void pause(Duration time) {
        try {
            closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            log.debug("The pause of {} was cut short.", options.clientId(), e);
        }
    }
}
