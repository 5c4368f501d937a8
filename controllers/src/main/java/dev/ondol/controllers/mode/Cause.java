package dev.ondol.controllers.mode;

/// Why control cannot be in AUTO although it was chosen. Each goes away by itself, except [#SUPERSEDED].
public enum Cause {
    /// A controller that keeps its lease in another database has a higher epoch; this one stands down until it is restarted.
    SUPERSEDED("superseded"),
    /// Another controller has the lease; this one waits for it and is silent.
    STANDBY("standby"),
    /// No lease was obtained from the historian yet, so the plant could not tell our commands from older ones.
    NO_EPOCH("no-epoch"),
    /// The plant's clock has not been seen yet.
    NO_CLOCK("no-clock"),
    /// No plan that is new enough.
    PLAN_SILENT("plan-silent"),
    /// A set-point that was moved has been without fresh inputs for too long.
    STALE_INPUTS("stale-inputs"),
    /// The lease could not be renewed for so long that the plant is better off with its local rules.
    LEASE_LOST("lease-lost"),
    /// The lease cannot be renewed at the moment: HOLD.
    LEASE_LATE("lease-late");

    private final String code;

    Cause(String code) {
        this.code = code;
    }

    /// Stable name in replies and in the historian.
    public String code() {
        return code;
    }
}
