package dev.ondol.facility.config;

import java.nio.file.Path;

/// What a web server shows of itself: PEM files of its certificate, with those between it and its authority, and of its key in
/// PKCS #8.
public record ServerCertificate(Path certificate, Path key) {
    /// What a browser is told once it has come over TLS: no other way for a year (RFC 6797).
    public static final String STRICT_TRANSPORT = "max-age=31536000";
}
