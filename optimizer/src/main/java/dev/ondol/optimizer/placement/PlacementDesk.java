package dev.ondol.optimizer.placement;

import dev.ondol.facility.plan.Levers;
import dev.ondol.facility.plan.Levers.Lever;
import dev.ondol.facility.plan.Plan.Rest;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.NodeRegistration;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Reason;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Arrivals;
import dev.ondol.optimizer.cluster.HallHeat;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.cluster.TrackedJob.Phase;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.model.Situation;
import dev.ondol.optimizer.pace.JobPaces;
import dev.ondol.optimizer.parking.Parking;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Answers placement requests and keeps account of what became of the answers. Thread-safe: one call at a time.
///
/// A placement goes DEFERRED -> PLACED -> RELEASED, or is REJECTED at once. PLACED is a lease until the scheduler reports
/// BOUND or STARTED; from then on the scheduler's list is the truth. Until then it may be taken back (DEFERRED): a node is drained, the
/// lease ends, or others leave so that it starts sooner. One that runs may become EVICTING and then waits again.
public final class PlacementDesk {
    /// Plant time for which a promise is kept, milliseconds.
    public static final long LEASE_MS = 15 * 60_000;
    /// Nodes that a waiting job gets within this time stay awake or are woken, milliseconds.
    private static final long WANTED_SOON_MS = 30 * 60_000;

    /// An answer.
    ///
    /// @param durable  completes when it is durable, or with false where that must wait
    /// @param replayed true where it had been given before
    /// @param foreign  true where the key belongs to another request, of which the placement is
    public record Answer(Placement placement, CompletableFuture<Boolean> durable, boolean replayed, boolean foreign) {}

    private final Account account;
    private final Reservations reservations;
    private final Intake intake;
    private final Promises promises;
    private final Evictions evictions;
    private final NodeBook book;
    private final Turns turns;
    private final WaitingLine line;
    private final Pricing pricing;
    private final Parking parking;
    private final Records records;
    private final JobPaces paces;
    private final Levers levers;
    private final Archive archive = new Archive();
    private final Ledger ledger;
    private final SchedulerReports reports;
    private long now;
    private long askedGpus;
    private long seenFree;

    public PlacementDesk(PlantModel model, Nodes nodes, Records records) {
        this(model, nodes, records, Levers.ALL, Quotas.NONE);
    }

    public PlacementDesk(PlantModel model, Nodes nodes, Records records, Quotas quotas) {
        this(model, nodes, records, Levers.ALL, quotas);
    }

    /// A desk that parks nodes and chooses power profiles only where these are its levers.
    public PlacementDesk(PlantModel model, Nodes nodes, Records records, Levers levers) {
        this(model, nodes, records, levers, Quotas.NONE);
    }

    private PlacementDesk(PlantModel model, Nodes nodes, Records records, Levers levers, Quotas quotas) {
        this.levers = levers;
        Arrivals gangs = new Arrivals(nodes);
        paces = new JobPaces(levers.uses(Lever.PROFILES), gangs);
        account = new Account(nodes);
        reservations = new Reservations(nodes.count());
        parking = new Parking(nodes, gangs);
        pricing = new Pricing(model, account);
        FastPath fastPath = new FastPath(account, reservations, pricing, paces, model.halls());
        turns = new Turns(nodes);
        this.records = records;
        ledger = new Ledger(account, turns, archive, records, paces);
        intake = new Intake(account, fastPath, pricing, quotas);
        promises = new Promises(account, fastPath, pricing, paces, quotas, ledger);
        StartBy startBy = new StartBy(turns);
        evictions = new Evictions(account, new Victims(account, reservations, model.halls()), startBy, fastPath,
                promises,
                ledger);
        reports = new SchedulerReports(account, ledger, records, evictions);
        line = new WaitingLine(account, reservations, fastPath, startBy, quotas, evictions);
        book = new NodeBook(account, ledger, records);
    }

