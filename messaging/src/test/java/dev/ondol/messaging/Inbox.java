package dev.ondol.messaging;

import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.messaging.MqttSession.MessageHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A handler that keeps what comes.
final class Inbox implements MessageHandler {
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    @Override
    public void handle(Delivery delivery) {
        deliveries.add(delivery);
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    List<String> texts() {
        return deliveries.stream().map(delivery -> new String(delivery.payload(), StandardCharsets.UTF_8)).toList();
    }
}
