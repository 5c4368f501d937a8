package dev.ondol.dashboards.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads signed tokens. One counts when its signature is by a key of the issuer with the one algorithm, issuer and audience are right, it
/// has a subject and an end that has not come, and its role is one of ours. Thread-safe.
public final class SignedTokens {
    private static final Logger LOG = LoggerFactory.getLogger(SignedTokens.class);
    private static final long LOOK_MILLIS = 10_000;
    /// By how much the issuer's clock may be off, seconds.
    private static final int SKEW_SECONDS = 30;

    private record Keys(FileTime written, DefaultJWTProcessor<SecurityContext> reader) {}

    private final TokenTrust trust;
    private final Clock wall;
    private volatile Keys keys;
    private volatile long lookedAt;

    /// @throws IllegalArgumentException where the file of keys cannot be used
    public SignedTokens(TokenTrust trust, Clock wall) {
        this.trust = trust;
        this.wall = wall;
        try {
            this.keys = read();
        } catch (IOException | ParseException e) {
            throw new IllegalArgumentException(
                    "The keys of signed tokens (%s) must be a JWK set of the issuer, as its jwks_uri gives it: %s."
                            .formatted(trust.keys(), e.getMessage()),
                    e);
        }
        this.lookedAt = wall.millis();
    }

    private Keys read() throws IOException, ParseException {
        FileTime written = Files.getLastModifiedTime(trust.keys());
        JWKSet set = JWKSet.load(trust.keys().toFile()).toPublicJWKSet();
        if (set.isEmpty()) {
            throw new ParseException("it holds no public key", 0);
        }
        DefaultJWTProcessor<SecurityContext> reader = new DefaultJWTProcessor<>();
        reader.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.parse(trust.algorithm()),
                new ImmutableJWKSet<>(set)));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(trust.audience(),
                new JWTClaimsSet.Builder().issuer(trust.issuer()).build(), Set.of("sub", "exp", trust.roleClaim())) {
            @Override
            protected Date currentTime() {
                return Date.from(wall.instant());
            }
        };
        claims.setMaxClockSkew(SKEW_SECONDS);
        reader.setJWTClaimsSetVerifier(claims);
        return new Keys(written, reader);
    }

    /// Who shows this token; empty where it does not count.
    public Optional<Principal> read(String token) {
        look();
        try {
            JWTClaimsSet claims = keys.reader().process(token, null);
            Optional<Role> role = Role.of(claims.getStringClaim(trust.roleClaim()));
            if (role.isEmpty()) {
                LOG.debug("A signed token of {} names a role that does not exist.", claims.getSubject());
            }
            return role.map(known -> new Principal(claims.getSubject(), known, Principal.Kind.MACHINE));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            LOG.debug("A signed token was refused: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /// Whether the issuer has new keys.
    private void look() {
        long now = wall.millis();
        if (now - lookedAt < LOOK_MILLIS) {
            return;
        }
        lookedAt = now;
        try {
            if (!Files.getLastModifiedTime(trust.keys()).equals(keys.written())) {
                keys = read();
                LOG.info("The keys of signed tokens were read again: {}.", trust.keys());
            }
        } catch (IOException | ParseException e) {
            LOG.warn("The keys of signed tokens cannot be read; those known so far stay: {}", e.getMessage());
        }
    }
}
