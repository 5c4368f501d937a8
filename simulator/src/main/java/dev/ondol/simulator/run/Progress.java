package dev.ondol.simulator.run;

/// Hears how far a run is.
@FunctionalInterface
public interface Progress {
    /// For callers that do not care.
    Progress NONE = (done, total) -> {};

    /// @param done  simulated days
    /// @param total all days
    void days(int done, int total);
}
