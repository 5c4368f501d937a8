package dev.ondol.facility.message;

/// What an operator asks for, published by the dashboard on `.../request/{id}`; control decides and answers on
/// `.../reply/{id}`. EXIT_AUTO is obeyed by the gateway as well, without waiting for anyone.
///
/// @param id        unique name of the request; the answer carries the same
/// @param action    what is asked for
/// @param principal who asks
/// @param wall      wall time in milliseconds since 1970-01-01T00:00Z
/// @param reason    in the operator's words; may be empty
public record OperatorRequest(String id, Action action, String principal, long wall, String reason) {
    /// What an operator can ask for.
    public enum Action {
        /// Hand the plant back to its local rules at once.
        EXIT_AUTO,
        /// Let control send verified plans again.
        CHOOSE_AUTO,
        /// Recommend, and write what an operator approves.
        CHOOSE_ADVISE,
        /// Plan and show, send nothing.
        CHOOSE_SHADOW
    }
}
