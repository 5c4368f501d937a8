package dev.ondol.simulator.cluster;

/// The placement API does not answer, or answers that it cannot now.
final class ApiUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    ApiUnavailable(String message) {
        super(message);
    }

    ApiUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
