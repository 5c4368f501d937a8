package dev.ondol.app.config;

import dev.ondol.app.config.OndolConfiguration.Database;
import dev.ondol.app.config.OndolConfiguration.Management;
import dev.ondol.fleet.FleetOptions;
import dev.ondol.fleet.http.Permission;
import java.util.List;
import java.util.Optional;

/// `fleet.yaml`: which sites there are, and by what one of them is chosen.
///
/// @param sites      one or more, in the order in which equals are chosen
/// @param database   where it is written down which site got which job
/// @param host       address to listen on, beyond loopback only with tls and callers; absent: 127.0.0.1
/// @param port       absent: 8082; 0: a free one
/// @param tls        certificate of the front; absent: plain HTTP
/// @param callers    who may ask; absent: everyone on this machine
/// @param weights    what the choice of a site is to save; absent: energy alone
/// @param currency   in which money is counted, as sites name it, such as won; needed where money weighs
/// @param patienceMs wall time that a site has to say what a job would take there, 100 to 30000; absent: 2000
/// @param management metrics and health; absent: 127.0.0.1:9092
public record FleetConfiguration(List<SiteSection> sites, Database database, Optional<String> host,
        Optional<Integer> port, Optional<ServerTlsSection> tls, Optional<List<CallerSection>> callers,
        Optional<WeightChoice> weights, Optional<String> currency, Optional<Integer> patienceMs,
        Optional<Management> management) {
    public static final int PORT = 8082;
    public static final int MANAGEMENT_PORT = 9092;
    private static final int LEAST_PATIENCE_MS = 100;
    private static final int MOST_PATIENCE_MS = 30_000;

    public FleetConfiguration {
        if (sites.isEmpty()) {
            throw new IllegalArgumentException("sites must name one site at least.");
        }
        if (port.isPresent() && (port.get() < 0 || port.get() > 65_535)) {
            throw new IllegalArgumentException("The port (%d) must be 0 to 65535.".formatted(port.get()));
        }
        if (patienceMs.isPresent() && (patienceMs.get() < LEAST_PATIENCE_MS || patienceMs.get() > MOST_PATIENCE_MS)) {
            throw new IllegalArgumentException("The patienceMs (%d) must be %d to %d.".formatted(patienceMs.get(),
                    LEAST_PATIENCE_MS, MOST_PATIENCE_MS));
        }
        FleetOptions.checkHost(host.orElse("127.0.0.1"), tls.isPresent() && !callers.orElse(List.of()).isEmpty());
    }

    /// @param name         under which people and schedulers know the site
    /// @param dashboard    address of its dashboard; absent: how the site is, is not told
    /// @param placementApi where its placement calls go; absent: to its dashboard, which passes them on
    /// @param tokenFile    a file whose first line is a token that `ondol token add --role scheduler` has made there; absent: none is shown
    /// @param ca           PEM of the authority behind its certificate; absent: those that Java knows
    /// @param rate         what a unit of its currency is worth in that of the fleet; absent: it is the same
    public record SiteSection(String name, Optional<String> dashboard, Optional<String> placementApi,
            Optional<String> tokenFile, Optional<String> ca, Optional<Double> rate) {
        public SiteSection {
            if (dashboard.isEmpty() && placementApi.isEmpty()) {
                throw new IllegalArgumentException("The site %s must have a dashboard, or a placementApi.".formatted(
                        name));
            }
        }
    }

    /// @param role      VIEWER or SCHEDULER
    /// @param tokenFile a file whose first line is the token that it shows, at least 20 characters
    public record CallerSection(String name, Permission role, String tokenFile) {}
}
