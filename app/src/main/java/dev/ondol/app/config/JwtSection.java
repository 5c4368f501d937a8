package dev.ondol.app.config;

import dev.ondol.dashboards.access.TokenTrust;
import java.nio.file.Path;
import java.util.Optional;

/// Whose signed tokens programs may show at the dashboard.
///
/// @param issuer    the claim `iss`
/// @param audience  the claim `aud`; absent: ondol
/// @param algorithm the only one that is taken; absent: RS256
/// @param keys      file with the issuer's public keys (JWKS)
/// @param roleClaim the claim that names the role; absent: ondol_role
public record JwtSection(String issuer, Optional<String> audience, Optional<String> algorithm, String keys,
        Optional<String> roleClaim) {
    public JwtSection {
        trust(issuer, audience, algorithm, Path.of(keys), roleClaim);
    }

    /// Files are looked for in the folder.
    TokenTrust read(Path folder) {
        return trust(issuer, audience, algorithm, folder.resolve(keys), roleClaim);
    }

    private static TokenTrust trust(String issuer, Optional<String> audience, Optional<String> algorithm, Path keys,
            Optional<String> roleClaim) {
        return new TokenTrust(issuer, audience.orElse("ondol"), algorithm.orElse("RS256"), keys, roleClaim.orElse(
                "ondol_role"));
    }
}
