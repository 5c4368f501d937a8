package dev.ondol.messaging.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// A file of PEM blocks (RFC 7468). Nothing of a private key is ever told.
record PemFile(Path path) {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final String PLAIN_KEY = "PRIVATE KEY";
    private static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    /// The certificates in their order, at least one.
    List<X509Certificate> certificates() {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Certificate certificate : factory.generateCertificates(new ByteArrayInputStream(text().getBytes(
                    StandardCharsets.US_ASCII)))) {
                found.add((X509Certificate) certificate);
            }
        } catch (CertificateException e) {
            throw new UnusableCertificate("The certificate file %s cannot be understood: %s. It must hold PEM."
                    .formatted(path, e.getMessage()), e);
        }
        if (found.isEmpty()) {
            throw new UnusableCertificate("The certificate file %s holds no certificate; it must begin with %s."
                    .formatted(path, "-----BEGIN CERTIFICATE-----"), null);
        }
        return List.copyOf(found);
    }

    /// The private key, in PKCS #8.
    ///
    /// @param password of an encrypted one
    PrivateKey privateKey(Optional<String> password) {
        Matcher blocks = BLOCK.matcher(text());
        while (blocks.find()) {
            byte[] bytes = bytes(blocks.group(2));
            switch (blocks.group(1)) {
                case PLAIN_KEY -> {
                    return key(new PKCS8EncodedKeySpec(bytes));
                }
                case ENCRYPTED_KEY -> {
                    return key(decrypted(bytes, password.orElseThrow(() -> new UnusableCertificate(
                            "The key file %s is encrypted; give its password with keyPasswordFile.".formatted(path),
                            null))));
                }
                default -> {
                } // parameters or a certificate beside the key
            }
        }
        throw new UnusableCertificate(
                "The key file %s holds no private key in PKCS #8 (-----BEGIN PRIVATE KEY-----). openssl pkcs8 -topk8 makes one of other forms."
                        .formatted(path),
                null);
    }

    private byte[] bytes(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new UnusableCertificate("The file %s is not PEM: its text is not Base64.".formatted(path), e);
        }
    }

    private PKCS8EncodedKeySpec decrypted(byte[] bytes, String password) {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
            // PBES2 says which function and cipher only in its parameters
            String algorithm = info.getAlgParameters() == null
                    ? info.getAlgName()
                    : info.getAlgParameters().toString();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(
                    password.toCharArray())), info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (IOException | GeneralSecurityException e) {
            throw new UnusableCertificate(
                    "The key file %s cannot be decrypted: its password is wrong, or its cipher is not PBES2."
                            .formatted(path),
                    e);
        }
    }

    private PrivateKey key(PKCS8EncodedKeySpec spec) {
        GeneralSecurityException last = null;
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (GeneralSecurityException e) {
                last = e; // of another algorithm
            }
        }
        throw new UnusableCertificate("The key file %s holds a key that is none of %s.".formatted(path, ALGORITHMS),
                last);
    }

    private String text() {
        try {
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UnusableCertificate(
                    "The file %s cannot be read (%s). ./ondol certs makes those of a test installation."
                            .formatted(path, e.getClass().getSimpleName()),
                    e);
        }
    }
}
