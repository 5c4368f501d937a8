package dev.ondol.proof.replay;

/// A recording that cannot be replayed; its message names what is missing and what helps.
public final class UnusableRecording extends Exception {
    private static final long serialVersionUID = 1L;

    public UnusableRecording(String message) {
        super(message);
    }
}
