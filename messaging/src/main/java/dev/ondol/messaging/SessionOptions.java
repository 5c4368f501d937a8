package dev.ondol.messaging;

import java.time.Duration;
import java.util.Optional;

/// How a session behaves at the broker.
///
/// @param clientId the session's name at the broker; the same in every run of a role, because a broker that is killed
///     keeps the queues of names that never come back
/// @param cleanStart whether the broker forgets what it kept under this name at the first connection
/// @param sessionExpiry how long the broker keeps the session without a connection, 0 to 24 days (the embedded broker
///     counts it in milliseconds of 32 bits)
/// @param receiveMaximum how many QoS 1 messages may be on the way to the handler or unacknowledged, 1 to 65535
/// @param manualAcknowledge whether the handler calls [MqttSession.Delivery#acknowledge()]; otherwise the session does
///     when the handler returns
/// @param will what the broker publishes when the connection breaks
public record SessionOptions(String clientId, boolean cleanStart, Duration sessionExpiry, int receiveMaximum,
        boolean manualAcknowledge, Optional<Will> will) {
    private static final Duration LONGEST_EXPIRY = Duration.ofDays(24);

    /// The last will, QoS 1. The payload is not copied.
    public static final class Will {
        private final String topic;
        private final byte[] payload;
        private final boolean retained;

        public Will(String topic, byte[] payload, boolean retained) {
            this.topic = topic;
            this.payload = payload;
            this.retained = retained;
        }

        public String topic() {
            return topic;
        }

        public byte[] payload() {
            return payload;
        }

        public boolean retained() {
            return retained;
        }
    }

    public SessionOptions {
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("The clientId must not be blank.");
        }
        if (sessionExpiry.isNegative() || sessionExpiry.compareTo(LONGEST_EXPIRY) > 0) {
            throw new IllegalArgumentException(
                    "The sessionExpiry (%s) of client %s must be 0 to 24 days.".formatted(sessionExpiry, clientId));
        }
        if (receiveMaximum < 1 || receiveMaximum > 65_535) {
            throw new IllegalArgumentException("The receiveMaximum (%d) of client %s must be 1 to 65535."
                    .formatted(receiveMaximum, clientId));
        }
    }

    /// A session that ends with its connection: what was published meanwhile is missed, retained messages come again.
    public static SessionOptions transientSession(String clientId) {
        return new SessionOptions(clientId, true, Duration.ZERO, 500, false, Optional.empty());
    }

    /// A session that the broker keeps for a week, acknowledged by its handler: nothing published at QoS 1 is missed.
    public static SessionOptions durable(String clientId) {
        return new SessionOptions(clientId, false, Duration.ofDays(7), 500, true, Optional.empty());
    }

    public SessionOptions withReceiveMaximum(int messages) {
        return new SessionOptions(clientId, cleanStart, sessionExpiry, messages, manualAcknowledge, will);
    }

    public SessionOptions withManualAcknowledge(boolean manual) {
        return new SessionOptions(clientId, cleanStart, sessionExpiry, receiveMaximum, manual, will);
    }

    public SessionOptions withWill(Will lastWill) {
        return new SessionOptions(clientId, cleanStart, sessionExpiry, receiveMaximum, manualAcknowledge,
                Optional.of(lastWill));
    }

    /// Whether the session outlives its connection.
    boolean kept() {
        return !sessionExpiry.isZero();
    }
}
