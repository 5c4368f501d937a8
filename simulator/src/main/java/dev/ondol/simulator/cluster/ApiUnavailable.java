package dev.ondol.simulator.cluster;

/// The placement API does not answer, or answers that it cannot now.
public final class ApiUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public ApiUnavailable(String message) {
        super(message);
    }

    public ApiUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
