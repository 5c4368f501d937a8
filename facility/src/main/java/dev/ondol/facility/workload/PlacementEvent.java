package dev.ondol.facility.workload;

/// What the scheduler reports about a placed job. Body of POST /api/v1/placements/{id}/events.
///
/// @param type what happened
/// @param at   plant time in milliseconds
public record PlacementEvent(Type type, long at) {
    /// What can happen to a placed job.
    public enum Type {
        BOUND, STARTED, FINISHED, FAILED, CANCELLED,
        /// It was stopped and waits in the queue of the scheduler, to be started again.
        EVICTED
    }
}
