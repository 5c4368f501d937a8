package dev.ondol.sparkplug.device;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Where commands go, at QoS 0 and not retained, as the specification asks.
public interface Outlet {
    /// Whether anything can leave and be heard.
    boolean connected();

    /// Fails where it did not leave.
    ///
    /// @param expiry after which the broker forgets it
    CompletableFuture<Void> send(String topic, byte[] payload, Optional<Duration> expiry);
}
