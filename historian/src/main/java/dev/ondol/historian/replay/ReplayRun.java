package dev.ondol.historian.replay;

import org.jspecify.annotations.Nullable;

/// A replay that was asked for and how far it is. `...Wall` is wall time in milliseconds.
///
/// @param id            names it
/// @param step          what is being done: read, replay, calibrate, suspects, otherwise
/// @param share         of the step, 0 to 1
/// @param cancelledBy   who does not want it any more; null where nobody
/// @param startedWall   null while it waits
/// @param endedWall     null until it has ended
/// @param code          why it failed, for the browser's words; empty where it did not
/// @param problem       the same in English, with the remedy
public record ReplayRun(long id, String requestedBy, long requestedWall, ReplayRequest request, State state,
        String step, double share, @Nullable String cancelledBy, @Nullable Long startedWall,
        @Nullable Long endedWall, String code, String problem) {
    /// How far it is.
    public enum State {
        /// Waits for the replayer.
        QUEUED, RUNNING, DONE, FAILED, CANCELLED,
        /// Done once; newer ones have taken the place of its result.
        FORGOTTEN
    }
}
