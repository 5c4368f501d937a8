package dev.ondol.slurm.command;

import dev.ondol.slurm.queue.QueuedJob;
import java.util.List;

/// A Slurm cluster as the connector sees it. Called by one thread.
public interface Slurm {
    /// All jobs, those that have just ended too.
    List<QueuedJob> queue() throws SlurmUnavailable;

    /// From now on the job must run on these nodes, at least.
    ///
    /// @param again whether it has run before: Slurm must not let it wait for that
    /// @param note  what its administrative comment says from now on
    void bind(long job, List<String> nodes, boolean again, String note) throws SlurmRefused, SlurmUnavailable;

    /// Slurm may choose its nodes.
    ///
    /// @param note what its administrative comment says from now on
    void unbind(long job, String note) throws SlurmRefused, SlurmUnavailable;

    /// Stops a running job and puts it back into the queue, held: Ondol places it anew.
    void requeue(long job) throws SlurmRefused, SlurmUnavailable;

    /// What the administrative comment of the job says from now on.
    void note(long job, String note) throws SlurmRefused, SlurmUnavailable;

    /// Slurm may start it.
    void release(long job) throws SlurmRefused, SlurmUnavailable;
}
