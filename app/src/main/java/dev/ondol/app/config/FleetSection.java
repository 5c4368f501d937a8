package dev.ondol.app.config;

import dev.ondol.dashboards.http.FleetFront;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where the dashboard asks how other sites are.
///
/// @param address   of the front of the fleet, such as http://127.0.0.1:8082
/// @param tokenFile a file whose first line is a token of a VIEWER of its fleet.yaml, looked for beside ondol.yaml; absent: none
/// @param ca        PEM of the authority behind its certificate; absent: those that Java knows
public record FleetSection(String address, Optional<String> tokenFile, Optional<String> ca) {
    public FleetSection {
        new FleetFront(URI.create(address), Optional.empty(), Optional.empty());
    }

    FleetFront read(Path beside) {
        return new FleetFront(URI.create(address), new SecretSource(Optional.empty(), tokenFile).read(beside).map(
                String::strip), ca.map(beside::resolve));
    }
}
