package dev.ondol.dashboards.http;

import dev.ondol.facility.config.ServerCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where the web server listens and where it finds the placement API and the front of the fleet.
///
/// @param certificate with which it speaks TLS; absent: plain HTTP
/// @param placementCa PEM of the authority behind the placement API's certificate; absent: those that Java knows
/// @param fleet       the front of the fleet; absent: this site belongs to none
public record Endpoints(String host, int port, Optional<ServerCertificate> certificate, URI placementApi,
        Optional<Path> placementCa, Optional<FleetFront> fleet) {
    /// Plain HTTP.
    public static Endpoints plain(String host, int port, URI placementApi) {
        return new Endpoints(host, port, Optional.empty(), placementApi, Optional.empty(), Optional.empty());
    }

    String scheme() {
        return certificate.isPresent() ? "https" : "http";
    }
}
