package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Reason;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.cluster.TrackedJob.Phase;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Books what the scheduler says of its jobs: one by one, and all that run as a list, which is the truth. Guarded by its owner.
final class SchedulerReports {
    private final Account account;
    private final Ledger ledger;
    private final Records records;
    private final Evictions evictions;
    private long newestList = -1;

    SchedulerReports(Account account, Ledger ledger, Records records, Evictions evictions) {
        this.account = account;
        this.ledger = ledger;
        this.records = records;
        this.evictions = evictions;
    }

    /// @param now plant time in milliseconds
    Placement cancelled(TrackedJob job, long now) {
        records.happened(job.placement().placementId(), new PlacementEvent(PlacementEvent.Type.CANCELLED, now));
        return ledger.release(job, now, new Reason(Rules.SCHEDULER, 0, "CANCELLED"));
    }

    /// @param now plant time in milliseconds
    void happened(TrackedJob job, PlacementEvent event, long now) {
        records.happened(job.placement().placementId(), event);
        switch (event.type()) {
            case BOUND, STARTED -> {
                if (job.phase() == Phase.PROMISED) {
                    ledger.taken(job, event);
                }
            }
            case FINISHED, FAILED, CANCELLED ->
                ledger.release(job, now, new Reason(Rules.SCHEDULER, 0, event.type().name()));
            case EVICTED -> {
                if (job.phase() != Phase.WAITING && job.phase() != Phase.CLAIMING) {
                    ledger.takeBack(job, new Reason(Rules.EVICTION, Victims.lostHours(job, now), ""), now);
                }
            }
        }
    }

    /// Whether no newer list has come before.
    boolean isNewer(JobList list) {
        Long generation = list.generation();
        return generation == null || generation > newestList;
    }

    /// @param now plant time in milliseconds
    void reconcile(JobList list, long now) {
        Long generation = list.generation();
        newestList = generation == null ? newestList : generation;
        Set<String> listed = new HashSet<>();
        for (RunningJob running : list.jobs()) {
            listed.add(running.jobId());
            Optional<TrackedJob> known = account.job(running.jobId());
            if (known.isPresent() && runs(known.get()) && known.get().placement().assignments().equals(
                    running.assignments())) {
                continue;
            }
            ledger.adopt(running, known);
        }
        for (TrackedJob job : account.jobs()) {
            if (runs(job) && !listed.contains(job.request().jobId())) {
                gone(job, list.time(), now);
            }
        }
    }

    /// Who was to leave and has left will be back.
    private void gone(TrackedJob job, long at, long now) {
        boolean evicted = evictions.wasAsked(job);
        records.happened(job.placement().placementId(), new PlacementEvent(evicted
                ? PlacementEvent.Type.EVICTED
                : PlacementEvent.Type.FINISHED, at));
        Reason reason = new Reason(Rules.SCHEDULER, 0, "not in its list");
        if (evicted) {
            ledger.takeBack(job, reason, now);
        } else {
            ledger.release(job, now, reason);
        }
    }

    private static boolean runs(TrackedJob job) {
        return job.phase() == Phase.RUNNING || job.phase() == Phase.EVICTING;
    }
}
