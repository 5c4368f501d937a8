package dev.ondol.slurm.dispatch;

import dev.ondol.slurm.command.Slurm;
import dev.ondol.slurm.command.SlurmRefused;
import dev.ondol.slurm.command.SlurmUnavailable;
import dev.ondol.slurm.queue.GpuRequest;
import dev.ondol.slurm.queue.JobState;
import dev.ondol.slurm.queue.QueuedJob;
import dev.ondol.slurm.queue.QueuedJob.Place;
import dev.ondol.slurm.queue.QueuedJob.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A cluster of the test: jobs in memory, which the test starts and ends.
final class MemoryCluster implements Slurm {
    static final long SUBMITTED_S = 1_795_844_000L;

    final Map<Long, QueuedJob> jobs = new LinkedHashMap<>();
    final Map<Long, List<String>> required = new LinkedHashMap<>();
    final List<String> unknownNodes = new ArrayList<>();
    final List<Long> requeued = new ArrayList<>();
    /// Jobs that Slurm was told not to let wait because they have run before.
    final List<Long> started = new ArrayList<>();
    private final Set<Long> again = new HashSet<>();
    boolean requeues = true;
    boolean away;

    /// A job of two GPUs that job_submit.lua has held.
    void held(long id, Long... after) {
        put(id, JobState.WAITING, true, "ondol:held", Set.of(after), List.of(), 0);
    }

    void runs(long id, String node, long startedS) {
        QueuedJob job = job(id);
        put(id, JobState.RUNNING, false, job.note(), job.dependsOn(), List.of(new Place(node, 2)), startedS);
    }

    /// A job that nobody has asked Ondol about.
    void runsAlone(long id, String node) {
        put(id, JobState.RUNNING, false, "", Set.of(), List.of(new Place(node, 2)), SUBMITTED_S);
    }

    void becomes(long id, JobState state) {
        QueuedJob job = job(id);
        put(id, state, false, job.note(), job.dependsOn(), job.places(), job.startedS());
    }

    QueuedJob job(long id) {
        QueuedJob job = jobs.get(id);
        if (job == null) {
            throw new IllegalArgumentException("The test has no job %d.".formatted(id));
        }
        return job;
    }

    private void put(long id, JobState state, boolean held, String note, Set<Long> after, List<Place> places,
            long startedS) {
        jobs.put(id,
                new QueuedJob("rig", id, state, held, again.contains(id), note, "", "gpu", "kim",
                        new GpuRequest(2, 0, 0, Optional.of(
                                "h200")),
                        new Size(1, 0, 1, 2, 100), 10, SUBMITTED_S, startedS, startedS + 50, after, places));
    }

    private void note(long id, boolean held, String note) {
        QueuedJob job = job(id);
        put(id, job.state(), held, note, job.dependsOn(), job.places(), job.startedS());
    }

    @Override
    public List<QueuedJob> queue() throws SlurmUnavailable {
        if (away) {
            throw new SlurmUnavailable("away", null);
        }
        return List.copyOf(jobs.values());
    }

    @Override
    public void bind(long job, List<String> nodes, boolean startsAgain, String note) throws SlurmRefused {
        if (nodes.stream().anyMatch(unknownNodes::contains)) {
            throw new SlurmRefused("Invalid node name specified");
        }
        required.put(job, nodes);
        if (startsAgain) {
            started.add(job);
        }
        note(job, job(job).held(), note);
    }

    @Override
    public void unbind(long job, String note) {
        required.remove(job);
        note(job, job(job).held(), note);
    }

    @Override
    public void requeue(long job) throws SlurmRefused {
        if (!requeues) {
            throw new SlurmRefused("Requested operation is presently disabled");
        }
        requeued.add(job);
    }

    @Override
    public void note(long job, String note) {
        note(job, job(job).held(), note);
    }

    /// The job has left its nodes and waits, held, as after `scontrol requeuehold`; Slurm takes it for submitted anew.
    void backInQueue(long id) {
        again.add(id);
        QueuedJob job = job(id);
        jobs.put(id,
                new QueuedJob("rig", id, JobState.WAITING, true, true, job.note(), "", "gpu", "kim", job.gpus(), job
                        .size(), 10, SUBMITTED_S + 500, 0, 0, Set.of(), List.of()));
    }

    @Override
    public void release(long job) {
        note(job, false, job(job).note());
    }
}
