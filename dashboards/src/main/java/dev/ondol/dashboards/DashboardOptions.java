package dev.ondol.dashboards;

import java.net.URI;

/// How the dashboard is served.
///
/// @param host         address to listen on; there is no sign-in yet, so anything but loopback gives the plant away
/// @param port         TCP port; 0 takes a free one
/// @param placementApi base of the optimizer's HTTP server, for example `http://127.0.0.1:8081`
public record DashboardOptions(String host, int port, URI placementApi) {
    public DashboardOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The dashboard's port (%d) must be 0 to 65535.".formatted(port));
        }
        if (placementApi.getHost() == null || !("http".equals(placementApi.getScheme())
                || "https".equals(placementApi.getScheme()))) {
            throw new IllegalArgumentException(
                    "The placement API (%s) must be an http or https address.\nMaybe http://127.0.0.1:8081 is meant."
                            .formatted(placementApi));
        }
    }

    /// On the loopback address.
    public static DashboardOptions loopback(int port, URI placementApi) {
        return new DashboardOptions("127.0.0.1", port, placementApi);
    }
}
