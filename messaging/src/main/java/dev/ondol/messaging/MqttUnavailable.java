package dev.ondol.messaging;

import org.jspecify.annotations.Nullable;

/// The broker did not take a message: no connection, or it broke before the acknowledgement. The message may have
/// arrived all the same; whoever needs it delivered publishes it again.
public final class MqttUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    MqttUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
