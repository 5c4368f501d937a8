package dev.ondol.services.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/// A certificate and the private key behind it. Never printed.
public record Credential(X509Certificate certificate, PrivateKey key) {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    private static final Set<StandardOpenOption> NEW = EnumSet.of(StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);

    /// Writes `NAME.pem` for everybody and `NAME-key.pem` for the owner alone; neither may exist.
    public void write(Path folder, String name) throws IOException {
        try {
            create(folder.resolve(name + ".pem"), "rw-r--r--", pem("CERTIFICATE", certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was just made must have a form.", e);
        }
        create(folder.resolve(name + "-key.pem"), "rw-------", pem("PRIVATE KEY", key.getEncoded()));
    }

    private static void create(Path file, String permissions, String text) throws IOException {
        try (var channel = Files.newByteChannel(file, NEW, PosixFilePermissions.asFileAttribute(PosixFilePermissions
                .fromString(permissions)))) {
            channel.write(StandardCharsets.US_ASCII.encode(text));
        }
    }

    private static String pem(String label, byte[] bytes) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(label, LINES.encodeToString(bytes));
    }

    @Override
    public String toString() {
        return "Credential[" + certificate.getSubjectX500Principal() + "]";
    }
}
