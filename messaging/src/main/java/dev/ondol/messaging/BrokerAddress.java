package dev.ondol.messaging;

import dev.ondol.messaging.tls.BrokerTls;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a broker listens, for example `tcp://127.0.0.1:1883` or `mqtts://broker.example.org:8883`, and how to sign in there.
///
/// @param tls whom to trust and what to show; only with `mqtts` (or `ssl`, which is the same), and always there
public record BrokerAddress(String url, Optional<String> user, Optional<String> password, Optional<BrokerTls> tls) {
    public BrokerAddress {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw unusable(url, e);
        }
        boolean encrypted = "mqtts".equals(uri.getScheme()) || "ssl".equals(uri.getScheme());
        if (!encrypted && !"tcp".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 1) {
            throw unusable(url, null);
        }
        if (!encrypted && tls.isPresent()) {
            throw new IllegalArgumentException(
                    "The broker's url (%s) must begin with mqtts:// where it has tls.".formatted(url));
        }
        if (encrypted && tls.isEmpty()) {
            tls = Optional.of(BrokerTls.usual());
        }
    }

    /// A broker without certificates of its own.
    public BrokerAddress(String url, Optional<String> user, Optional<String> password) {
        this(url, user, password, Optional.empty());
    }

    /// A broker that asks for no account.
    public static BrokerAddress of(String url) {
        return new BrokerAddress(url, Optional.empty(), Optional.empty());
    }

    private static IllegalArgumentException unusable(String url, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "The broker's url (%s) must look like tcp://host:port or mqtts://host:port.".formatted(url), cause);
    }

    /// As Paho writes it.
    String wire() {
        return url.startsWith("mqtts:") ? "ssl:" + url.substring("mqtts:".length()) : url;
    }

    /// Without the password.
    @Override
    public String toString() {
        return user.map(name -> name + " at " + url).orElse(url);
    }
}
