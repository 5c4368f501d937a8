package dev.ondol.dashboards.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each token is like one that counts but for one thing.
class SignedTokensTest {
    private static final String ISSUER = "https://id.example.org/site";
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final RSAKey KEY = key("one");
    private static final RSAKey OTHER = key("two");

    @TempDir
    Path folder = Path.of("target");

    private Instant now = NOW;
    private SignedTokens tokens;

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void trust() throws IOException {
        publish(KEY);
        tokens = new SignedTokens(trust("RS256"), new MovingClock());
    }

    private final class MovingClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private void publish(RSAKey key) throws IOException {
        Files.writeString(keys(), new JWKSet(key).toString(true));
    }

    private Path keys() {
        return folder.resolve("jwks.json");
    }

    private TokenTrust trust(String algorithm) {
        return new TokenTrust(ISSUER, "ondol", algorithm, keys(), "ondol_role");
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer(ISSUER).audience("ondol").subject("slurm-2").claim("ondol_role",
                "scheduler").expirationTime(Date.from(NOW.plusSeconds(300)));
    }

    private static String signed(JWSAlgorithm algorithm, RSAKey key, JWTClaimsSet.Builder claims) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims.build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static String with(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(JWSAlgorithm.RS256, KEY, change.apply(claims()));
    }

    @Test
    void aTokenOfTheIssuerNamesAProgramAndItsRole() throws Exception {
        assertThat(tokens.read(with(claims -> claims))).contains(new Principal("slurm-2", Role.SCHEDULER,
                Principal.Kind.MACHINE));
    }

    @Test
    void aTokenWithAnyFaultNamesNobody() throws Exception {
        Map<String, String> faults = new LinkedHashMap<>();
        faults.put("another issuer", with(claims -> claims.issuer("https://id.example.org")));
        faults.put("no issuer", with(claims -> claims.issuer(null)));
        faults.put("another audience", with(claims -> claims.audience("grafana")));
        faults.put("no audience", with(claims -> claims.audience((String) null)));
        faults.put("no subject", with(claims -> claims.subject(null)));
        faults.put("no end", with(claims -> claims.expirationTime(null)));
        faults.put("ended", with(claims -> claims.expirationTime(Date.from(NOW.minusSeconds(60)))));
        faults.put("not begun", with(claims -> claims.notBeforeTime(Date.from(NOW.plusSeconds(120)))));
        faults.put("no role", with(claims -> claims.claim("ondol_role", null)));
        faults.put("unknown role", with(claims -> claims.claim("ondol_role", "root")));
        faults.put("a list as role", with(claims -> claims.claim("ondol_role", List.of("admin"))));
        faults.put("another algorithm", signed(JWSAlgorithm.RS512, KEY, claims()));
        faults.put("another key", signed(JWSAlgorithm.RS256, OTHER, claims()));
        faults.put("another key of the same name", signed(JWSAlgorithm.RS256, new RSAKey.Builder(OTHER).keyID("one")
                .build(), claims()));
        faults.put("not signed", new PlainJWT(claims().build()).serialize());
        SignedJWT secret = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims()
                .build());
        secret.sign(new MACSigner(KEY.toRSAPublicKey().getEncoded()));
        faults.put("signed with the public key as secret", secret.serialize());
        String good = with(claims -> claims);
        faults.put("other content", good.split("\\.")[0] + "." + with(claims -> claims.subject("eve")).split("\\.")[1]
                + "." + good.split("\\.")[2]);
        faults.put("no signature", good.substring(0, good.lastIndexOf('.') + 1));
        faults.put("no token", "ondol");
        faults.put("nothing", "");
        faults.forEach((fault, token) -> assertThat(tokens.read(token)).as(fault).isEmpty());
    }

    @Test
    void newKeysOfTheIssuerHoldSoonAndUnreadableOnesDoNotLockAnybodyOut() throws Exception {
        String before = with(claims -> claims);
        String after = signed(JWSAlgorithm.RS256, OTHER, claims());
        publish(OTHER);
        Files.setLastModifiedTime(keys(), FileTime.from(NOW.plusSeconds(1)));
        assertThat(tokens.read(after)).isEmpty();
        now = now.plus(Duration.ofSeconds(10));
        assertThat(tokens.read(after)).isPresent();
        assertThat(tokens.read(before)).isEmpty();
        Files.writeString(keys(), "gone");
        Files.setLastModifiedTime(keys(), FileTime.from(NOW.plusSeconds(2)));
        now = now.plus(Duration.ofSeconds(10));
        assertThat(tokens.read(after)).isPresent();
    }

    @Test
    void whatCannotBeTrustedIsNamed() throws Exception {
        assertThatIllegalArgumentException().isThrownBy(() -> trust("HS256")).withMessageContaining("HS256")
                .withMessageContaining("RS256");
        assertThatIllegalArgumentException().isThrownBy(() -> trust("none"));
        Files.delete(keys());
        assertThatIllegalArgumentException().isThrownBy(() -> new SignedTokens(trust("RS256"), new MovingClock()))
                .withMessageContaining("jwks.json").withMessageContaining("JWK set");
        Files.writeString(keys(), "{\"keys\":[]}");
        assertThatIllegalArgumentException().isThrownBy(() -> new SignedTokens(trust("RS256"), new MovingClock()))
                .withMessageContaining("no public key");
    }
}
