package dev.ondol.ingest;

import dev.ondol.facility.message.Topics;
import dev.ondol.historian.reading.LogPartition;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The durable sessions through which frames come. One, `ondol-ingest-{site}`, has all sources, whatever is configured. Each
/// source that a shard names has one of its own besides, `ondol-ingest-{site}-source-{source}`. Where shards are processes of
/// their own, each has the sessions of its sources, and the process of the rest has that of all ([LeftToOthers]).
///
/// MQTT cannot subscribe to all but some, so the session of all hears of the named sources, too; [Twins] keeps that from being
/// stored a second time. When a source is named, what the session of all holds of it from before has no twin and is
/// stored by the source's line. When it is named no more, its session is emptied and ended ([RetiredSession]); the
/// [SessionRegister] remembers over a crash that there is one. So sources may move between shards at any start.
final class FrameSessions implements FrameWay {
    private static final Logger LOG = LoggerFactory.getLogger(FrameSessions.class);
    private static final int RECEIVE_MAXIMUM = BatchWriter.MOST_FRAMES;

    private final Topics topics;
    private final BrokerAddress broker;
    private final Lines lines;
    private final String process;
    private final IngestMeter meter;
    private final Listener listener;
    private final Twins twins = new Twins(this::store);
    private final Optional<LeftToOthers> others;
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

    /// @param process what the transient sessions of this process begin with
    FrameSessions(Topics topics, BrokerAddress broker, String process, Lines lines, IngestMeter meter,
            Listener listener) {
        this.topics = topics;
        this.broker = broker;
        this.process = process;
        this.lines = lines;
        this.others = lines.rest().isPresent() && !lines.elsewhere().isEmpty()
                ? Optional.of(new LeftToOthers(topics, broker, process + "-others", this::store))
                : Optional.empty();
        this.meter = meter;
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("ingest-sessions").unstarted(this::arrange);
    }

    @Override
    public void start() {
        twins.start();
        lines.rest().ifPresent(rest -> open(clientId(), topics.allFrames(), rest, delivery -> ofAll(rest, delivery)));
        complete = lines.named().isEmpty();
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
            SessionRegister known = new SessionRegister(topics, broker, process);
            register = known;
            Set<String> wanted = lines.sources();
            List<String> earlier = known.earlier();
            known.add(wanted);
            List<String> gone = lines.rest().isPresent()
                    ? earlier.stream().filter(source -> !wanted.contains(source)).toList()
                    : List.of();
            for (String source : gone) {
                LOG.info("Source {} has a session no more; what the broker holds in it is stored first.", source);
                retired.add(new RetiredSession(clientId(source), topics.frame(source), broker, this::store));
            }
            lines.named().forEach((source, line) -> open(clientId(source), topics.frame(source), line, this::ofSource));
            complete = true;
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

    private void ofAll(StorageLine rest, MqttSession.Delivery delivery) {
        String source = Topics.last(delivery.topic());
        if (lines.named().containsKey(source)) {
            rest.intake().arrived();
            twins.second(delivery);
        } else if (lines.elsewhere().containsKey(source)) {
            rest.intake().arrived();
            others.orElseThrow().arrived(delivery);
        } else {
            store(delivery);
        }
    }

    private void ofSource(MqttSession.Delivery delivery) {
        if (lines.rest().isPresent()) {
            twins.first(delivery);
        }
        store(delivery);
    }

    /// By the line of its source; without one, by that of the rest.
    private void store(MqttSession.Delivery delivery) {
        Optional.ofNullable(lines.named().get(Topics.last(delivery.topic()))).or(lines::rest).orElseThrow().intake()
                .handle(delivery);
    }

    /// Whether all sessions stand.
    @Override
    public boolean connected() {
        return complete && others.map(LeftToOthers::connected).orElse(true)
                && open.stream().allMatch(MqttSession::connected);
    }

    @Override
    public Map<String, Boolean> elsewhere() {
        Map<String, Boolean> stored = new TreeMap<>();
        others.ifPresent(left -> {
            Set<String> alone = left.stoodInFor();
            lines.elsewhere().forEach((source, shard) -> stored.merge(shard, !alone.contains(source),
                    Boolean::logicalAnd));
        });
        return stored;
    }

    /// Sessions of sources that are named no more and that are not ended yet.
    @Override
    public long emptying() {
        return retired.stream().filter(old -> !old.ended()).count();
    }

    /// A session does not go back; what was not acknowledged comes again.
    @Override
    public void reread(List<LogPartition> partitions) {
        throw new IllegalStateException("Sessions must have no log to read again (%s).".formatted(partitions));
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
        others.ifPresent(LeftToOthers::close);
        open.forEach(MqttSession::close);
        retired.forEach(RetiredSession::close);
        SessionRegister known = register;
        if (known != null) {
            known.close();
        }
    }
}
