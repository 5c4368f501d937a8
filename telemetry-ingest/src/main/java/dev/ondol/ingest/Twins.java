package dev.ondol.ingest;

import dev.ondol.facility.message.Topics;
import dev.ondol.messaging.MqttSession;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Messages that the broker delivers twice, to the session of their source and to that of all. The second is not stored but
/// acknowledged as soon as the first has been delivered: from then on the session of the source answers for it, for it is
/// acknowledged there only when it is stored. A message that stays without a twin is stored like any other, so nothing
/// depends on which session exists since when. Thread-safe.
final class Twins implements AutoCloseable {
    /// How long the twin is waited for, wall milliseconds.
    private static final long PATIENCE_MILLIS = 1_000;
    private static final long SWEEP_MILLIS = 50;
    /// Messages remembered of a source. One that is older finds no twin and is stored once more, in vain.
    private static final int MOST_REMEMBERED = 20_000;

    private record Waiting(MqttSession.Delivery delivery, long sinceNanos) {}

    /// The newest keys, the oldest first.
    private static final class Remembered extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }

    private final MqttSession.MessageHandler store;
    private final Map<String, Remembered> delivered = new HashMap<>();
    private final LinkedHashMap<String, List<Waiting>> waiting = new LinkedHashMap<>();
    private final ScheduledExecutorService sweeper = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("ingest-twins").factory());

    /// @param store takes what has no twin
    Twins(MqttSession.MessageHandler store) {
        this.store = store;
    }

    void start() {
        var _ = sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// The session of the source has brought it; to be called before it is stored.
    void first(MqttSession.Delivery delivery) {
        String key = key(delivery);
        List<Waiting> twins;
        synchronized (this) {
            delivered.computeIfAbsent(Topics.last(delivery.topic()), ignored -> new Remembered()).put(key, true);
            twins = waiting.remove(key);
        }
        if (twins != null) {
            twins.forEach(twin -> twin.delivery().acknowledge());
        }
    }

    /// The session of all has brought it.
    void second(MqttSession.Delivery delivery) {
        String key = key(delivery);
        synchronized (this) {
            Remembered known = delivered.get(Topics.last(delivery.topic()));
            if (known == null || !known.containsKey(key)) {
                waiting.computeIfAbsent(key, ignored -> new ArrayList<>())
                        .add(new Waiting(delivery, System.nanoTime()));
                return;
            }
        }
        delivery.acknowledge();
    }

    private void sweep() {
        List<Waiting> alone = new ArrayList<>();
        long before = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        synchronized (this) {
            Iterator<List<Waiting>> oldest = waiting.values().iterator();
            while (oldest.hasNext()) {
                List<Waiting> messages = oldest.next();
                if (messages.getFirst().sinceNanos() - before > 0) {
                    break;
                }
                alone.addAll(messages);
                oldest.remove();
            }
        }
        alone.forEach(message -> store.handle(message.delivery()));
    }

    private static String key(MqttSession.Delivery delivery) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return delivery.topic() + " " + HexFormat.of().formatHex(digest.digest(delivery.payload()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /// What waits stays unacknowledged and comes again.
    @Override
    public void close() {
        sweeper.shutdownNow();
    }
}
