package dev.ondol.messaging.tls;

import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What a TLS handshake failed at, and the remedy.
public final class HandshakeFault {
    private static final String ALERT = "Received fatal alert: ";

    private HandshakeFault() {}

    /// In words; empty where the failure has nothing to do with TLS.
    public static Optional<String> explain(@Nullable Throwable failure) {
        boolean handshake = false;
        boolean broken = false;
        Throwable last = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> known = known(cause);
            if (known.isPresent()) {
                return known;
            }
            handshake = handshake || cause instanceof SSLException;
            broken = broken || cause instanceof EOFException
                    || cause instanceof SocketException && !(cause instanceof java.net.ConnectException);
            last = cause;
        }
        if (last != null && handshake) {
            return Optional.of(ofMessage(String.valueOf(last.getMessage())));
        }
        return broken
                ? Optional.of("the connection broke while TLS was agreed on; the broker may not accept our certificate")
                : Optional.empty();
    }

    private static Optional<String> known(Throwable cause) {
        return Optional.ofNullable(switch (cause) {
            case UnusableCertificate ours -> String.valueOf(ours.getMessage()).replaceFirst("\\.$", "");
            case CertificateExpiredException _ -> "the broker's certificate has expired; it needs a new one";
            case CertificateNotYetValidException _ -> "the broker's certificate is not valid yet; compare the clocks";
            case CertPathBuilderException _,CertPathValidatorException _ when cause.getCause() == null ->
                "the broker's certificate is not signed by an authority that is trusted here; broker.tls.ca must name the one that did";
            default -> null;
        });
    }

    private static String ofMessage(String message) {
        int at = message.indexOf(ALERT); // "(unknown_ca) Received fatal alert: unknown_ca"
        if (at >= 0) {
            String alert = message.substring(at + ALERT.length());
            return switch (alert) {
                case "certificate_required", "handshake_failure" ->
                    "the broker wants to see a certificate (%s); name one with broker.tls.certificate and .key"
                            .formatted(alert);
                case "certificate_expired" -> "the broker says that our certificate has expired; it needs a new one";
                case "unknown_ca" ->
                    "the broker does not know the authority that signed our certificate; one signed by its own is needed";
                default -> "the broker does not accept our certificate (%s)".formatted(alert);
            };
        }
        if (message.contains("No subject alternative") || message.contains("No name matching")) {
            return "the broker's certificate is made out to another host (%s); use that name in broker.url".formatted(
                    message);
        }
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return "the broker does not speak TLS on this port; use tcp:// or its TLS port, usually 8883";
        }
        return message;
    }
}
