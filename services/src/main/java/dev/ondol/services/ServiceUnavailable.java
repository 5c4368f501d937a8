package dev.ondol.services;

import org.jspecify.annotations.Nullable;

/// A service cannot run here: which, why, and what a person can do about it.
public sealed class ServiceUnavailable extends RuntimeException permits PortInUse {
    private static final long serialVersionUID = 1;

    private final String remedy;

    /// @param reason a sentence that names the service
    /// @param remedy a sentence that says what to do
    public ServiceUnavailable(String reason, String remedy, @Nullable Throwable cause) {
        super(reason + " " + remedy, cause);
        this.remedy = remedy;
    }

    public ServiceUnavailable(String reason, String remedy) {
        this(reason, remedy, null);
    }

    public String remedy() {
        return remedy;
    }
}
