package dev.ondol.optimizer.extender;

/// What is said of a Pod.
sealed interface Verdict {
    /// It is none of ours: every node will do.
    record NotOurs() implements Verdict {}

    /// It goes there.
    ///
    /// @param node id in the site
    record Goes(String node) implements Verdict {}

    /// Not now.
    ///
    /// @param reason for a person
    record Waits(String reason) implements Verdict {}

    /// Never as it is; stopping other Pods would not help.
    ///
    /// @param reason for a person
    record Never(String reason) implements Verdict {}
}
