package dev.ondol.messaging;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a broker listens, for example `tcp://127.0.0.1:1883`, and with which account to sign in.
public record BrokerAddress(String url, Optional<String> user, Optional<String> password) {
    public BrokerAddress {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw unusable(url, e);
        }
        boolean known = "tcp".equals(uri.getScheme()) || "ssl".equals(uri.getScheme());
        if (!known || uri.getHost() == null || uri.getPort() < 1) {
            throw unusable(url, null);
        }
    }

    /// A broker that asks for no account.
    public static BrokerAddress of(String url) {
        return new BrokerAddress(url, Optional.empty(), Optional.empty());
    }

    private static IllegalArgumentException unusable(String url, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "The broker's url (%s) must look like tcp://host:port or ssl://host:port.".formatted(url), cause);
    }

    /// Without the password.
    @Override
    public String toString() {
        return user.map(name -> name + " at " + url).orElse(url);
    }
}
