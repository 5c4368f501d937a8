package dev.ondol.optimizer.parking;

import dev.ondol.facility.plan.Plan.Rest;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Arrivals;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.Readiness;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.cluster.TrackedJob.Phase;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Decides every minute which nodes sleep. A node is parked when it has been without work for ten minutes and is not needed in
/// the warm reserve of its GPU model, to which nodes count that batch work would leave to a gang; it is woken when a job was
/// promised it, when jobs wait that sleeping nodes could take, and when the reserve has been used up. A node that was parked a
/// moment ago cannot be woken for half an hour: so many are never parked at once that the gangs of that time would find too few.
/// Guarded by its owner: one thread at a time.
///
/// Nodes with the highest numbers sleep first: jobs are packed from the lowest, and whole racks go dark.
public final class Parking {
    /// A node that was in use a moment ago is likely to be wanted again.
    private static final long LEAST_IDLE_MS = 10 * 60_000;

    private final Nodes nodes;
    private final Arrivals gangs;
    private final Arrivals services;
    private final WarmReserve reserve;
    private final long[] idleSince;
    private final boolean[] parked;

    /// @param gangs is told of training that comes
    public Parking(Nodes nodes, Arrivals gangs) {
        this.nodes = nodes;
        this.gangs = gangs;
        services = new Arrivals(nodes);
        reserve = new WarmReserve(nodes, gangs, services);
        idleSince = new long[nodes.count()];
        parked = new boolean[nodes.count()];
    }

    /// Lets time pass.
    ///
    /// @param now plant time in milliseconds
    public void clock(long now) {
        gangs.clock(now);
        services.clock(now);
    }

    /// A job has come. Batch work has hours: nothing is kept awake for it.
    public void came(PlacementRequest request) {
        switch (request.workload()) {
            case TRAINING -> gangs.came(request);
            case DECODE, PREFILL -> services.came(request);
            case BATCH -> {
            }
        }
    }

    /// What nodes without work are to do from now on.
    ///
    /// @param wanted tells of a node whether the newest plan wants it for a job that waits
    /// @param yields tells of a job whether it leaves for a gang of its own priority that would start too late
    /// @param now    plant time in milliseconds
    public Rest decide(Account account, IntPredicate wanted, Predicate<TrackedJob> yields, long now) {
        Readiness readiness = account.readiness();
        for (int node = 0; node < parked.length; node++) {
            boolean used = !account.empty(node) || wanted.test(node);
            if (used || idleSince[node] == 0 || readiness.of(node) == Readiness.State.WAKING) {
                idleSince[node] = now;
            }
            // Control may have refused it, or the plant may have woken it by itself: what it says is the truth.
            parked[node] = !used && readiness.of(node) == Readiness.State.PARKED;
        }
        for (String model : nodes.models()) {
            decide(account, model, yielding(account, model, yields), now);
        }
        List<String> names = new ArrayList<>();
        for (int node = 0; node < parked.length; node++) {
            if (parked[node]) {
                names.add(nodes.name(node));
            }
        }
        return new Rest(names, true);
    }

    /// How many nodes of a model, open to everybody, hold nothing but work that leaves for every gang that may come.
    private int yielding(Account account, String model, Predicate<TrackedJob> yields) {
        int leastPriority = gangs.leastPriority(model);
        BitSet yielding = new BitSet(parked.length);
        BitSet staying = new BitSet(parked.length);
        for (TrackedJob job : account.jobs()) {
            if (job.holdsNodes()) {
                BitSet those = job.request().priority() <= leastPriority && yields.test(job) ? yielding : staying;
                job.placement().assignments().stream().mapToInt(share -> nodes.index(share.node()))
                        .filter(node -> node >= 0).forEach(those::set);
            }
        }
        yielding.andNot(staying);
        return (int) IntStream.of(nodes.ofModel(model))
                .filter(node -> yielding.get(node) && account.registrations().openTo(node, "")).count();
    }

    /// @param yielding nodes of the model held by work that leaves for gangs
    private void decide(Account account, String model, int yielding, long now) {
        Readiness readiness = account.readiness();
        int[] of = nodes.ofModel(model);
        int waited = waited(account, model);
        int spare = -reserve.awake(model, yielding) - waited;
        int soon = -reserve.soon(model, yielding) - waited;
        for (int node : of) {
            boolean awake = account.empty(node) && !parked[node];
            spare += awake ? 1 : 0;
            soon += awake || parked[node] && readiness.canWake(node, now) ? 1 : 0;
        }
        for (int i = 0; i < of.length && spare < 0; i++) {
            if (parked[of[i]] && readiness.canWake(of[i], now)) {
                parked[of[i]] = false;
                spare++;
            }
        }
        for (int i = of.length - 1; i >= 0 && spare > 0 && soon > 0 && waited == 0; i--) {
            int node = of[i];
            if (account.empty(node) && readiness.ready(node) && now - idleSince[node] >= LEAST_IDLE_MS) {
                parked[node] = true;
                readiness.ordered(node, now);
                spare--;
                soon--;
            }
        }
    }

    /// Nodes that jobs without a promise would take.
    private int waited(Account account, String model) {
        int waited = 0;
        for (TrackedJob job : account.jobs()) {
            if (job.phase() == Phase.WAITING && Arrivals.accepts(job.request(), model)) {
                waited += gangs.wholeNodes(job.request(), model);
            }
        }
        return waited;
    }
}
