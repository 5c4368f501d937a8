package dev.ondol.app.cli;

import org.jspecify.annotations.Nullable;

/// An option that makes no sense; ends with exit code 2.
final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongUsage(String message) {
        this(message, null);
    }

    WrongUsage(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
