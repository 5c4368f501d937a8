package dev.ondol.messaging.sparkplug;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.SessionOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// STATE of a host application, retained, as Sparkplug 3.0 writes it: what edge nodes look at to know whether anybody hears them, and
/// what its will takes back. Thread-safe.
public final class HostState {
    private static final Logger LOG = LoggerFactory.getLogger(HostState.class);

    private record State(boolean online, long timestamp) {}

    private final String topic;
    private final long birth;
    private volatile @Nullable MqttSession session;
    private volatile boolean online = true;

    /// @param birth wall time that stands in every STATE of this life and in the will, as the specification asks
    public HostState(String hostId, long birth) {
        topic = SparkplugTopics.state(hostId);
        this.birth = birth;
    }

    public String topic() {
        return topic;
    }

    /// For the session that [#follow] gets.
    public SessionOptions.Will will() {
        return new SessionOptions.Will(topic, state(false), true);
    }

    /// From now on STATE goes over that session, and again each time it is connected.
    public void follow(MqttSession opened) {
        session = opened;
        opened.onConnected(() -> publish(online));
    }

    /// Says whether what is sent now is taken; nothing where that was said before.
    public void says(boolean can) {
        if (can != online) {
            online = can;
            publish(can);
        }
    }

    /// The will of a connection that was replaced may come after the new one has said that it is online.
    public void hear(byte[] payload) {
        try {
            if (!JsonMessages.read(payload, State.class).online() && online) {
                publish(true);
            }
        } catch (MalformedMessage e) {
            LOG.warn("Someone else writes to {}: {}", topic, e.getMessage());
        }
    }

    /// Says offline, and waits for a second at most until it has left.
    public void end() {
        online = false;
        MqttSession open = session;
        if (open != null) {
            open.publish(topic, state(false), 1, true, Optional.empty()).orTimeout(1, TimeUnit.SECONDS)
                    .exceptionally(e -> null).join();
        }
    }

    private void publish(boolean says) {
        MqttSession open = session;
        if (open != null) {
            var _ = open.publish(topic, state(says), 1, true, Optional.empty()).exceptionally(e -> {
                LOG.debug("STATE waits for the next connection.", e);
                return null;
            });
        }
    }

    private byte[] state(boolean says) {
        return JsonMessages.write(new State(says, birth));
    }
}
