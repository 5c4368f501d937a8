package dev.ondol.controllers;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.SourceStatus;
import dev.ondol.facility.message.Topics;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether control is alive, as the broker tells it: retained, with a last will. Its session exists while this process leads, because a
/// will is part of a connection and must not be spoken for another process. A will that comes after its successor has begun is answered.
/// Its methods are called by one thread at a time.
final class LeaderStatus implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeaderStatus.class);

    private final String topic;
    private final String site;
    private final BrokerAddress broker;
    private final String owner;
    private final InstantSource wall;
    private volatile @Nullable MqttSession session;

    LeaderStatus(Topics topics, BrokerAddress broker, String owner, InstantSource wall) {
        this.topic = topics.status(ControlRole.NAME);
        this.site = topics.site();
        this.broker = broker;
        this.owner = owner;
        this.wall = wall;
    }

    /// Called every wall second.
    void leads(boolean leads) {
        MqttSession open = session;
        if (leads && open == null) {
            MqttSession opened = MqttSession.open(broker, SessionOptions.transientSession("ondol-control-status-" + site
                    + "-" + owner).withWill(new SessionOptions.Will(topic, status(false), true)), List.of(
                            new Subscription(topic, 1)),
                    this::heard);
            session = opened;
            opened.onConnected(() -> tell(opened, true));
        } else if (!leads && open != null) {
            session = null;
            open.close(); // without a word: the topic is the successor's
        }
    }

    private void heard(Delivery delivery) {
        MqttSession open = session;
        try {
            SourceStatus told = JsonMessages.read(delivery.payload(), SourceStatus.class);
            if (open != null && !told.online() && !told.boot().equals(owner)) {
                tell(open, true);
            }
        } catch (MalformedMessage e) {
            log.warn("A message on {} is left aside: {}", topic, e.getMessage());
        }
    }

    private void tell(MqttSession open, boolean online) {
        open.publish(topic, status(online), 1, true, Optional.empty()).orTimeout(1, TimeUnit.SECONDS).exceptionally(
                failure -> {
                    log.debug("The status of control was not sent.", failure);
                    return null;
                });
    }

    private byte[] status(boolean online) {
        return JsonMessages.write(new SourceStatus(online, owner, wall.millis()));
    }

    @Override
    public void close() {
        MqttSession open = session;
        session = null;
        if (open != null) {
            open.publish(topic, status(false), 1, true, Optional.empty()).orTimeout(1, TimeUnit.SECONDS).exceptionally(
                    failure -> null).join();
            open.close();
        }
    }
}
