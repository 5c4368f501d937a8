package dev.ondol.ingest;

import dev.ondol.facility.message.Topics;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The durable sessions through which frames come. One, `ondol-ingest-{site}`, has all sources, whatever is configured. Each
/// source that a shard names has one of its own besides, `ondol-ingest-{site}-source-{source}`.
///
/// MQTT cannot subscribe to all but some, so the session of all hears of the named sources, too; [Twins] keeps that from being
/// stored a second time. When a source is named, what the session of all holds of it from before has no twin and is
/// stored by the source's line. When it is named no more, its session is emptied and ended ([RetiredSession]); the
/// [SessionRegister] remembers over a crash that there is one. So sources may move between shards at any start.
final class FrameSessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameSessions.class);
    private static final int RECEIVE_MAXIMUM = BatchWriter.MOST_FRAMES;

    private final Topics topics;
    private final BrokerAddress broker;
    private final Map<String, StorageLine> lines;
    private final StorageLine rest;
    private final IngestMeter meter;
    private final Listener listener;
    private final Twins twins = new Twins(this::route);
    private final List<MqttSession> open = new CopyOnWriteArrayList<>();
    private final List<RetiredSession> retired = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile @Nullable SessionRegister register;
    private volatile boolean complete;

    /// Hears of each session that stays.
    @FunctionalInterface
    interface Listener {
        void opened(StorageLine line, MqttSession session);
    }

    /// @param lines the lines of named sources
    /// @param rest  line of all others
    FrameSessions(Topics topics, BrokerAddress broker, Map<String, StorageLine> lines, StorageLine rest,
            IngestMeter meter, Listener listener) {
        this.topics = topics;
        this.broker = broker;
        this.lines = Map.copyOf(lines);
        this.rest = rest;
        this.meter = meter;
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("ingest-sessions").unstarted(this::arrange);
    }

    void start() {
        twins.start();
        open(clientId(), topics.allFrames(), rest, this::ofAll);
        complete = lines.isEmpty();
        thread.start();
    }

    private String clientId() {
        return "ondol-ingest-" + topics.site();
    }

    private String clientId(String source) {
        return clientId() + "-source-" + source;
    }

    private void arrange() {
        try {
            SessionRegister known = new SessionRegister(topics, broker, clientId());
            register = known;
            List<String> earlier = known.earlier();
            Set<String> wanted = lines.keySet();
            known.add(wanted);
            for (String source : earlier) {
                if (!wanted.contains(source)) {
                    LOG.info("Source {} has a session no more; what the broker holds in it is stored first.", source);
                    retired.add(new RetiredSession(clientId(source), topics.frame(source), broker, this::ofSource));
                }
            }
            lines.forEach((source, line) -> open(clientId(source), topics.frame(source), line, this::ofSource));
            complete = true;
            List<String> gone = earlier.stream().filter(source -> !wanted.contains(source)).toList();
            for (int i = 0; i < gone.size(); i++) {
                retired.get(i).empty();
                known.remove(gone.get(i));
            }
        } catch (InterruptedException e) {
            LOG.debug("The sessions of ingest are left as they are.", e);
        }
    }

    private void open(String clientId, String filter, StorageLine line, MqttSession.MessageHandler handler) {
        MqttSession session = MqttSession.open(broker,
                SessionOptions.durable(clientId).withReceiveMaximum(RECEIVE_MAXIMUM),
                List.of(new Subscription(filter, 1)), handler);
        AtomicBoolean before = new AtomicBoolean();
        session.onConnected(() -> {
            line.intake().connectedAgain();
            if (before.getAndSet(true)) {
                meter.reconnected();
            }
        });
        open.add(session);
        listener.opened(line, session);
    }

    private void ofAll(MqttSession.Delivery delivery) {
        if (lines.containsKey(Topics.last(delivery.topic()))) {
            rest.intake().arrived();
            twins.second(delivery);
        } else {
            route(delivery);
        }
    }

    private void ofSource(MqttSession.Delivery delivery) {
        if (lines.containsKey(Topics.last(delivery.topic()))) {
            twins.first(delivery);
        }
        route(delivery);
    }

    private void route(MqttSession.Delivery delivery) {
        lines.getOrDefault(Topics.last(delivery.topic()), rest).intake().handle(delivery);
    }

    /// Whether all sessions stand.
    boolean connected() {
        return complete && open.stream().allMatch(MqttSession::connected);
    }

    /// Sessions of sources that are named no more and that are not ended yet.
    long emptying() {
        return retired.stream().filter(old -> !old.ended()).count();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        twins.close();
        open.forEach(MqttSession::close);
        retired.forEach(RetiredSession::close);
        SessionRegister known = register;
        if (known != null) {
            known.close();
        }
    }
}
