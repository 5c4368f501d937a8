package dev.ondol.facility.message;

import org.jspecify.annotations.Nullable;

/// Bytes from outside that are not the message they should be. Callers count it and keep the bytes; it never ends a role.
public final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedMessage(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
