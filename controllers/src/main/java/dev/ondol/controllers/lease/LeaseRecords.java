package dev.ondol.controllers.lease;

import java.time.Duration;

/// The lease in the database. Blocking; every method may throw [dev.ondol.historian.HistorianUnavailable].
public interface LeaseRecords {
    /// What the database answers.
    sealed interface Answer {
        /// It is ours, in a new epoch.
        record Granted(long epoch) implements Answer {}

        /// It lasts for the whole length again.
        record Renewed() implements Answer {}

        /// Another process has it.
        record Held(String by) implements Answer {}
    }

    /// Takes the lease where nobody has it, in an epoch greater than any before and than `above`.
    Answer take(String owner, long above, Duration length);

    /// Makes it last longer, unless another process has taken it.
    Answer renew(String owner, long epoch, Duration length);

    /// Lets go of it.
    void release(String owner, long epoch);
}
