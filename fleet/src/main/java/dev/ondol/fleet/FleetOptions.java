package dev.ondol.fleet;

import dev.ondol.facility.config.ServerCertificate;
import dev.ondol.facility.plan.Weights;
import dev.ondol.fleet.http.Caller;
import dev.ondol.fleet.site.FleetSite;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How the front of a fleet behaves.
///
/// @param host        address to listen on; beyond loopback only with a certificate and callers
/// @param port        0 for a free one
/// @param certificate with which it speaks TLS; absent: plain HTTP
/// @param sites       one or more, in the order in which equals are chosen
/// @param weights     what the choice of a site is to save
/// @param currency    in which money is counted; needed where it weighs
/// @param patience    wall time that a site has to say what a job would take there
/// @param callers     who may ask; empty: everyone on this machine
/// @param watchEvery  wall time between two looks at a site
public record FleetOptions(String host, int port, Optional<ServerCertificate> certificate, List<FleetSite> sites,
        Weights weights, Optional<String> currency, Duration patience, List<Caller> callers, Duration watchEvery) {
    public FleetOptions {
        sites = List.copyOf(sites);
        callers = List.copyOf(callers);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The port (%d) must be 0 to 65535.".formatted(port));
        }
        if (sites.isEmpty()) {
            throw new IllegalArgumentException("A fleet must have one site at least.");
        }
        Set<String> names = new HashSet<>();
        for (FleetSite site : sites) {
            if (!names.add(site.name())) {
                throw new IllegalArgumentException("The site (%s) must be named once.".formatted(site.name()));
            }
        }
        if (weights.money() > 0 && currency.isEmpty()) {
            throw new IllegalArgumentException(
                    "Where money weighs, currency must say in which it is counted, such as won.");
        }
        checkHost(host, certificate.isPresent() && !callers.isEmpty());
    }

    /// @param guarded whether it speaks TLS and asks who calls
    /// @throws IllegalArgumentException where it would be heard beyond this machine without
    public static void checkHost(String host, boolean guarded) {
        boolean loopback = host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
        if (!guarded && !loopback) {
            throw new IllegalArgumentException(
                    "The host (%s) of the fleet must be a loopback address unless it has tls and callers.".formatted(
                            host));
        }
    }
}
