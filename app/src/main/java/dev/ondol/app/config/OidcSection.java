package dev.ondol.app.config;

import dev.ondol.dashboards.access.ProviderTrust;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// The identity provider that people of the site sign in at.
///
/// @param issuer           its address
/// @param clientId         how it knows us; absent: ondol
/// @param clientSecretFile a file whose first line is what we show it
/// @param address          where people open the dashboard
/// @param algorithm        the only one that is taken of its signatures; absent: RS256
/// @param roleClaim        the claim that names the role; absent: ondol_role
public record OidcSection(String issuer, Optional<String> clientId, Optional<String> clientSecret,
        Optional<String> clientSecretFile, String address, Optional<String> algorithm, Optional<String> roleClaim) {
    public OidcSection {
        new SecretSource(clientSecret, clientSecretFile).check("dashboard.oidc");
        trust(issuer, clientId, Optional.empty(), address, algorithm, roleClaim);
    }

    /// Files are looked for in the folder.
    ProviderTrust read(Path folder) {
        return trust(issuer, clientId, new SecretSource(clientSecret, clientSecretFile).read(folder), address,
                algorithm, roleClaim);
    }

    private static ProviderTrust trust(String issuer, Optional<String> clientId, Optional<String> secret,
            String address, Optional<String> algorithm, Optional<String> roleClaim) {
        return new ProviderTrust(URI.create(issuer), clientId.orElse("ondol"), secret, URI.create(address), algorithm
                .orElse("RS256"), roleClaim.orElse("ondol_role"));
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "OidcSection[issuer=" + issuer + "]";
    }
}
