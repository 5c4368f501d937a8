package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Reason;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.cluster.TrackedJob.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What becomes of a new request: rejected, deferred or placed. Books nothing. Guarded by its owner.
final class Intake {
    /// A start that lies no further ahead than this counts as now, milliseconds.
    static final long SOON_MS = 60_000;

    private final Account account;
    private final FastPath fastPath;
    private final Pricing pricing;
    private final Quotas quotas;

    /// What is to be booked.
    ///
    /// @param job    empty where the request is rejected
    /// @param choice what there was to choose from; empty where no node was looked at
    record Outcome(Placement placement, Optional<TrackedJob> job, Optional<FastPath.Choice> choice) {}

    Intake(Account account, FastPath fastPath, Pricing pricing, Quotas quotas) {
        this.account = account;
        this.fastPath = fastPath;
        this.pricing = pricing;
        this.quotas = quotas;
    }

    /// @param id  name of the answer
    /// @param now plant time in milliseconds; 0 before it is known
    Outcome decide(String id, PlacementRequest request, long now) {
        long start = Math.max(now, request.time().earliestStart());
        List<Reason> never = new ArrayList<>(Feasibility.impossible(request, account.nodes(), now));
        double excess = quotas.excess(request);
        if (excess > 0) {
            never.add(new Reason(Rules.TENANT_QUOTA, excess, ""));
        }
        if (!never.isEmpty()) {
            return new Outcome(Answers.rejected(id, request.jobId(), never), Optional.empty(), Optional.empty());
        }
        if (now > 0 && start > now + SOON_MS) {
            return deferred(id, request, now, new Reason(Rules.EARLIEST_START, (start - now) / 60_000.0, ""));
        }
        if (quotas.exceeded(account, request)) {
            return deferred(id, request, now, new Reason(Rules.TENANT_QUOTA, request.gpus(), ""));
        }
        return switch (fastPath.decide(request, start)) {
            case FastPath.Decision.Later(Reason reason) -> {
                Outcome later = deferred(id, request, now, reason);
                yield new Outcome(later.placement(), later.job(), Optional.of(fastPath.choice()));
            }
            case FastPath.Decision.Now found -> {
                Placement placement = Answers.placed(account, id, request, 1, found.start(), found.profile(),
                        found.offer().nodes(), pricing.priced(found.offer(), found.start(), found.end()), found
                                .reasons());
                yield new Outcome(placement, Optional.of(new TrackedJob(request, placement, found.profile(),
                        Phase.PROMISED, start, found.end())), Optional.of(fastPath.choice()));
            }
        };
    }

    private static Outcome deferred(String id, PlacementRequest request, long now, Reason reason) {
        Placement placement = Answers.deferred(id, request.jobId(), 1, reason);
        long arrival = now == 0 ? request.time().earliestStart() : now;
        return new Outcome(placement, Optional.of(new TrackedJob(request, placement, PowerProfile.UNCAPPED,
                Phase.WAITING, arrival, 0)), Optional.empty());
    }
}
