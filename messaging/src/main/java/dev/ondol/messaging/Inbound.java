package dev.ondol.messaging;

import java.util.concurrent.atomic.AtomicBoolean;

/// One message on its way to the handler, tied to the connection that brought it: its packet id means nothing on any
/// other.
final class Inbound implements MqttSession.Delivery {
    private final Connection connection;
    private final int packetId;
    private final int qos;
    private final String topic;
    private final byte[] payload;
    private final boolean retained;
    private final boolean manual;
    private final AtomicBoolean confirmed = new AtomicBoolean();

    Inbound(Connection connection, int packetId, int qos, String topic, byte[] payload, boolean retained,
            boolean manual) {
        this.connection = connection;
        this.packetId = packetId;
        this.qos = qos;
        this.topic = topic;
        this.payload = payload;
        this.retained = retained;
        this.manual = manual;
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public boolean retained() {
        return retained;
    }

    @Override
    public void acknowledge() {
        if (manual) {
            confirm();
        }
    }

    /// Sends PUBACK once, on the connection that brought the message or not at all.
    void confirm() {
        if (qos > 0 && confirmed.compareAndSet(false, true)) {
            connection.acknowledge(packetId, qos);
        }
    }

    int qos() {
        return qos;
    }

    Connection connection() {
        return connection;
    }
}
