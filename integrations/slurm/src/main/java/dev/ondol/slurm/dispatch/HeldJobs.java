package dev.ondol.slurm.dispatch;

import dev.ondol.client.OndolUnavailable;
import dev.ondol.client.PlacementApi;
import dev.ondol.client.Problem;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.slurm.command.Slurm;
import dev.ondol.slurm.command.SlurmRefused;
import dev.ondol.slurm.command.SlurmUnavailable;
import dev.ondol.slurm.placement.JobRequests;
import dev.ondol.slurm.queue.JobState;
import dev.ondol.slurm.queue.QueuedJob;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks where held jobs go, and binds and releases each at its time. A job that Ondol cannot place, or whose nodes do not
/// come free, is Slurm's.
final class HeldJobs {
    private static final Logger log = LoggerFactory.getLogger(HeldJobs.class);
    private static final long RECHECK_MS = 60_000;
    private static final int MOST_ATTEMPTS = 5;

    private final Slurm slurm;
    private final PlacementApi api;
    private final JobRequests requests;
    private final JobReports reports;
    private final Map<Long, FollowedJob> followed;
    private final long patienceMs;

    HeldJobs(Slurm slurm, PlacementApi api, JobRequests requests, JobReports reports, Map<Long, FollowedJob> followed,
            long patienceMs) {
        this.slurm = slurm;
        this.api = api;
        this.requests = requests;
        this.reports = reports;
        this.followed = followed;
        this.patienceMs = patienceMs;
    }

    void serve(List<QueuedJob> queue, long now) throws OndolUnavailable, SlurmUnavailable {
        Set<Long> open = queue.stream().filter(job -> !job.state().ended()).map(QueuedJob::id).collect(Collectors
                .toSet());
        for (QueuedJob job : queue) {
            if (job.state() != JobState.WAITING) {
                continue;
            }
            switch (Note.of(job.note())) {
                case Note.Held(long beginS) -> {
                    if (Collections.disjoint(job.dependsOn(), open)) {
                        held(job, beginS, now);
                    }
                }
                case Note.Bound(String placementId) -> bound(job, placementId, now);
                case Note.Passed _,Note.Foreign _ -> {
                }
            }
        }
        if (followed.isEmpty()) {
            return;
        }
        PlacementApi.Orders orders = api.orders();
        refresh(orders.starts(), now);
        for (Placement placement : orders.evictions()) {
            stop(placement);
        }
        for (FollowedJob of : List.copyOf(followed.values())) {
            Placement placement = of.placement;
            if (placement != null && of.boundMs == 0 && of.job.held() && due(placement, now)) {
                bind(of, placement, now);
            }
        }
    }

    private void held(QueuedJob job, long beginS, long now) throws OndolUnavailable, SlurmUnavailable {
        FollowedJob of = followed.get(job.id());
        if (!job.held()) {
            if (of != null) { // its owner has released it himself
                reports.withdraw(of);
                followed.remove(job.id());
            }
        } else if (of == null || of.placement == null) {
            ask(of == null ? new FollowedJob(job) : of, beginS, now);
        }
    }

    private void ask(FollowedJob of, long beginS, long now) throws OndolUnavailable, SlurmUnavailable {
        QueuedJob job = of.job;
        followed.put(job.id(), of);
        // the same question gets the same answer, whenever and by whichever life of this process it is asked
        long earliestMs = Math.max(job.submittedS(), beginS) * 1000;
        for (; of.attempt < MOST_ATTEMPTS; of.attempt++) {
            String key = "%s/%d/%d".formatted(job.name(), job.submittedS(), of.attempt);
            switch (api.place(requests.request(job, earliestMs), key)) {
                case PlacementApi.Reply.Refused(Problem why) -> {
                    letGo(job, "Ondol refuses it: " + why);
                    return;
                }
                case PlacementApi.Reply.Answered(Placement placement) -> {
                    if (placement.state() == Placement.State.REJECTED) {
                        letGo(job, "it fits nowhere: " + placement.reasons());
                        return;
                    }
                    if (placement.state() != Placement.State.RELEASED) {
                        of.placement = placement;
                        of.checkedMs = now;
                        return;
                    }
                }
            }
        }
        letGo(job, "Ondol has given it up %d times".formatted(of.attempt));
    }

    /// A waiting job that has been given nodes.
    private void bound(QueuedJob job, String placementId, long now) throws OndolUnavailable, SlurmUnavailable {
        FollowedJob of = followed.get(job.id());
        if (of == null) { // by an earlier life of this process, or Slurm has put it back into the queue
            Optional<Placement> placement = api.find(placementId).filter(known -> known
                    .state() == Placement.State.PLACED);
            if (placement.isEmpty()) {
                letGo(job, "it is back in the queue");
                return;
            }
            of = new FollowedJob(job);
            of.placement = placement.get();
            of.boundMs = job.held() ? 0 : now;
            followed.put(job.id(), of);
        }
        if (of.boundMs != 0 && now - of.boundMs > patienceMs) {
            letGo(job, "its nodes did not come free in time");
        }
    }

