package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.Placement.Reason;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.cluster.TrackedJob.Phase;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Makes room for a job that finds none, or only nodes that wake too late: preemptible jobs are to leave, those of lower priority at
/// once, batch work of the same priority for training that would start too late otherwise ([Victims]).
///
/// ```
///  waiting, or PROMISED too late --makeRoom--> CLAIMING --last one gone--> PROMISED      (who takes their place)
///                                                 |  time-out, cancelled, node drained
///                                                 v
///                                              waiting / gone
///  RUNNING --makeRoom--> EVICTING --EVICTED, or no more in the list--> waiting      (who leaves)
///                           |  ended by itself -> gone
///                           v  the claim is no more
///                        RUNNING, spared for an hour where the scheduler has not answered
/// ```
///
/// Both hold their nodes in the account until the last one has left, so nobody else gets what comes free, and nothing is promised before
/// it is free. Who leaves for whom stands in the reason of the placement, so that a restart changes nothing. Guarded by its owner.
final class Evictions {
    /// Plant time that the scheduler has to stop a job, milliseconds.
    static final long PATIENCE_MS = 10 * 60_000;
    /// Plant time for which a job that was not stopped is not asked for again, milliseconds.
    private static final long SPARED_MS = 3_600_000;
    private static final long MINUTE_MS = 60_000;

    private final Account account;
    private final Victims victims;
    private final StartBy startBy;
    private final FastPath fastPath;
    private final Promises promises;
    private final Ledger ledger;
    private final Map<String, Long> spared = new HashMap<>();
    /// Jobs that were to leave and are to stay again, until when they may have left all the same.
    private final Map<String, Long> asked = new HashMap<>();
    /// Whether there may be claims; without any, nothing is looked at.
    private boolean open;
    private long hastened = -MINUTE_MS;

    Evictions(Account account, Victims victims, StartBy startBy, FastPath fastPath, Promises promises, Ledger ledger) {
        this.account = account;
        this.victims = victims;
        this.startBy = startBy;
        this.fastPath = fastPath;
        this.promises = promises;
        this.ledger = ledger;
    }

    /// What an earlier life of this process has begun goes on.
    void recovered() {
        open = true;
    }

    /// Each minute: training that was promised nodes which may wake too late for its level takes those of batch work that may leave.
    ///
    /// @param now plant time in milliseconds
    void hasten(long now) {
        if (now >= hastened && now - hastened < MINUTE_MS) {
            return;
        }
        hastened = now;
        List<TrackedJob> late = account.jobs().stream().filter(job -> job.phase() == Phase.PROMISED && startBy.presses(
                job, now) && mayStartTooLate(job, now))
                .sorted(Comparator.comparingInt((TrackedJob job) -> -job.request()
                        .priority()).thenComparingLong(job -> startBy.of(job, now)))
                .toList();
        for (TrackedJob job : late) {
            account.remove(job.request().jobId());
            if (!makeRoom(job, of -> Victims.yields(of, now), now)) {
                account.put(job);
            }
        }
    }

    /// What the scheduler has taken already is left alone, and so is what starts before batch work could have left.
    private boolean mayStartTooLate(TrackedJob job, long now) {
        Long startAt = job.placement().startAt();
        if (startAt == null || job.placement().leaseExpires() == null) {
            return false;
        }
        long margin = job.placement().assignments().stream().mapToInt(share -> account.nodes().index(share.node()))
                .filter(node -> node >= 0 && !account.readiness().ready(node)).mapToLong(account.nodes()::wakeMarginMs)
                .max().orElse(0);
        return startAt + margin > Math.max(startBy.of(job, now), now + StartBy.STOPPING_MS);
    }

    /// Whether a job would leave for training of its own priority that has not come yet and would be promised nodes that wake too late.
    boolean yields(TrackedJob job, long now) {
        return Victims.yields(job, now + StartBy.TRAINING_MS) && !spared.containsKey(job.request().jobId());
    }

    /// Lets the least that suffices leave for a waiting job that has just found no place.
    ///
    /// @param now plant time in milliseconds
    /// @return true where the job has a claim from now on
    boolean makeRoom(TrackedJob job, long now) {
        return makeRoom(job, of -> true, now);
    }

    /// @param others who may have to leave
    private boolean makeRoom(TrackedJob job, Predicate<TrackedJob> others, long now) {
        PlacementRequest request = job.request();
        long end = now + request.time().durationMs();
        boolean presses = startBy.presses(job, now);
        for (Victims.Choice choice : victims.of(request, presses,
                of -> !others.test(of) || spared.containsKey(of.request()
                        .jobId()),
                end, now)) {
            choice.jobs().forEach(of -> account.remove(of.request().jobId()));
            Optional<FastPath.Decision.Now> found = fastPath.decideAwake(request, now);
            choice.jobs().forEach(account::put);
            if (found.isPresent() && claim(job, found.get(), choice, now)) {
                return true;
            }
        }
        return false;
    }

