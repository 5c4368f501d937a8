package dev.ondol.dashboards;

import dev.ondol.dashboards.access.ProviderTrust;
import dev.ondol.dashboards.access.Role;
import dev.ondol.dashboards.access.TokenTrust;
import dev.ondol.dashboards.http.FleetFront;
import dev.ondol.facility.config.ServerCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// How the dashboard is served.
///
/// @param host         address to listen on
/// @param port         TCP port; 0 takes a free one
/// @param placementApi base of the optimizer's HTTP server, for example `http://127.0.0.1:8081`
/// @param certificate with which it speaks TLS; absent: plain HTTP, on loopback only
/// @param placementCa PEM of the authority behind the placement API's certificate; absent: those that Java knows
/// @param trust        whose signed tokens count beside machine tokens; absent: nobody's
/// @param provider     where people of the site may sign in; absent: only with accounts here
/// @param recordings   data folder that it shares with the replayer; absent: nobody brings files to be replayed
/// @param fleet        the front of the fleet that the site belongs to; absent: other sites are not shown
/// @param localUser    role of whoever sits at this machine, without sign-in: for demos only
public record DashboardOptions(String host, int port, URI placementApi, Optional<Role> localUser,
        Optional<ServerCertificate> certificate, Optional<Path> placementCa, Optional<TokenTrust> trust,
        Optional<ProviderTrust> provider, Optional<Path> recordings, Optional<FleetFront> fleet) {
    public DashboardOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The dashboard's port (%d) must be 0 to 65535.".formatted(port));
        }
        checkHost(host, certificate.isPresent());
        if (placementApi.getHost() == null || !("http".equals(placementApi.getScheme())
                || "https".equals(placementApi.getScheme()))) {
            throw new IllegalArgumentException(
                    "The placement API (%s) must be an http or https address.\nMaybe http://127.0.0.1:8081 is meant."
                            .formatted(placementApi));
        }
    }

    /// @param encrypted whether it speaks TLS
    /// @throws IllegalArgumentException where it would be heard beyond this machine without
    public static void checkHost(String host, boolean encrypted) {
        if (!encrypted && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "The dashboard's host (%s) must be a loopback address unless the dashboard has tls."
                            .formatted(host));
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /// On the loopback address.
    public static DashboardOptions loopback(int port, URI placementApi) {
        return new DashboardOptions("127.0.0.1", port, placementApi, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The same without sign-in for whoever sits at this machine.
    public DashboardOptions withLocalUser(Role role) {
        return new DashboardOptions(host, port, placementApi, Optional.of(role), certificate, placementCa, trust,
                provider, recordings, fleet);
    }

    /// The same with a folder for files that people bring.
    ///
    /// @param data the data folder of the replayer
    public DashboardOptions withRecordings(Path data) {
        return new DashboardOptions(host, port, placementApi, localUser, certificate, placementCa, trust, provider,
                Optional.of(data), fleet);
    }
}
