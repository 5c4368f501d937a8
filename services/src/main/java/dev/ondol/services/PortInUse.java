package dev.ondol.services;

/// Somebody else listens on the port that a service shall have.
public final class PortInUse extends ServiceUnavailable {
    private static final long serialVersionUID = 1;

    private final int port;

    PortInUse(int port, String purpose) {
        super("Port %d for the %s is in use.".formatted(port, purpose),
                "Stop the program that listens there (ss -ltnp 'sport = :%d' shows it) or choose another port."
                        .formatted(port));
        this.port = port;
    }

    public int port() {
        return port;
    }
}