    /// @return false where nobody stands on the nodes: then it was not for want of room that the job waits
    private boolean claim(TrackedJob job, FastPath.Decision.Now found, Victims.Choice choice, long now) {
        // As if they had left, so that shared GPUs are numbered as they will be.
        choice.jobs().forEach(of -> account.remove(of.request().jobId()));
        List<Assignment> nodes = found.offer().nodes().assignments(account, job.request().perReplica());
        choice.jobs().forEach(account::put);
        List<TrackedJob> leaving = choice.jobs().stream().filter(of -> Victims.meets(of, nodes)).toList();
        if (leaving.isEmpty()) {
            return false;
        }
        TrackedJob claim = new TrackedJob(job.request(),
                Answers.claiming(job.placement(), nodes, new Reason(Rules.EVICTION,
                        leaving.size(), leaving.getFirst().request().jobId())),
                found.profile(), Phase.CLAIMING, job.arrival(),
                found.end());
        ledger.put(claim);
        ledger.explain(claim.placement(), Optional.of(fastPath.choice()), now);
        for (TrackedJob of : leaving) {
            TrackedJob evicted = with(of, Phase.EVICTING, Answers.evicting(of.placement(), now + PATIENCE_MS,
                    new Reason(Rules.EVICTION, Victims.lostHours(of, now), job.request().jobId())));
            ledger.put(evicted);
            ledger.explain(evicted.placement(), Optional.empty(), now);
        }
        open = true;
        return true;
    }

    /// Carries on what has been begun: whose place is free is promised it, who waits in vain waits in line again.
    ///
    /// @param now plant time in milliseconds
    void advance(long now) {
        if (!open) {
            return;
        }
        spared.values().removeIf(until -> until <= now);
        asked.values().removeIf(until -> until <= now);
        open = !spared.isEmpty() || !asked.isEmpty();
        Map<String, Long> until = new HashMap<>();
        for (TrackedJob job : account.jobs()) {
            Long expires = job.placement().leaseExpires();
            if (job.phase() == Phase.EVICTING) {
                until.merge(claimant(job), expires == null ? now : expires, Math::min);
            }
        }
        for (TrackedJob job : account.jobs()) {
            if (job.phase() == Phase.CLAIMING) {
                Long expires = until.get(job.request().jobId());
                if (expires == null) {
                    take(job, now);
                } else if (promiseAwake(job, now)) {
                    open = true; // enough has come free elsewhere: who has not left yet stays
                } else if (expires < now) {
                    spare(job, now);
                    ledger.takeBack(job, new Reason(Rules.EVICTION, 0, "The scheduler has not stopped those that were "
                            + "to leave."), now);
                } else {
                    open = true;
                }
            }
        }
        for (TrackedJob job : account.jobs()) {
            if (job.phase() == Phase.EVICTING && account.job(claimant(job)).filter(of -> of.phase() == Phase.CLAIMING)
                    .isEmpty()) {
                asked.put(job.request().jobId(), now + SPARED_MS);
                open = true;
                ledger.put(with(job, Phase.RUNNING, Answers.kept(job.placement(), job.placement().startAt())));
            }
        }
    }

    /// Whether a job that runs no more was stopped rather than being done: the scheduler was asked to stop it not long ago.
    boolean wasAsked(TrackedJob job) {
        return job.phase() == Phase.EVICTING || asked.containsKey(job.request().jobId());
    }

    private void take(TrackedJob job, long now) {
        if (!promiseAwake(job, now)) {
            ledger.takeBack(job, new Reason(Rules.NODE_CAPACITY, job.request().gpus(), ""), now);
        }
    }

    private boolean promiseAwake(TrackedJob job, long now) {
        account.remove(job.request().jobId());
        Optional<FastPath.Decision.Now> found = fastPath.decideAwake(job.request(), now);
        account.put(job);
        found.ifPresent(awake -> promises.promise(job, awake));
        return found.isPresent();
    }

    private void spare(TrackedJob claim, long now) {
        for (TrackedJob job : account.jobs()) {
            if (job.phase() == Phase.EVICTING && claimant(job).equals(claim.request().jobId())) {
                spared.put(job.request().jobId(), now + SPARED_MS);
                open = true;
            }
        }
    }

    /// For whom a job is to leave.
    private static String claimant(TrackedJob evicting) {
        List<Reason> reasons = evicting.placement().reasons();
        return reasons.isEmpty() ? "" : reasons.getFirst().nextBest();
    }

    private static TrackedJob with(TrackedJob job, Phase phase, Placement placement) {
        return new TrackedJob(job.request(), placement, job.profile(), phase, job.arrival(), job.end());
    }
}
