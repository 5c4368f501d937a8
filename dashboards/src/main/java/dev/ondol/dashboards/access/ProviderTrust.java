package dev.ondol.dashboards.access;

import java.net.URI;
import java.util.Optional;

/// The identity provider that people of the site sign in at (OpenID Connect, authorization code with PKCE).
///
/// @param issuer    its address; it must serve `.well-known/openid-configuration` there and sign with RS256 or `algorithm`
/// @param clientId  how it knows us
/// @param secret    what we show it; absent: nothing, as a public client
/// @param address   where people open the dashboard; the provider must let them back to `/api/v1/session/oidc/back` there
/// @param algorithm the only one that is taken of its signatures
/// @param roleClaim the claim that names the role
public record ProviderTrust(URI issuer, String clientId, Optional<String> secret, URI address, String algorithm,
        String roleClaim) {
    public ProviderTrust {
        check("issuer", issuer);
        check("address", address);
        if (clientId.isBlank() || roleClaim.isBlank()) {
            throw new IllegalArgumentException("The clientId and the roleClaim of oidc must not be empty.");
        }
        if (!TokenTrust.ALGORITHMS.contains(algorithm)) {
            throw new IllegalArgumentException("The algorithm of oidc (%s) must be one of %s.".formatted(algorithm,
                    String.join(", ", TokenTrust.ALGORITHMS)));
        }
    }

    /// Without TLS only on this machine: codes and tokens go that way.
    private static void check(String name, URI address) {
        boolean here = "http".equals(address.getScheme()) && ("127.0.0.1".equals(address.getHost()) || "localhost"
                .equals(address.getHost()));
        if (address.getHost() == null || !"https".equals(address.getScheme()) && !here) {
            throw new IllegalArgumentException("The %s of oidc (%s) must be an https address.".formatted(name,
                    address));
        }
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "ProviderTrust[issuer=" + issuer + ", clientId=" + clientId + "]";
    }
}
