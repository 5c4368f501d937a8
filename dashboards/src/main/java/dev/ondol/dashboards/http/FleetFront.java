package dev.ondol.dashboards.http;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where the front of the fleet answers that this site belongs to.
///
/// @param address base of its HTTP server, for example `http://127.0.0.1:8082`
/// @param token   that it asks for; absent: none
/// @param ca      PEM of the authority behind its certificate; absent: those that Java knows
public record FleetFront(URI address, Optional<String> token, Optional<Path> ca) {
    public FleetFront {
        if (!address.toString().matches("https?://[^/@\\s]+/?")) {
            throw new IllegalArgumentException(
                    "The fleet (%s) must be an http or https address without a path.\nMaybe http://127.0.0.1:8082 is meant."
                            .formatted(address));
        }
    }

    /// Without the token.
    @Override
    public String toString() {
        return "FleetFront[" + address + "]";
    }
}
