package dev.ondol.messaging.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Whom this side trusts and what it shows of itself, in PEM files that are read at every connection: renewed ones hold from the
/// next connection on.
///
/// @param ca          certificates of the authorities that sign the broker's; absent: those that Java knows
/// @param certificate our certificate, with those between it and the authority behind it; absent: none is shown
/// @param key         its private key in PKCS #8
/// @param keyPassword of an encrypted key
public record BrokerTls(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key,
        Optional<String> keyPassword) {
    /// An X.509 certificate is told to end soon from here on.
    private static final Duration SOON = Duration.ofDays(30);

    public BrokerTls {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("tls must have both a certificate and its key, or neither.");
        }
        if (keyPassword.isPresent() && key.isEmpty()) {
            throw new IllegalArgumentException("tls has the password of a key, but no key.");
        }
    }

    /// Trusts what Java trusts and shows nothing.
    public static BrokerTls usual() {
        return new BrokerTls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Reads the files.
    ///
    /// @throws UnusableCertificate where one is missing, is not what it should be, or is not valid now
    public SSLContext context(Instant now) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity(now), trusted(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableCertificate("The certificates of the broker's connection cannot be used: %s.".formatted(e
                    .getMessage()), e);
        }
    }

    /// When our certificate ends, where that is within 30 days.
    public Optional<Instant> endsSoon(Instant now) {
        return certificate.map(path -> new PemFile(path).certificates().getFirst().getNotAfter().toInstant())
                .filter(end -> end.isBefore(now.plus(SOON)));
    }

    private TrustManager @Nullable [] trusted() throws GeneralSecurityException, IOException {
        if (ca.isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        int number = 0;
        for (X509Certificate authority : new PemFile(ca.get()).certificates()) {
            store.setCertificateEntry("ca-" + number++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager @Nullable [] identity(Instant now) throws GeneralSecurityException, IOException {
        if (certificate.isEmpty() || key.isEmpty()) {
            return null;
        }
        List<X509Certificate> chain = new PemFile(certificate.get()).certificates();
        PrivateKey secret = new PemFile(key.get()).privateKey(keyPassword);
        X509Certificate ours = chain.getFirst();
        checkTime(ours, certificate.get(), now);
        if (!belongTogether(secret, ours.getPublicKey())) {
            throw new UnusableCertificate("The key %s does not belong to the certificate %s.".formatted(key.get(),
                    certificate.get()), null);
        }
        KeyStore store = empty();
        store.setKeyEntry("ours", secret, new char[0], chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static void checkTime(X509Certificate ours, Path path, Instant now) {
        Instant end = ours.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            throw new UnusableCertificate(
                    "Our certificate %s expired at %s. Put a new one in its place; running processes take it at their next connection."
                            .formatted(path, end),
                    null);
        }
        Instant begin = ours.getNotBefore().toInstant();
        if (now.isBefore(begin)) {
            throw new UnusableCertificate(
                    "Our certificate %s holds from %s only, and here it is %s. Set the clock, or wait."
                            .formatted(path, begin, now),
                    null);
        }
    }

    private static boolean belongTogether(PrivateKey secret, PublicKey open) throws GeneralSecurityException {
        if (!secret.getAlgorithm().equals(open.getAlgorithm())) {
            return false;
        }
        byte[] sample = "ondol".getBytes(StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance(switch (secret.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "EdDSA";
        });
        signature.initSign(secret);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        signature.update(sample);
        return signature.verify(signed);
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /// Without the password.
    @Override
    public String toString() {
        return "BrokerTls[certificate=" + certificate.map(Path::toString).orElse("none") + "]";
    }
}
