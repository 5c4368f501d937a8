package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.Placement.Reason;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Eligible;
import dev.ondol.optimizer.cluster.Readiness;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.pace.JobPaces;
import dev.ondol.optimizer.problem.Gang;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Chooses nodes and power profile for one request from what is free now: of the best packed node sets the one that adds least
/// facility power. Guarded by its owner.
final class FastPath {
    private final Account account;
    private final Reservations reservations;
    private final NodeChooser chooser;
    private final Pricing pricing;
    private final JobPaces paces;
    private Choice choice = new Choice(List.of(), Map.of(), false);

    /// What is decided.
    sealed interface Decision {
        /// @param start plant time in milliseconds at which its nodes are awake and their power may rise
        /// @param end   plant time in milliseconds at which it would end
        record Now(PowerProfile profile, long start, long end, Pricing.Offer offer,
                List<Reason> reasons) implements Decision {}

        /// It has to wait.
        record Later(Reason reason) implements Decision {}
    }

    /// What there was to choose from, and what was not looked at.
    ///
    /// @param offers by preference, the chosen one first; empty where nothing was found
    /// @param passed nodes that were left out, by the rule that bound
    /// @param ofPlan true where the plan has chosen
    record Choice(List<Pricing.Offer> offers, Map<String, Integer> passed, boolean ofPlan) {
        Choice {
            offers = List.copyOf(offers);
            passed = Map.copyOf(passed);
        }

        static Choice ofPlan(Pricing.Offer offer) {
            return new Choice(List.of(offer), Map.of(), true);
        }
    }

    FastPath(Account account, Reservations reservations, Pricing pricing, JobPaces paces, int halls) {
        this.account = account;
        this.reservations = reservations;
        this.pricing = pricing;
        this.paces = paces;
        chooser = new NodeChooser(account, reservations, halls);
    }

    /// On nodes that are awake where they suffice; else sleeping ones are woken for it.
    ///
    /// @param start plant time in milliseconds
    Decision decide(PlacementRequest request, long start) {
        Decision awake = decide(request, start, false);
        if (awake instanceof Decision.Now || !account.readiness().someAsleep()) {
            return awake;
        }
        Choice ofAwake = choice;
        if (decide(request, start, true) instanceof Decision.Now woken) {
            return woken;
        }
        choice = ofAwake;
        return awake;
    }

    /// What the newest decision was made from.
    Choice choice() {
        return choice;
    }

    /// On nodes that are awake, or not at all.
    Optional<Decision.Now> decideAwake(PlacementRequest request, long start) {
        return decide(request, start, false) instanceof Decision.Now found ? Optional.of(found) : Optional.empty();
    }

    private Decision decide(PlacementRequest request, long start, boolean asleep) {
        long deadline = Gang.deadline(request, start);
        PowerProfile profile = paces.first(request, start, deadline);
        long end = end(request, start, profile);
        List<NodeSet> sets = chooser.propose(request, profile, end, true, asleep, start);
        if (sets.isEmpty() && !heedsReservations(request)) {
            sets = chooser.propose(request, profile, end, false, asleep, start);
        }
        pricing.update();
        List<Pricing.Offer> offers = offers(request, profile, sets);
        choice = new Choice(considered(request, profile, offers), chooser.passed().byRule(), false);
        if (offers.isEmpty()) {
            boolean reserved = !chooser.propose(request, profile, end, false, asleep, start).isEmpty();
            return new Decision.Later(new Reason(reserved ? Rules.RESERVED : Rules.NODE_CAPACITY, request.gpus(), ""));
        }
        Pricing.Offer best = offers.getFirst();
        if (best.excess() > 0) {
            return new Decision.Later(new Reason(Rules.COOLING_LIMIT, best.excess(), ""));
        }
        long ready = readyAt(best.nodes(), start);
        if (ready > start) {
            PowerProfile later = paces.first(request, ready, deadline);
            long at = staggered(request, best.nodes(), ready);
            return new Decision.Now(later, at, end(request, at, later), pricing.offer(request, later, best.nodes()),
                    withStep(List.of(new Reason(Rules.WAKING, (ready - start) / 60_000.0, "")), ready, at));
        }
        if (!heedsReservations(request) && !gentle(best.nodes(), profile)) {
            // What was there before has left a tighter profile: the service starts when the orders have loosened it.
            ready = start + Readiness.ORDERS_EVERY_MS;
        }
        long at = staggered(request, best.nodes(), ready);
        return new Decision.Now(profile, at, at == start ? end : end(request, at, profile), best,
                withStep(reasons(offers), ready, at));
    }

