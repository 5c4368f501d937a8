package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.simulator.workload.Job;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;

/// What a placer sees and can do at a tick. Valid during the call only.
public final class Situation {
    private final long plantMillis;
    private final List<Job> waiting;
    private final NodeTable nodes;
    private final NavigableSet<ActiveJob> active;
    private final Desk desk;

    /// Carries out what the placer decides.
    interface Desk {
        boolean start(Job job, List<Assignment> assignments);

        void refuse(Job job, String reason);
    }

    Situation(long plantMillis, List<Job> waiting, NodeTable nodes, NavigableSet<ActiveJob> active, Desk desk) {
        this.plantMillis = plantMillis;
        this.waiting = Collections.unmodifiableList(waiting);
        this.nodes = nodes;
        this.active = active;
        this.desk = desk;
    }

    public long plantMillis() {
        return plantMillis;
    }

    /// Jobs that waited when the tick began, in order of arrival.
    public List<Job> waiting() {
        return waiting;
    }

    public NodeTable nodes() {
        return nodes;
    }

    /// All running jobs.
    public List<RunningJob> running() {
        return active.stream().map(ActiveJob::asRunning).toList();
    }

    /// Starts a waiting job now.
    ///
    /// @param assignments one entry a node
    /// @return false where it does not wait any more, the GPUs are not free or are not those that it asked for
    public boolean start(Job job, List<Assignment> assignments) {
        return desk.start(job, assignments);
    }

    /// Takes a job out of the queue that can never run here.
    public void refuse(Job job, String reason) {
        desk.refuse(job, reason);
    }

    /// Running jobs by expected end.
    NavigableSet<ActiveJob> active() {
        return active;
    }
}
