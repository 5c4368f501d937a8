package dev.ondol.app.config;

import org.jspecify.annotations.Nullable;

/// Something the person at the command line can mend; the message names the thing and the remedy and is all they see.
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UserError(String message) {
        this(message, null);
    }

    public UserError(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
