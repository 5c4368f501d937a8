package dev.ondol.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.messaging.MqttSession.MessageHandler;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.services.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Sessions that are connected, and what is sent on them.
final class Sessions {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<Subscription> ALL = List.of(new Subscription("test/#", 1));

    static MqttSession connect(BrokerAddress address, SessionOptions options, MessageHandler handler) {
        return connect(address, options, handler, ALL);
    }

    static MqttSession connect(BrokerAddress address, SessionOptions options, MessageHandler handler,
            List<Subscription> subscriptions) {
        MqttSession session = MqttSession.open(address, options, subscriptions, handler);
        assertThat(session.awaitConnected(PATIENCE)).isTrue();
        return session;
    }

    static BrokerAddress through(FaultProxy network) {
        return BrokerAddress.of("tcp://127.0.0.1:" + network.port());
    }

    static CompletableFuture<Void> publish(MqttSession session, String topic, String text) {
        return session.publish(topic, text.getBytes(UTF_8), 1, false, Optional.empty());
    }

    private Sessions() {}
}
