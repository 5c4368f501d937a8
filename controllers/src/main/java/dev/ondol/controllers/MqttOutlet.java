package dev.ondol.controllers;

import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.operation.ActReply;
import dev.ondol.facility.operation.RecommendationBoard;
import dev.ondol.messaging.MqttSession;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Control's messages over MQTT, all with QoS 1, none but recommendations and lockouts retained, in the order of the calls.
final class MqttOutlet implements Outlet {
    private static final Logger log = LoggerFactory.getLogger(MqttOutlet.class);
    /// A heartbeat that is older tells nothing.
    private static final Duration HEARTBEAT_EXPIRY = Duration.ofSeconds(2);
    private static final Duration FLUSH = Duration.ofSeconds(1);

    private final Topics topics;
    private volatile @Nullable MqttSession session;
    private volatile CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    MqttOutlet(Topics topics) {
        this.topics = topics;
    }

    void connect(MqttSession opened) {
        session = opened;
    }

    @Override
    public void command(Command command, Duration expiry) {
        publish(topics.command(command.point().equipment()), command, Optional.of(expiry));
    }

    @Override
    public void cycleApplied(CycleApplied message) {
        publish(topics.cycle(), message, Optional.empty());
    }

    @Override
    public void heartbeat(Heartbeat message) {
        publish(topics.heartbeat(message.role()), message, Optional.of(HEARTBEAT_EXPIRY));
    }

    @Override
    public void reply(OperatorReply message) {
        publish(topics.reply(message.id()), message, Optional.empty());
    }

    @Override
    public void reply(ActReply message) {
        publish(topics.actReply(message.id()), message, Optional.empty());
    }

    @Override
    public void recommendations(RecommendationBoard board) {
        publish(topics.recommendations(), board, true, Optional.empty());
    }

    @Override
    public void lockouts(Lockouts message) {
        publish(topics.lockouts(), message, true, Optional.empty());
    }

    /// Waits for the last message to arrive at the broker, for at most a second.
    void flush() {
        CompletableFuture<Void> sent = last;
        sent.completeOnTimeout(null, FLUSH.toMillis(), TimeUnit.MILLISECONDS).exceptionally(e -> null).join();
    }

    private void publish(String topic, Object message, Optional<Duration> expiry) {
        publish(topic, message, false, expiry);
    }

    private void publish(String topic, Object message, boolean retained, Optional<Duration> expiry) {
        MqttSession opened = session;
        if (opened == null) {
            return;
        }
        try {
            last = opened.publish(topic, JsonMessages.write(message), 1, retained, expiry)
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            log.debug("Not sent on {}: {}", topic, failure.getMessage());
                        }
                    });
        } catch (IllegalArgumentException e) {
            // The id of a request comes from outside and is a level of the topic.
            log.warn("Nothing can be sent on {}.", topic, e);
        }
    }
}