    /// The plant's clock: lets leases expire. Going back means that the clock has started a new life.
    public synchronized void clock(long plantTime) {
        now = plantTime;
        parking.clock(now);
        for (TrackedJob job : account.jobs()) {
            Long expires = job.placement().leaseExpires();
            if (job.phase() == Phase.PROMISED && expires != null && expires < now) {
                ledger.expire(job, now, new Reason(Rules.LEASE, (now - expires) / 60_000.0, ""));
            }
        }
        turns.advance(now);
        evictions.advance(now);
        promises.hasten(now);
        line.advance(now, promises::promise);
        evictions.hasten(now);
    }

    /// Who waits takes what has come free since the last look: nodes of jobs that have ended, nodes that have woken.
    private void moveUp() {
        long free = ledger.freed() + account.readiness().awakenings();
        if (free != seenFree) {
            seenFree = free;
            promises.hasten(now);
            line.moveUp(now, promises::promise);
        }
    }

    /// What the plant is like now; prices follow it.
    public synchronized void situation(Situation situation) {
        pricing.situation(situation);
    }

    /// Reads the account; the function must not keep it.
    public synchronized <T> T read(Function<Account, T> question) {
        return question.apply(account);
    }

    /// Heat of the halls from the account and the meters; the function must not keep it.
    public synchronized <T> T heat(Function<HallHeat, T> question) {
        pricing.heat().update(account);
        return question.apply(pricing.heat());
    }

    /// The plant's time in milliseconds; 0 before its clock is known.
    public synchronized long now() {
        return now;
    }

    /// Decides about a request. The same key, or a job that is already known, gets the answer that it has.
    public synchronized Answer submit(PlacementRequest request, Optional<String> key) {
        if (request.rehearsal()) {
            return new Answer(intake.decide("dry-run", request, now).placement(), CompletableFuture.completedFuture(
                    true), false, false);
        }
        Optional<Placement> before = key.flatMap(archive::byKey);
        if (before.isEmpty()) {
            before = account.job(request.jobId()).map(TrackedJob::placement);
        }
        if (before.isPresent()) {
            boolean foreign = key.flatMap(archive::requestOf).filter(of -> !of.equals(request)).isPresent();
            return new Answer(before.get(), CompletableFuture.completedFuture(true), true, foreign);
        }
        Intake.Outcome outcome = intake.decide("placement-" + UUID.randomUUID(), request, now);
        Placement placement = outcome.placement();
        if (placement.state() != Placement.State.REJECTED) {
            turns.arrives(request, Math.max(now, request.time().earliestStart()));
            parking.came(request);
        }
        outcome.job().ifPresent(account::put);
        askedGpus += request.gpus();
        archive.keep(request, placement, key);
        CompletableFuture<Boolean> durable = records.saved(request, placement, key);
        ledger.explain(placement, outcome.choice(), now);
        return new Answer(outcome.choice().isPresent() ? madeRoom(placement) : placement, durable, false, false);
    }

    /// Where nothing is free, others may have to leave.
    private Placement madeRoom(Placement first) {
        Optional<TrackedJob> waiting = account.job(first.jobId()).filter(job -> job.phase() == Phase.WAITING);
        return waiting.isPresent() && evictions.makeRoom(waiting.get(), now)
                ? account.job(first.jobId()).orElseThrow().placement()
                : first;
    }

    /// The newest state of a placement.
    public synchronized Optional<Placement> find(String placementId) {
        Optional<Placement> open = account.byPlacement(placementId).map(TrackedJob::placement);
        return open.isPresent() ? open : archive.byId(placementId);
    }

    /// Takes a placement back on the scheduler's wish.
    public synchronized Optional<Placement> cancel(String placementId) {
        Optional<TrackedJob> job = account.byPlacement(placementId);
        if (job.isEmpty()) {
            return archive.byId(placementId);
        }
        Placement released = reports.cancelled(job.get(), now);
        evictions.advance(now);
        return Optional.of(released);
    }

    /// Something happened to a job. Repeated and late reports change nothing.
    public synchronized Optional<Placement> event(String placementId, PlacementEvent event) {
        Optional<TrackedJob> job = account.byPlacement(placementId);
        if (job.isEmpty()) {
            return archive.byId(placementId);
        }
        reports.happened(job.get(), event, now);
        evictions.advance(now);
        return find(placementId);
    }

