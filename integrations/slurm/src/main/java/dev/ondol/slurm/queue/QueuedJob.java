package dev.ondol.slurm.queue;

import java.util.List;
import java.util.Set;

/// One job of Slurm's queue; those that have just ended are in it too.
///
/// @param cluster      name of the cluster
/// @param id           number of the job
/// @param state        what has become of it
/// @param held         whether its priority is 0, so that Slurm does not start it
/// @param again        whether it has run before and was put back into the queue
/// @param note         the comment that only administrators and job_submit.lua can write
/// @param comment      the comment of its owner
/// @param account      who pays; the user where there are no accounts
/// @param gpus         what it asks for
/// @param size         how many nodes, tasks and CPUs it asks for
/// @param limitMinutes its time limit; 0 for none
/// @param submittedS   seconds since 1970
/// @param startedS     seconds since 1970; means nothing while it waits
/// @param endedS       seconds since 1970; means nothing before it has ended
/// @param dependsOn    numbers of jobs that must have ended before it starts
/// @param places       where it runs
public record QueuedJob(String cluster, long id, JobState state, boolean held, boolean again, String note,
        String comment,
        String partition, String account, GpuRequest gpus, Size size, long limitMinutes, long submittedS,
        long startedS, long endedS, Set<Long> dependsOn, List<Place> places) {
    /// @param nodes     nodes, 1 or more: at least so many
    /// @param mostNodes at most so many; 0 where the job does not say
    /// @param tasks     1 or more
    /// @param cpus      of the whole job
    /// @param memoryMiB of the whole job
    public record Size(int nodes, int mostNodes, int tasks, int cpus, long memoryMiB) {}

    /// @param node Slurm's name of the node
    /// @param gpus GPUs of the job there, 0 or more
    public record Place(String node, int gpus) {}

    public QueuedJob {
        dependsOn = Set.copyOf(dependsOn);
        places = List.copyOf(places);
    }

    /// GPUs that it holds.
    public int heldGpus() {
        return state == JobState.RUNNING ? places.stream().mapToInt(Place::gpus).sum() : 0;
    }

    /// Name of the job that is unique over clusters.
    public String name() {
        return "%s-%d".formatted(cluster.isBlank() ? "slurm" : cluster, id);
    }
}
