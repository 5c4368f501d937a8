package dev.ondol.client;

import org.jspecify.annotations.Nullable;

/// The placement API does not answer, answers that it cannot now, or answers what cannot be relied on.
public final class OndolUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public OndolUnavailable(String message) {
        this(message, null);
    }

    public OndolUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
