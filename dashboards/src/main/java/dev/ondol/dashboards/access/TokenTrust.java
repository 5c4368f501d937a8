package dev.ondol.dashboards.access;

import java.nio.file.Path;
import java.util.List;

/// Whose signed tokens (JWT, RFC 7519) programs may show in place of a machine token.
///
/// @param issuer    must be the claim `iss`
/// @param audience  must be among the claim `aud`
/// @param algorithm the only one that is taken (RFC 7518): one with a public key
/// @param keys      file with the issuer's public keys (JWKS, RFC 7517); a new one is read within ten seconds
/// @param roleClaim the claim that names the role, such as `ondol_role`
public record TokenTrust(String issuer, String audience, String algorithm, Path keys, String roleClaim) {
    /// What [#algorithm] may be.
    public static final List<String> ALGORITHMS = List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256",
            "ES384", "ES512");

    public TokenTrust {
        if (issuer.isBlank() || audience.isBlank() || roleClaim.isBlank()) {
            throw new IllegalArgumentException(
                    "The issuer, the audience and the roleClaim of signed tokens must not be empty.");
        }
        if (!ALGORITHMS.contains(algorithm)) {
            throw new IllegalArgumentException("The algorithm of signed tokens (%s) must be one of %s.".formatted(
                    algorithm, String.join(", ", ALGORITHMS)));
        }
    }
}
