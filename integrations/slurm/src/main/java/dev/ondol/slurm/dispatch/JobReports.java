package dev.ondol.slurm.dispatch;

import dev.ondol.client.OndolUnavailable;
import dev.ondol.client.PlacementApi;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.slurm.placement.JobRequests;
import dev.ondol.slurm.queue.JobState;
import dev.ondol.slurm.queue.QueuedJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells Ondol what has happened: starts and ends of jobs that it has placed at once, and each minute the list of all that
/// run on GPUs, whoever placed them.
final class JobReports {
    private static final long RECONCILE_MS = 60_000;

    private final PlacementApi api;
    private final JobRequests requests;
    private final Map<Long, FollowedJob> followed;
    private final List<String> withdrawn = new ArrayList<>();
    private long reconcileMs;

    JobReports(PlacementApi api, JobRequests requests, Map<Long, FollowedJob> followed) {
        this.api = api;
        this.requests = requests;
        this.followed = followed;
    }

    /// The list of running jobs is due.
    void afresh() {
        reconcileMs = 0;
    }

    /// The placement is not wanted any more; told as soon as Ondol answers.
    void withdraw(FollowedJob of) {
        if (of.placement != null) {
            withdrawn.add(of.placement.placementId());
        }
    }

    /// @param plantMs the site's time in milliseconds
    void send(List<QueuedJob> queue, long now, long plantMs) throws OndolUnavailable {
        while (!withdrawn.isEmpty()) {
            api.report(withdrawn.getLast(), new PlacementEvent(PlacementEvent.Type.CANCELLED, now));
            withdrawn.removeLast();
        }
        Map<Long, QueuedJob> byId = new HashMap<>();
        queue.forEach(job -> byId.put(job.id(), job));
        for (FollowedJob of : List.copyOf(followed.values())) {
            QueuedJob newer = byId.get(of.job.id());
            // Slurm takes a job that it puts back for submitted anew.
            if (newer == null || newer.submittedS() != of.job.submittedS() && !of.stopping) {
                end(of, of.started ? PlacementEvent.Type.FINISHED : PlacementEvent.Type.CANCELLED, now);
            } else {
                of.job = newer;
                follow(of, now);
            }
        }
        for (QueuedJob job : queue) {
            if (job.state() == JobState.RUNNING && !followed.containsKey(job.id())
                    && Note.of(job.note()) instanceof Note.Bound(String placementId)) {
                adopt(job, placementId);
            }
        }
        if (now - reconcileMs >= RECONCILE_MS) {
            api.reconcile(plantMs == 0 ? now : plantMs, running(queue));
            reconcileMs = now;
        }
    }

    private void follow(FollowedJob of, long now) throws OndolUnavailable {
        switch (of.job.state()) {
            case WAITING -> {
                if (of.stopping) {
                    evicted(of, now);
                } else if (of.started) { // put back into the queue, perhaps since its node failed
                    end(of, PlacementEvent.Type.FAILED, now);
                }
            }
            case RUNNING -> {
                if (!of.started) {
                    start(of);
                }
            }
            case FINISHED -> end(of, PlacementEvent.Type.FINISHED, of.job.endedS() * 1000);
            case FAILED -> end(of, PlacementEvent.Type.FAILED, of.job.endedS() * 1000);
            case CANCELLED -> end(of, PlacementEvent.Type.CANCELLED, of.job.endedS() * 1000);
        }
    }

    /// It has left its nodes and is held; Ondol is asked for it again.
    private void evicted(FollowedJob of, long now) throws OndolUnavailable {
        if (of.placement != null) {
            api.report(of.placement.placementId(), new PlacementEvent(PlacementEvent.Type.EVICTED, now));
        }
        followed.remove(of.job.id());
    }

    private void start(FollowedJob of) throws OndolUnavailable {
        if (of.placement != null) {
            api.report(of.placement.placementId(),
                    new PlacementEvent(PlacementEvent.Type.STARTED, of.job.startedS() * 1000));
            if (!requests.running(of.job).assignments().equals(of.placement.assignments())) {
                afresh(); // Slurm has chosen otherwise
            }
        }
        of.started = true;
    }

    /// An earlier life of this process has placed it.
    private void adopt(QueuedJob job, String placementId) throws OndolUnavailable {
        FollowedJob of = new FollowedJob(job);
        of.placement = api.find(placementId).orElse(null);
        start(of);
        followed.put(job.id(), of);
    }

    private void end(FollowedJob of, PlacementEvent.Type type, long atMs) throws OndolUnavailable {
        Placement placement = of.placement;
        if (placement != null) {
            api.report(placement.placementId(), new PlacementEvent(type, atMs));
        }
        followed.remove(of.job.id());
    }

    private List<RunningJob> running(List<QueuedJob> queue) {
        return queue.stream().filter(job -> job.heldGpus() > 0).map(requests::running).toList();
    }
}