    /// The scheduler's list is the truth: what runs is taken over, what should run and does not is released.
    ///
    /// @return false where a newer list has come before; then nothing has changed
    public synchronized boolean reconcile(JobList list) {
        if (!reports.isNewer(list)) {
            return false;
        }
        now = Math.max(now, list.time());
        reports.reconcile(list, now);
        evictions.advance(now);
        return true;
    }

    /// Takes over what an earlier life of this process had promised.
    public synchronized void recover(PlacementRequest request, Placement placement, boolean started) {
        if (account.job(request.jobId()).isEmpty() && Feasibility.fitsEmptySite(request, account.nodes())) {
            ledger.recover(request, placement, started);
            evictions.recovered();
        }
    }

    /// Carries out what a plan decided about waiting jobs, as far as their nodes are still free.
    ///
    /// @return placements that were promised nodes
    public synchronized List<Placement> carryOut(List<Start> starts) {
        line.planned();
        return promises.carryOut(starts, line, now);
    }

    /// Why a placement is as it is; empty where it is not known any more.
    public synchronized Optional<PlacementExplanation> explanation(String placementId) {
        return archive.explanation(placementId);
    }

    /// What the scheduler says of a node. Promises on a node that it drains are taken back: their jobs wait again.
    ///
    /// @param name of the node
    public synchronized NodeBook.Outcome register(String name, NodeRegistration registration) {
        NodeBook.Outcome outcome = book.register(name, registration, now);
        evictions.advance(now);
        return outcome;
    }

    /// What an earlier life of this process had been told of nodes.
    public synchronized void recover(String name, NodeRegistration registration) {
        book.recover(name, registration);
    }

    /// What an earlier life of this process had answered to a request with a key.
    public synchronized void recall(PlacementRequest request, Placement placement, String key) {
        if (archive.byId(placement.placementId()).isEmpty()) {
            archive.keep(placement);
        }
        archive.recall(request, placement, key);
    }

    /// What is known of a node; empty where there is none of that name.
    public synchronized Optional<NodeView> node(String name) {
        return book.view(name);
    }

    /// Nodes in the order of their names after one of them.
    ///
    /// @param after empty for the first
    public synchronized List<NodeView> nodes(String after, int most) {
        return book.views(after, most);
    }

    /// Placements that wait, are promised or run, in the order of their names after one of them.
    ///
    /// @param after empty for the first
    public synchronized List<Placement> placements(String after, int most) {
        return account.jobs().stream().map(TrackedJob::placement).filter(of -> of.placementId().compareTo(after) > 0)
                .sorted(Comparator.comparing(Placement::placementId)).limit(most).toList();
    }

    /// What each job may expect and whether it gets it, in the order of the names of the placements.
    public synchronized List<ServiceLevel> serviceLevels() {
        return account.jobs().stream().map(job -> ServiceLevel.of(job, turns.turn(job.request().jobId()), now)).sorted(
                Comparator.comparing(ServiceLevel::placementId)).toList();
    }

    /// Running jobs have told their pace: the profiles of some follow it.
    public synchronized void progress(List<JobProgress> jobs) {
        paces.told(account, jobs, now).forEach(account::put);
    }

    /// What nodes without work are to do from now on.
    public synchronized Rest rest() {
        return levers.uses(Lever.PARKING)
                ? parking.decide(account, node -> reservations.wants(node, now + WANTED_SOON_MS),
                        job -> evictions.yields(job, now), now)
                : Rest.NONE;
    }

    /// GPUs that jobs have asked for since this process started.
    public synchronized long askedGpus() {
        return askedGpus;
    }

    /// Placements that the scheduler is to stop.
    public synchronized List<Placement> evictions() {
        return account.jobs().stream().filter(job -> job.phase() == Phase.EVICTING).map(TrackedJob::placement).toList();
    }

    /// Promised placements that have not started. Who waits moves up first, where something has come free since the last look.
    public synchronized List<Placement> starts() {
        moveUp();
        return account.jobs().stream().filter(job -> job.phase() == Phase.PROMISED).map(TrackedJob::placement).toList();
    }
}