    /// Adds why a job begins later than its nodes are ready, where it does.
    ///
    /// @param ready plant time in milliseconds from which on its nodes are
    /// @param at    when it begins
    static List<Reason> withStep(List<Reason> reasons, long ready, long at) {
        return at == ready
                ? reasons
                : Stream.concat(reasons.stream(), Stream.of(new Reason(Rules.POWER_STEP, (at - ready) / 1_000.0, "")))
                        .toList();
    }

    /// When the job may begin to draw power beside those that begin at that time.
    ///
    /// @param at plant time in milliseconds at which its nodes are awake
    long staggered(PlacementRequest request, NodeSet set, long at) {
        double stepW = 0;
        for (int i = 0; i < set.size(); i++) {
            stepW += account.stepW(set.node(i), set.replicas(i) * request.perReplica().gpuPart());
        }
        return account.steps().earliest(at, stepW);
    }

    /// Inference has two minutes, and goes before whoever waits.
    static boolean heedsReservations(PlacementRequest request) {
        return switch (request.workload()) {
            case DECODE, PREFILL -> false;
            case TRAINING, BATCH -> true;
        };
    }

    private List<Pricing.Offer> offers(PlacementRequest request, PowerProfile profile, List<NodeSet> sets) {
        return sets.stream().map(set -> pricing.offer(request, profile, set))
                .sorted(Comparator.comparingDouble(Pricing.Offer::excess).thenComparingDouble(Pricing.Offer::facilityW))
                .toList();
    }

    /// Where there was nothing to choose, what would have been next.
    private List<Pricing.Offer> considered(PlacementRequest request, PowerProfile profile,
            List<Pricing.Offer> offers) {
        if (offers.size() != 1) {
            return offers;
        }
        Pricing.Offer only = offers.getFirst();
        return chooser.besides(request, only.nodes()).map(next -> List.of(only, pricing.offer(request, profile, next)))
                .orElse(offers);
    }

    private static long end(PlacementRequest request, long start, PowerProfile profile) {
        return start + Math.round(request.time().durationMs() / profile.throughput());
    }

    /// When the last of the nodes is awake.
    private long readyAt(NodeSet set, long start) {
        long ready = start;
        for (int i = 0; i < set.size(); i++) {
            if (!account.readiness().ready(set.node(i))) {
                ready = Math.max(ready, account.readiness().readyAt(set.node(i), start));
            }
        }
        return ready;
    }

    private boolean gentle(NodeSet set, PowerProfile profile) {
        for (int i = 0; i < set.size(); i++) {
            if (!account.gentle(set.node(i), profile)) {
                return false;
            }
        }
        return true;
    }

    private List<Reason> reasons(List<Pricing.Offer> offers) {
        Pricing.Offer best = offers.getFirst();
        if (offers.size() == 1) {
            return List.of(new Reason(Rules.NODE_CAPACITY, best.facilityW(), ""));
        }
        Pricing.Offer next = offers.get(1);
        double moreW = next.facilityW() - best.facilityW();
        return List.of(new Reason(Rules.FACILITY_ENERGY, moreW, "%s: %.0f W more".formatted(account.nodes().name(next
                .nodes().node(0)), moreW)));
    }

    /// Whether the nodes that a plan chose are still free for the whole gang, and nobody before it waits for them.
    boolean fits(PlacementRequest request, Start start) {
        int placed = 0;
        long end = end(request, start.startAt(), start.profile());
        Eligible eligible = new Eligible(account, request);
        for (Start.Share share : start.shares()) {
            int kept = heedsReservations(request) ? reservations.keptFrom(share.node(), end) : 0;
            int fit = Gang.fits(request, eligible.room(share.node(), kept), account.freeCpuMilli(share.node()), account
                    .freeMemMiB(share.node()));
            if (fit < share.replicas() || !account.readiness().ready(share.node())) {
                return false;
            }
            placed += share.replicas();
        }
        return placed == request.gang().replicas();
    }

    /// The price of the nodes that a plan chose, under a profile.
    Pricing.Offer offer(TrackedJob job, Start start, PowerProfile profile) {
        pricing.update();
        return pricing.offer(job.request(), profile, new NodeSet(start.shares().stream().mapToInt(
                Start.Share::node).toArray(), start.shares().stream().mapToInt(Start.Share::replicas).toArray()));
    }
}
