package dev.ondol.gateway;

/// The gateway cannot start; the message names what is missing and the remedy.
public final class GatewayUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    GatewayUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
