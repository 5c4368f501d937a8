package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.simulator.it.ItLoad;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What a placer sees and can do at a tick. Valid during the call only.
public final class Situation {
    private final ItLoad it;
    private final NodeTable nodes;
    private final RunningJobs active;
    private final List<WaitingJob> waiting;
    private final Desk desk;
    private final Seats named = new Seats();
    private long plantMillis;

    /// Carries out what the placer decides.
    interface Desk {
        boolean start(WaitingJob job, Seats seats);

        void refuse(WaitingJob job, String reason);

        boolean stop(String jobId);
    }

    Situation(ItLoad it, NodeTable nodes, RunningJobs active, List<WaitingJob> waiting, Desk desk) {
        this.it = it;
        this.nodes = nodes;
        this.active = active;
        this.waiting = Collections.unmodifiableList(waiting);
        this.desk = desk;
    }

    Situation at(long now) {
        plantMillis = now;
        return this;
    }

    public long plantMillis() {
        return plantMillis;
    }

    /// Jobs that waited when the tick began, in order of arrival.
    public List<WaitingJob> waiting() {
        return waiting;
    }

    /// All running jobs.
    public List<RunningJob> running() {
        List<RunningJob> running = new ArrayList<>(active.size());
        active.forEach(job -> running.add(job.asRunning(it)));
        return running;
    }

    /// Starts a waiting job now.
    ///
    /// @param assignments one entry a node
    /// @return false where it does not wait any more, the GPUs are not free or are not those that it asked for
    public boolean start(WaitingJob job, List<Assignment> assignments) {
        named.set(assignments, it);
        return desk.start(job, named);
    }

    /// Takes a job out of the queue that can never run here.
    public void refuse(WaitingJob job, String reason) {
        desk.refuse(job, reason);
    }

    /// Stops a running job and puts it back into the queue; what it has done is lost.
    ///
    /// @return false where it does not run
    public boolean stop(String jobId) {
        return desk.stop(jobId);
    }

    boolean start(WaitingJob job, Seats seats) {
        return desk.start(job, seats);
    }

    /// Whether all these GPUs are free and are of the model that the job asked for.
    boolean free(WaitingJob job, List<Assignment> assignments) {
        named.set(assignments, it);
        return nodes.free(job.nodes, named);
    }

    /// How many GPU models jobs can ask for, one that the site does not have included.
    int models() {
        return nodes.models().size();
    }

    /// Running jobs by expected end.
    RunningJobs active() {
        return active;
    }
}
