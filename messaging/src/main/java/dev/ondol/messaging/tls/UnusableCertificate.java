package dev.ondol.messaging.tls;

import org.jspecify.annotations.Nullable;

/// A certificate or key of this side cannot be used; the message names the file and the remedy.
public final class UnusableCertificate extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableCertificate(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
