package dev.ondol.ingest.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ondol.historian.reading.ReceivedValues.Value;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.messaging.sparkplug.EdgeNode;
import dev.ondol.messaging.sparkplug.HostState;
import dev.ondol.messaging.sparkplug.MessageType;
import dev.ondol.messaging.sparkplug.MetricMapping;
import dev.ondol.messaging.sparkplug.SparkplugTopics;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The primary host of a site: one session, the state of each edge node, requests for rebirth, and STATE. Messages are heard
/// on the session's thread; the rest may be called from any.
public final class SparkplugHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SparkplugHost.class);
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

    private final SparkplugOptions options;
    private final MetricMapping mapping;
    private final Clock wall;
    private final HostState state;
    private final Map<String, EdgeNode> nodes = new HashMap<>();
    private final Map<String, Long> rebirthAskedAt = new HashMap<>();
    private volatile @Nullable MqttSession session;

    /// @param mapping which points the metrics are
    /// @param wall    wall time; the time of its creation stands in every STATE and in the will, as a STATE must have the time
    ///                of the will of its connection
    public SparkplugHost(SparkplugOptions options, MetricMapping mapping, Clock wall) {
        this.options = options;
        this.mapping = mapping;
        this.wall = wall;
        state = new HostState(options.hostId(), wall.millis());
    }

    /// Connects in the background.
    ///
    /// @param handler gets each message that brought something, on the session's thread
    public void open(BrokerAddress broker, String clientId, BiConsumer<Delivery, Message> handler) {
        List<Subscription> subscriptions = Stream.concat(Stream.of(state.topic()),
                options.groups().stream().map(SparkplugTopics::group))
                .map(filter -> new Subscription(filter, 1)).toList();
        MqttSession opened = MqttSession.open(broker,
                SessionOptions.transientSession(clientId).withReceiveMaximum(MOST_WAITING).withWill(state.will()),
                subscriptions, delivery -> receive(delivery, handler));
        session = opened;
        opened.onConnected(nodes::clear); // what was said meanwhile is missed, births perhaps among it
        state.follow(opened);
    }

    private void receive(Delivery delivery, BiConsumer<Delivery, Message> handler) {
        if (delivery.topic().equals(state.topic())) {
            state.hear(delivery.payload());
        } else {
            hear(delivery.topic(), delivery.payload()).ifPresent(message -> handler.accept(delivery, message));
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
        return heard.readings().isEmpty() && heard.refusal().isEmpty()
                ? Optional.empty()
                : Optional.of(new Message(source, values(heard), heard.refusal()));
    }

    private static List<Value> values(EdgeNode.Heard heard) {
        return heard.readings().stream().map(reading -> new Value(reading.time(), reading.point(), reading.value(),
                reading.quality())).toList();
    }

    private EdgeNode.Heard hear(String node, String name, MessageType type, String device, Payload payload) {
        EdgeNode known = nodes.get(node);
        if (known == null) {
            if (nodes.size() >= MOST_NODES) {
                return EdgeNode.Heard.refused("There are more than %d edge nodes.".formatted(MOST_NODES), false);
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
        var _ = open.publish(SparkplugTopics.nodeCommand(group, name), SparkplugTopics.rebirth(now), 0, false,
                Optional.empty()).exceptionally(e -> {
                    LOG.debug("The request for a rebirth did not leave; the next gap asks again.", e);
                    return null;
                });
    }

    /// Tells edge nodes whether what they send now can be stored; where not, those that can keep it.
    public void storing(boolean can) {
        state.says(can);
    }

    public boolean connected() {
        MqttSession open = session;
        return open != null && open.connected();
    }

    /// Says offline and leaves.
    @Override
    public void close() {
        MqttSession open = session;
        if (open != null) {
            state.end();
            open.close();
        }
    }
}
