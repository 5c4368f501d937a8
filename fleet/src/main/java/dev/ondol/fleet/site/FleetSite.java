package dev.ondol.fleet.site;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.net.ssl.SSLContext;

/// One site of the fleet.
///
/// @param name      under which people and schedulers know it, `[a-z0-9-]+`
/// @param placement base address of its placement calls: its dashboard, or its placement API
/// @param dashboard base address of its dashboard, whose read API tells how the site is; empty where that is not told
/// @param token     shown to both; empty where they ask for none
/// @param trust     whom to believe that it is the site; empty: whom Java believes
/// @param rate      what a unit of its currency is worth in that of the fleet; empty where they are the same
public record FleetSite(String name, URI placement, Optional<URI> dashboard, Optional<String> token,
        Optional<SSLContext> trust, OptionalDouble rate) {
    private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";

    public FleetSite {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("The name (%s) of a site must be of a-z, 0-9 and -, such as kr-hn1."
                    .formatted(name));
        }
        check(name, placement);
        dashboard.ifPresent(address -> check(name, address));
        if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The rate (%s) of the site %s must be above 0.".formatted(rate
                    .getAsDouble(), name));
        }
    }

    private static void check(String name, URI address) {
        if (!address.toString().matches("https?://[^/@\\s]+/?")) {
            throw new IllegalArgumentException(
                    "The address (%s) of the site %s must be http://host:port or https://host:port without a path."
                            .formatted(address, name));
        }
    }

    /// Without the token.
    @Override
    public String toString() {
        return "FleetSite[" + name + " at " + placement + "]";
    }
}
