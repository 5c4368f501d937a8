package dev.ondol.ingest.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.historian.reading.ReceivedValues.Value;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The primary host of a site: one session, the state of each edge node, requests for rebirth, and STATE. Messages are heard
/// on the session's thread; the rest may be called from any.
public final class SparkplugHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SparkplugHost.class);
    private static final String NAMESPACE = "spBv1.0";
    /// A node that is asked for a rebirth gets this long to answer, wall milliseconds.
    private static final long REBIRTH_PAUSE_MILLIS = 5_000;
    private static final int MOST_NODES = 10_000;
    /// Messages at QoS 0 that may wait here while the database is slow; more are dropped, and a rebirth follows.
    private static final int MOST_WAITING = 2_000;

    /// What a message said.
    ///
    /// @param source  group/node, or group/node/device
    /// @param refusal why something of it could not be read, or an empty text
    public record Message(String source, List<Value> values, String refusal) {}

    /// STATE, as Sparkplug 3.0 writes it.
    private record State(boolean online, long timestamp) {}

    private final SparkplugOptions options;
    private final MetricMapping mapping;
    private final Clock wall;
    private final long birth;
    private final Map<String, EdgeNode> nodes = new HashMap<>();
    private final Map<String, Long> rebirthAskedAt = new HashMap<>();
    private volatile @Nullable MqttSession session;
    private volatile boolean online = true;

    /// @param mapping which points the metrics are
    /// @param wall    wall time; the time of its creation stands in every STATE and in the will, as a STATE must have the time
    ///                of the will of its connection
    public SparkplugHost(SparkplugOptions options, MetricMapping mapping, Clock wall) {
        this.options = options;
        this.mapping = mapping;
        this.wall = wall;
        this.birth = wall.millis();
    }

    /// Connects in the background.
    ///
    /// @param handler gets each message that brought something, on the session's thread
    public void open(BrokerAddress broker, String clientId, BiConsumer<Delivery, Message> handler) {
        SessionOptions.Will will = new SessionOptions.Will(stateTopic(), state(false), true);
        List<Subscription> subscriptions = Stream.concat(Stream.of(stateTopic()),
                options.groups().stream().map(group -> NAMESPACE + "/" + group + "/#"))
                .map(filter -> new Subscription(filter, 1)).toList();
        MqttSession opened = MqttSession.open(broker,
                SessionOptions.transientSession(clientId).withReceiveMaximum(MOST_WAITING).withWill(will),
                subscriptions, delivery -> receive(delivery, handler));
        session = opened;
        opened.onConnected(() -> {
            nodes.clear(); // what was said meanwhile is missed, births perhaps among it
            publishState(online);
        });
    }

    private void receive(Delivery delivery, BiConsumer<Delivery, Message> handler) {
        if (delivery.topic().equals(stateTopic())) {
            hearState(delivery.payload());
        } else {
            hear(delivery.topic(), delivery.payload()).ifPresent(message -> handler.accept(delivery, message));
        }
    }

    /// The will of a connection that was replaced may come after the new one has said that it is online.
    private void hearState(byte[] payload) {
        try {
            if (!JsonMessages.read(payload, State.class).online() && online) {
                publishState(true);
            }
        } catch (MalformedMessage e) {
            LOG.warn("Someone else writes to {}: {}", stateTopic(), e.getMessage());
        }
    }

    /// Reads a message of the namespace; nothing that comes makes it fail. Empty where it brought nothing.
    public Optional<Message> hear(String topic, byte[] payload) {
        String[] levels = topic.split("/", -1);
        Optional<MessageType> type = MessageType.of(levels);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        String device = levels.length == 5 ? levels[4] : "";
        String node = levels[1] + "/" + levels[3];
        String source = device.isEmpty() ? node : node + "/" + device;
        EdgeNode.Heard heard;
        try {
            heard = hear(node, levels[3], type.get(), device, Payload.parseFrom(payload));
        } catch (InvalidProtocolBufferException e) {
            return Optional.of(new Message(source, List.of(), "Not a Sparkplug B payload: " + e.getMessage()));
        }
        if (heard.rebirth()) {
            askForRebirth(node, levels[1], levels[3]);
        }
        return heard.values().isEmpty() && heard.refusal().isEmpty()
                ? Optional.empty()
                : Optional.of(new Message(source, heard.values(), heard.refusal()));
    }

    private EdgeNode.Heard hear(String node, String name, MessageType type, String device, Payload payload) {
        EdgeNode known = nodes.get(node);
        if (known == null) {
            if (nodes.size() >= MOST_NODES) {
                return new EdgeNode.Heard(List.of(), "There are more than %d edge nodes.".formatted(MOST_NODES), false);
            }
            known = new EdgeNode(name, mapping);
            nodes.put(node, known);
        }
        return known.hear(type, device, payload);
    }

    private void askForRebirth(String node, String group, String name) {
        long now = wall.millis();
        MqttSession open = session;
        if (open == null || now - rebirthAskedAt.getOrDefault(node, Long.MIN_VALUE / 2) < REBIRTH_PAUSE_MILLIS) {
            return;
        }
        rebirthAskedAt.put(node, now);
        LOG.warn("Edge node {} is asked to say again what its metrics are.", node);
        Payload rebirth = Payload.newBuilder().setTimestamp(now).addMetrics(Payload.Metric.newBuilder()
                .setName("Node Control/Rebirth").setTimestamp(now).setDatatype(DataType.Boolean.getNumber())
                .setBooleanValue(true)).build();
        var _ = open.publish(NAMESPACE + "/" + group + "/NCMD/" + name, rebirth.toByteArray(), 0, false,
                Optional.empty()).exceptionally(e -> {
                    LOG.debug("The request for a rebirth did not leave; the next gap asks again.", e);
                    return null;
                });
    }

    /// Tells edge nodes whether what they send now can be stored; where not, those that can keep it.
    public void storing(boolean can) {
        if (can != online) {
            online = can;
            publishState(can);
        }
    }

    private void publishState(boolean says) {
        MqttSession open = session;
        if (open != null) {
            var _ = open.publish(stateTopic(), state(says), 1, true, Optional.empty()).exceptionally(e -> {
                LOG.debug("STATE waits for the next connection.", e);
                return null;
            });
        }
    }

    private String stateTopic() {
        return NAMESPACE + "/STATE/" + options.hostId();
    }

    private byte[] state(boolean says) {
        return JsonMessages.write(new State(says, birth));
    }

    public boolean connected() {
        MqttSession open = session;
        return open != null && open.connected();
    }

    /// Says offline and leaves.
    @Override
    public void close() {
        online = false;
        MqttSession open = session;
        if (open != null) {
            open.publish(stateTopic(), state(false), 1, true, Optional.empty()).orTimeout(1, TimeUnit.SECONDS)
                    .exceptionally(e -> null).join();
            open.close();
        }
    }
}
