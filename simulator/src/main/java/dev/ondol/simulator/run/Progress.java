package dev.ondol.simulator.run;

/// Hears how far something long is. May be called from several threads.
@FunctionalInterface
public interface Progress {
    /// For callers that do not care.
    Progress NONE = (done, total) -> {};

    /// @param done  what is done: simulated days of a run, simulations of a search
    /// @param total all of it
    void reached(int done, int total);
}
