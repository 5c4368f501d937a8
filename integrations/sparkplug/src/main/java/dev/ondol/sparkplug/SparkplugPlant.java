package dev.ondol.sparkplug;

import dev.ondol.gateway.field.FieldPlant;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.messaging.sparkplug.HostState;
import dev.ondol.messaging.sparkplug.MessageType;
import dev.ondol.messaging.sparkplug.SparkplugTopics;
import dev.ondol.sparkplug.device.EdgeDevice;
import dev.ondol.sparkplug.device.EdgeLine;
import dev.ondol.sparkplug.device.Outlet;
import dev.ondol.sparkplug.map.MappedDevice;
import dev.ondol.sparkplug.map.MappedEdge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A real plant behind edge nodes that speak Sparkplug B 3.0: one session, as a host of its own, beside that of the gateway.
public final class SparkplugPlant implements Outlet {
    /// What leaves.
    private enum Voice {
        /// STATE, commands, and requests for a birth.
        HOST,
        /// Requests for a birth and nothing else.
        ASKING,
        /// Nothing.
        LISTENING
    }

    private final Map<String, EdgeLine> lines = new LinkedHashMap<>();
    private final HostState state;
    private final Voice voice;
    private volatile @Nullable MqttSession session;

    private SparkplugPlant(MappedEdge site, InstantSource wall, Voice voice) {
        state = new HostState(site.hostId(), wall.millis());
        this.voice = voice;
    }

    /// Begins to connect; what an earlier life of the gateway has left at the devices is handed back first.
    ///
    /// @param clientId of its session at the broker
    public static FieldPlant open(MappedEdge site, BrokerAddress broker, String clientId, InstantSource wall) {
        return opened(new SparkplugPlant(site, wall, Voice.HOST), site, broker, clientId, wall);
    }

    /// A plant that is only looked at: no STATE and no command ever leaves, so that a gateway may run beside.
    ///
    /// @param asking whether its edge nodes are asked to be born again; otherwise a device shows what it says from its next birth on
    public static FieldPlant look(MappedEdge site, BrokerAddress broker, String clientId, InstantSource wall,
            boolean asking) {
        return opened(new SparkplugPlant(site, wall, asking ? Voice.ASKING : Voice.LISTENING), site, broker, clientId,
                wall);
    }

    private static FieldPlant opened(SparkplugPlant plant, MappedEdge site, BrokerAddress broker, String clientId,
            InstantSource wall) {
        List<EdgeDevice> devices = new ArrayList<>();
        for (MappedDevice mapped : site.devices()) {
            EdgeLine line = plant.lines.computeIfAbsent(mapped.group() + "/" + mapped.node(), name -> new EdgeLine(
                    mapped.group(), mapped.node(), plant, wall));
            EdgeDevice device = new EdgeDevice(mapped, line, plant, site.timeout(), wall,
                    plant.voice == Voice.HOST);
            line.add(device);
            devices.add(device);
        }
        plant.connect(site, broker, clientId);
        return FieldPlant.open(devices, wall, plant::end);
    }

    private void connect(MappedEdge site, BrokerAddress broker, String clientId) {
        List<Subscription> wanted = new ArrayList<>();
        SessionOptions options = SessionOptions.transientSession(clientId);
        if (voice == Voice.HOST) {
            options = options.withWill(state.will());
            wanted.add(new Subscription(state.topic(), 1));
        }
        site.devices().stream().map(MappedDevice::group).distinct().forEach(group -> wanted.add(new Subscription(
                SparkplugTopics.group(group), 1)));
        MqttSession opened = MqttSession.open(broker, options, wanted, this::receive);
        session = opened;
        if (voice == Voice.HOST) {
            state.follow(opened);
        }
        opened.onConnected(() -> lines.values().forEach(EdgeLine::forget));
    }

    private void receive(Delivery delivery) {
        if (delivery.topic().equals(state.topic())) {
            state.hear(delivery.payload());
            return;
        }
        String[] levels = delivery.topic().split("/", -1);
        MessageType.of(levels).ifPresent(type -> {
            EdgeLine line = lines.get(levels[1] + "/" + levels[3]);
            if (line != null) {
                line.hear(type, levels.length == 5 ? levels[4] : "", delivery.payload());
            }
        });
    }

    @Override
    public boolean connected() {
        MqttSession open = session;
        return open != null && open.connected();
    }

    @Override
    public CompletableFuture<Void> send(String topic, byte[] payload, Optional<Duration> expiry) {
        MqttSession open = session;
        return open == null || voice == Voice.LISTENING
                ? CompletableFuture.failedFuture(new IllegalStateException("Nothing may leave, or not yet."))
                : open.publish(topic, payload, 0, false, expiry);
    }

    private void end() {
        state.end();
        MqttSession open = session;
        if (open != null) {
            open.close();
        }
    }
}
