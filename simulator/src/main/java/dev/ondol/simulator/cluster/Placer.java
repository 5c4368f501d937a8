package dev.ondol.simulator.cluster;

import dev.ondol.simulator.workload.Job;

/// Decides which waiting jobs start now, and on which nodes. Called by one thread, once each tick of the cluster.
public interface Placer {
    /// For people and files: `first-fit-packed`.
    String name();

    /// Starts jobs, or refuses them, by [Situation#start] and [Situation#refuse]; all others go on waiting.
    void place(Situation situation);

    /// A running job has ended.
    default void ended(Job job, long plantMillis) {}

    /// A waiting job is no longer wanted.
    default void withdrawn(Job job, long plantMillis) {}

    /// Where jobs lie that already ran before the simulation began.
    Placer atBeginning();
}
