package dev.ondol.messaging.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.services.certificate.CertificateAuthority;
import dev.ondol.services.certificate.CertificateAuthority.Validity;
import dev.ondol.services.certificate.Credential;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTlsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final CertificateAuthority authority = CertificateAuthority.make("authority", new Validity(NOW.minus(
            Duration.ofDays(1)), NOW.plus(Duration.ofDays(365))));
    private final Credential ours = authority.client("control.kr-hn1", new Validity(NOW.minus(Duration.ofDays(1)), NOW
            .plus(Duration.ofDays(40))));
    @TempDir
    Path folder = Path.of("target");

    @BeforeEach
    void write() throws IOException {
        authority.own().write(folder, "ca");
        ours.write(folder, "control");
    }

    private BrokerTls tls(String key, Optional<String> password) {
        return new BrokerTls(Optional.of(folder.resolve("ca.pem")), Optional.of(folder.resolve("control.pem")), Optional
                .of(folder.resolve(key)), password);
    }

    @Test
    void aCertificateIsUsableInItsTimeOnlyAndToldBeforeItEnds() {
        BrokerTls tls = tls("control-key.pem", Optional.empty());
        assertThatCode(() -> tls.context(NOW)).doesNotThrowAnyException();
        assertThat(tls.endsSoon(NOW)).isEmpty();
        assertThat(tls.endsSoon(NOW.plus(Duration.ofDays(11)))).contains(NOW.plus(Duration.ofDays(40)));
        assertThatThrownBy(() -> tls.context(NOW.plus(Duration.ofDays(41)))).isInstanceOf(UnusableCertificate.class)
                .hasMessageContaining("control.pem expired at 2026-07-11T00:00:00Z");
        assertThatThrownBy(() -> tls.context(NOW.minus(Duration.ofDays(2)))).isInstanceOf(UnusableCertificate.class)
                .hasMessageContaining("holds from 2026-05-31T00:00:00Z only");
    }

    @Test
    void anEncryptedKeyIsReadWithItsPasswordAndNeverWithoutIt() throws Exception {
        Files.writeString(folder.resolve("locked.pem"), encrypted("open sesame"));
        assertThatCode(() -> tls("locked.pem", Optional.of("open sesame")).context(NOW)).doesNotThrowAnyException();
        assertThatThrownBy(() -> tls("locked.pem", Optional.of("open barley")).context(NOW)).isInstanceOf(
                UnusableCertificate.class).hasMessageContaining("locked.pem cannot be decrypted")
                .hasMessageNotContaining("barley");
        assertThatThrownBy(() -> tls("locked.pem", Optional.empty()).context(NOW)).hasMessageContaining(
                "locked.pem is encrypted; give its password");
    }

    /// As OpenSSL does by default: PBES2 with PBKDF2, HMAC-SHA-256 and AES-256.
    private String encrypted(String password) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(new JcaPKCS8Generator(ours.key(), new JceOpenSSLPKCS8EncryptorBuilder(
                    PKCS8Generator.AES_256_CBC).setPRF(PKCS8Generator.PRF_HMACSHA256)
                    .setPassword(password.toCharArray())
                    .setProvider(new BouncyCastleProvider()).build()));
        }
        return text.toString();
    }

    @Test
    void aFileThatIsNotWhatItShouldBeIsNamed() throws IOException {
        Files.writeString(folder.resolve("old.pem"),
                "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
        assertThatThrownBy(() -> tls("old.pem", Optional.empty()).context(NOW)).hasMessageContaining("old.pem")
                .hasMessageContaining("PKCS #8");
        assertThatThrownBy(() -> tls("none.pem", Optional.empty()).context(NOW)).hasMessageContaining(
                "none.pem cannot be read").hasMessageContaining("ondol certs");
        Files.writeString(folder.resolve("ca.pem"), "nothing");
        assertThatThrownBy(() -> tls("control-key.pem", Optional.empty()).context(NOW)).isInstanceOf(
                UnusableCertificate.class).hasMessageContaining("ca.pem");
    }

    @Test
    void aCertificateWithoutItsKeyIsRefusedAndNoPasswordIsShown() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BrokerTls(Optional.empty(), Optional.of(folder),
                Optional.empty(), Optional.empty())).withMessageContaining("both");
        assertThat(tls("control-key.pem", Optional.of("open sesame")).toString()).doesNotContain("sesame");
    }
}
