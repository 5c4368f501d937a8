package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Reason;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.cluster.TrackedJob.Phase;
import dev.ondol.optimizer.pace.JobPaces;
import dev.ondol.optimizer.problem.Gang;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives nodes to jobs that wait: those that the waiting line has found, those that a plan has chosen, and sooner ones to those that
/// wait for nodes to wake. Guarded by its owner.
final class Promises {
    private final Account account;
    private final FastPath fastPath;
    private final Pricing pricing;
    private final JobPaces paces;
    private final Quotas quotas;
    private final Ledger ledger;

    Promises(Account account, FastPath fastPath, Pricing pricing, JobPaces paces, Quotas quotas,
            Ledger ledger) {
        this.account = account;
        this.fastPath = fastPath;
        this.pricing = pricing;
        this.paces = paces;
        this.quotas = quotas;
        this.ledger = ledger;
    }

    /// Who waits for nodes that wake takes others that have come free meanwhile, unless the scheduler has bound it to its own already.
    ///
    /// @param now plant time in milliseconds
    void hasten(long now) {
        for (TrackedJob job : account.jobs()) {
            Long startAt = job.placement().startAt();
            if (job.phase() == Phase.PROMISED && job.placement().leaseExpires() != null && startAt != null
                    && startAt > now + Intake.SOON_MS) {
                account.remove(job.request().jobId());
                Optional<FastPath.Decision.Now> found = fastPath.decideAwake(job.request(), now)
                        .filter(sooner -> sooner.start() <= now + Intake.SOON_MS);
                account.put(job);
                found.ifPresent(sooner -> promise(job, sooner));
            }
        }
    }

    /// What the fast path has found just now.
    void promise(TrackedJob job, FastPath.Decision.Now found) {
        FastPath.Choice choice = fastPath.choice();
        Placement placement = promise(job, found.start(), found.profile(), found.offer(), found.end(), found
                .reasons());
        ledger.explain(placement, Optional.of(choice), found.start());
    }

    /// @param line is told what the plan wants later
    /// @param now  plant time in milliseconds
    List<Placement> carryOut(List<Start> starts, WaitingLine line, long now) {
        List<Placement> promised = new ArrayList<>();
        for (Start start : starts) {
            Optional<TrackedJob> job = account.job(start.jobId()).filter(of -> of.phase() == Phase.WAITING);
            if (job.isPresent() && start.now() && fastPath.fits(job.get().request(), start)
                    && !quotas.exceeded(account, job.get().request())) {
                promised.add(promise(job.get(), start, now));
            } else if (job.isPresent()) {
                line.postpone(job.get(), start.startAt());
            }
        }
        return promised;
    }

    private Placement promise(TrackedJob job, Start start, long now) {
        long from = Math.max(now, start.startAt());
        PowerProfile profile = paces.first(job.request(), from, Gang.deadline(job.request(), job.arrival()));
        Pricing.Offer offer = fastPath.offer(job, start, profile);
        long at = fastPath.staggered(job.request(), offer.nodes(), from);
        long end = Ledger.end(job.request(), at, profile);
        Placement placement = promise(job, at, profile, offer, end,
                FastPath.withStep(List.of(new Reason(Rules.FACILITY_ENERGY, offer.facilityW(), "")), from, at));
        ledger.explain(placement, Optional.of(FastPath.Choice.ofPlan(offer)), now);
        return placement;
    }

    private Placement promise(TrackedJob job, long at, PowerProfile profile, Pricing.Offer offer, long end,
            List<Reason> reasons) {
        return ledger.promise(job, at, profile, offer.nodes(), pricing.priced(offer, at, end), end, reasons);
    }
}
