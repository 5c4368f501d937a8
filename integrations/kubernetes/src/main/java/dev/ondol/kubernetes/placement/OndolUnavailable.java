package dev.ondol.kubernetes.placement;

import org.jspecify.annotations.Nullable;

/// Ondol does not answer, or answers something else.
public final class OndolUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    OndolUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
