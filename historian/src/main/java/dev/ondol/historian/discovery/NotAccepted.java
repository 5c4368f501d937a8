package dev.ondol.historian.discovery;

/// A name that cannot be accepted as it was asked; the message names it and the remedy. Nothing was changed.
public final class NotAccepted extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotAccepted(String message) {
        super(message);
    }
}