    /// What has changed about those that are not bound.
    private void refresh(List<Placement> all, long now) throws OndolUnavailable {
        Map<String, Placement> starts = new HashMap<>();
        all.forEach(placement -> starts.put(placement.placementId(), placement));
        for (FollowedJob of : followed.values()) {
            Placement placement = of.placement;
            if (placement == null || of.boundMs != 0) {
                continue;
            }
            Placement start = starts.get(placement.placementId());
            if (start != null) {
                of.placement = start;
                of.checkedMs = now;
            } else if (of.placed() || now - of.checkedMs >= RECHECK_MS) {
                renew(of, placement.placementId(), now);
            }
        }
    }

    private void renew(FollowedJob of, String placementId, long now) throws OndolUnavailable {
        Optional<Placement> newest = api.find(placementId).filter(placement -> placement
                .state() != Placement.State.RELEASED);
        of.placement = newest.orElse(null); // given up there, it is asked for anew with the next round
        of.attempt += newest.isEmpty() ? 1 : 0;
        of.checkedMs = now;
    }

    /// A job of higher priority is to have its nodes. What it says from then on is what it said when it was submitted, so it is asked
    /// for again once Slurm has put it back. Where Slurm does not do so it stays, and Ondol will see that.
    private void stop(Placement placement) throws SlurmUnavailable {
        for (FollowedJob of : followed.values()) {
            if (of.started && !of.stopping && of.placement != null && of.placement.placementId().equals(placement
                    .placementId())) {
                of.stopping = true; // once; where it is refused it is not tried again
                stop(of.job.id(), placement.placementId());
            }
        }
    }

    private void stop(long id, String placementId) throws SlurmUnavailable {
        try {
            slurm.note(id, Note.HELD);
            slurm.requeue(id);
            log.info("Job {} makes room for another and waits again.", id);
        } catch (SlurmRefused e) {
            log.warn("Slurm does not stop job {}, which was to make room: {}", id, e.getMessage());
            try {
                slurm.note(id, new Note.Bound(placementId).toString());
            } catch (SlurmRefused gone) {
                log.debug("Job {} has ended meanwhile.", id, gone);
            }
        }
    }

    private static boolean due(Placement placement, long now) {
        Long startAt = placement.startAt();
        return placement.state() == Placement.State.PLACED && startAt != null && startAt <= now;
    }

    private void bind(FollowedJob of, Placement placement, long now) throws OndolUnavailable, SlurmUnavailable {
        long id = of.job.id();
        List<String> nodes = requests.slurmNodes(placement.assignments());
        try {
            slurm.bind(id, nodes, of.job.again(), new Note.Bound(placement.placementId()).toString());
            slurm.release(id);
        } catch (SlurmRefused e) {
            log.warn("Slurm does not take what Ondol has chosen for job {}: {}", id, e.getMessage());
            letGo(of.job, "Slurm does not take its nodes " + nodes.stream().collect(Collectors.joining(",")));
            return;
        }
        of.boundMs = now;
        log.info("Job {} goes to {}.", id, nodes);
        api.report(placement.placementId(), new PlacementEvent(PlacementEvent.Type.BOUND, now));
    }

    /// The job is Slurm's from now on.
    void letGo(QueuedJob job, String why) throws SlurmUnavailable {
        FollowedJob of = followed.get(job.id());
        boolean ours = job.held() && (of == null || of.boundMs == 0);
        log.warn("Slurm places job {} alone: {}.", job.id(), why);
        try {
            slurm.unbind(job.id(), new Note.Passed(why).toString());
            if (ours) {
                slurm.release(job.id());
            }
        } catch (SlurmRefused e) {
            log.warn("Job {} was not let go: {}", job.id(), e.getMessage());
        }
        if (of != null) {
            reports.withdraw(of);
            followed.remove(job.id());
        }
    }

    /// Lets go of all that wait for Ondol.
    void letAllGo(List<QueuedJob> queue, String why) throws SlurmUnavailable {
        for (QueuedJob job : queue) {
            if (job.state() == JobState.WAITING) {
                switch (Note.of(job.note())) {
                    case Note.Held _ -> {
                        if (job.held()) {
                            letGo(job, why);
                        }
                    }
                    case Note.Bound _ -> letGo(job, why);
                    case Note.Passed _,Note.Foreign _ -> {
                    }
                }
            }
        }
    }
}
