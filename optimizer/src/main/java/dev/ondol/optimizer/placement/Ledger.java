package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Energy;
import dev.ondol.facility.workload.Placement.Reason;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.facility.workload.PowerProfiles;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.cluster.TrackedJob.Phase;
import dev.ondol.optimizer.pace.JobPaces;
import dev.ondol.optimizer.problem.Gang;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Books what becomes of an answer: account, archive and journal change together here.
final class Ledger {
    /// Leases that a job may let expire before it is taken for gone.
    private static final int MOST_EXPIRED = 3;

    private final Account account;
    private final Turns turns;
    private final Archive archive;
    private final Records records;
    private final JobPaces paces;
    private final Map<String, Integer> expired = new HashMap<>();
    private long freed;

    Ledger(Account account, Turns turns, Archive archive, Records records, JobPaces paces) {
        this.account = account;
        this.turns = turns;
        this.archive = archive;
        this.records = records;
        this.paces = paces;
    }

    void put(TrackedJob job) {
        account.put(job);
        archive.keep(job.placement());
        records.changed(job.placement());
    }

    /// Writes down why a placement is as it is.
    ///
    /// @param choice what there was to choose from
    /// @param now    plant time in milliseconds
    void explain(Placement placement, Optional<FastPath.Choice> choice, long now) {
        PlacementExplanation explanation = Explaining.of(placement, choice, account.nodes(), now);
        archive.keep(explanation);
        records.explained(explanation);
    }

    /// Nodes for a waiting job, as a lease from `at`.
    ///
    /// @param at  plant time of the start in milliseconds
    /// @param end plant time of the expected end in milliseconds
    Placement promise(TrackedJob job, long at, PowerProfile profile, NodeSet nodes, Energy energy, long end,
            List<Reason> reasons) {
        if (job.holdsNodes()) { // what it has now is not in the way of what it gets
            account.remove(job.request().jobId());
        }
        Placement placement = Answers.placed(account, job.placement().placementId(), job.request(),
                job.placement().generation() + 1, at, profile, nodes, energy, reasons);
        put(new TrackedJob(job.request(), placement, profile, Phase.PROMISED, job.arrival(), end));
        return placement;
    }

    /// A lease has run out: the job waits again, unless the scheduler has let it pass too often.
    void expire(TrackedJob job, long now, Reason reason) {
        int times = expired.merge(job.request().jobId(), 1, Integer::sum);
        if (times >= MOST_EXPIRED) {
            release(job, now, reason);
            return;
        }
        takeBack(job, reason, now);
    }

    /// What a job was promised is no more: it waits again.
    void takeBack(TrackedJob job, Reason reason, long now) {
        Placement of = job.placement();
        Placement again = Answers.deferred(of.placementId(), of.jobId(), of.generation() + 1, reason);
        put(new TrackedJob(job.request(), again, PowerProfile.UNCAPPED, Phase.WAITING, job.arrival(), 0));
        freed++;
        explain(again, Optional.empty(), now);
    }

    /// How often nodes have come free.
    long freed() {
        return freed;
    }

    /// The scheduler has taken what was promised.
    ///
    /// @param event BOUND or STARTED
    void taken(TrackedJob job, PlacementEvent event) {
        boolean runs = event.type() == PlacementEvent.Type.STARTED;
        Placement kept = Answers.kept(job.placement(), runs ? Long.valueOf(event.at()) : job.placement().startAt());
        put(new TrackedJob(job.request(), kept, job.profile(), runs ? Phase.RUNNING : Phase.PROMISED, job.arrival(),
                end(job.request(), event.at(), job.profile())));
    }

    Placement release(TrackedJob job, long now, Reason reason) {
        Placement released = Answers.released(job.placement(), reason);
        freed++;
        account.remove(job.request().jobId());
        turns.leaves(job.request().jobId(), now);
        expired.remove(job.request().jobId());
        archive.keep(released);
        records.changed(released);
        return released;
    }

    /// The scheduler runs a job otherwise than the account says, or one that the account does not know.
    void adopt(RunningJob running, Optional<TrackedJob> known) {
        PlacementRequest request = running.request();
        turns.runs(request, running.startedAt());
        PowerProfile profile = known.map(TrackedJob::profile).filter(of -> of.kind() != PowerProfile.Kind.NONE)
                .orElseGet(
                        () -> paces.first(request, running.startedAt(), Gang.deadline(request, running.startedAt())));
        String id = known.map(job -> job.placement().placementId()).orElseGet(() -> "placement-" + UUID.randomUUID());
        long generation = known.map(job -> job.placement().generation() + 1).orElse(1L);
        Placement placement = new Placement(id, running.jobId(), State.PLACED, running.assignments(),
                running.startedAt(),
                null, generation, profile.id(), null, List.of(new Reason(Rules.SCHEDULER, 0, "")));
        account.put(new TrackedJob(request, placement, profile, Phase.RUNNING, running.startedAt(),
                end(request, running.startedAt(), profile)));
        archive.keep(placement);
        if (known.isEmpty()) {
            var _ = records.saved(request, placement, Optional.empty());
        } else {
            records.changed(placement);
        }
        records.happened(id, new PlacementEvent(PlacementEvent.Type.STARTED, running.startedAt()));
    }

    /// What an earlier life of this process had written down.
    void recover(PlacementRequest request, Placement placement, boolean started) {
        PowerProfile profile = PowerProfiles.find(request.workload(), placement.powerProfile())
                .orElse(PowerProfile.UNCAPPED);
        Phase phase = switch (placement.state()) {
            case DEFERRED -> placement.assignments().isEmpty() ? Phase.WAITING : Phase.CLAIMING;
            case EVICTING -> Phase.EVICTING;
            case PLACED, REJECTED, RELEASED -> started ? Phase.RUNNING : Phase.PROMISED;
        };
        Long at = placement.startAt();
        long start = at == null ? request.time().earliestStart() : at;
        account.put(new TrackedJob(request, placement, profile, phase, request.time().earliestStart(),
                end(request, start, profile)));
        archive.keep(placement);
    }

    /// Plant time in milliseconds at which a job that starts at `start` is expected to end.
    static long end(PlacementRequest request, long start, PowerProfile profile) {
        return start + Math.round(request.time().durationMs() / profile.throughput());
    }
}
