package dev.ondol.optimizer.extender;

import dev.ondol.facility.pod.PodRequest;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.placement.PlacementDesk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings Pods to the placement desk. A Pod that is brought again gets the answer that its job has, so kube-scheduler may repeat itself.
/// Thread-safe: one Pod at a time is decided.
final class PodDesk {
    private static final Logger log = LoggerFactory.getLogger(PodDesk.class);
    private static final long DURABLE_MS = 1_000;
    /// A start that lies no further ahead than this counts as now, milliseconds.
    private static final long SOON_MS = 60_000;

    private final PlacementDesk desk;
    private final Seats seats = new Seats();

    PodDesk(PlacementDesk desk) {
        this.desk = desk;
    }

    /// @param offered nodes on which Kubernetes would run the Pod
    Verdict decide(PodRequest pod, List<KubeNode> offered) throws InterruptedException {
        Decided decided = settle(pod, offered);
        awaitDurable(decided.answer());
        return decided.verdict();
    }

    private record Decided(PlacementDesk.Answer answer, Verdict verdict) {}

    private synchronized Decided settle(PodRequest pod, List<KubeNode> offered) {
        Set<String> ids = new HashSet<>();
        offered.forEach(node -> ids.add(node.id()));
        Optional<TrackedJob> known = desk.read(account -> account.job(pod.request().jobId()));
        if (known.isPresent() && !stranded(known.get(), pod, ids) && !narrowed(known.get(), ids)) {
            return answered(pod, desk.submit(pod.request(), Optional.empty()), ids);
        }
        known.ifPresent(job -> desk.cancel(job.placement().placementId()));
        Decided narrow = answered(pod, desk.submit(within(pod.request(), ids), Optional.empty()), ids);
        if (narrow.answer().placement().state() == Placement.State.PLACED) {
            return narrow;
        }
        // Kubernetes offers what has room now, but the job may wait for any node.
        desk.cancel(narrow.answer().placement().placementId());
        Decided wide = answered(pod, desk.submit(pod.request(), Optional.empty()), ids);
        boolean elsewhere = desk.read(account -> account.job(pod.request().jobId())).filter(job -> stranded(job, pod,
                ids)).isPresent();
        if (!elsewhere) {
            return wide;
        }
        desk.cancel(wide.answer().placement().placementId());
        Decided again = answered(pod, desk.submit(within(pod.request(), ids), Optional.empty()), ids);
        return again.verdict() instanceof Verdict.Never(String reason)
                ? new Decided(again.answer(), new Verdict.Waits(reason))
                : again;
    }

    private Decided answered(PodRequest pod, PlacementDesk.Answer answer, Set<String> offered) {
        return new Decided(answer, verdict(answer.placement(), pod, offered));
    }

    /// Where the Pod was last sent; empty where it is not known.
    synchronized Optional<String> node(PodRequest pod) {
        return seats.of(pod.request().jobId(), pod.seat());
    }

    private Verdict verdict(Placement placement, PodRequest pod, Set<String> offered) {
        return switch (placement.state()) {
            case DEFERRED -> new Verdict.Waits(Reasons.of(placement));
            case EVICTING -> new Verdict.Waits(Reasons.of(placement));
            case REJECTED, RELEASED -> new Verdict.Never(Reasons.of(placement));
            case PLACED -> {
                Long startAt = placement.startAt();
                if (startAt != null && startAt > desk.now() + SOON_MS) {
                    yield new Verdict.Waits(Reasons.startsLater(placement, startAt));
                }
                yield seats.take(placement, pod.seat(), offered).<Verdict>map(Verdict.Goes::new).orElseGet(
                        () -> new Verdict.Waits(Reasons.notOffered(placement)));
            }
        };
    }

    /// Whether a promise leads nowhere: its nodes are not offered, and no other Pod of the job stands on them.
    private boolean stranded(TrackedJob job, PodRequest pod, Set<String> offered) {
        Placement placement = job.placement();
        Long startAt = placement.startAt();
        return job.phase() == TrackedJob.Phase.PROMISED && (startAt == null || startAt <= desk.now() + SOON_MS)
                && placement.assignments().stream().noneMatch(share -> offered.contains(share.node()))
                && !seats.someoneElse(placement.jobId(), pod.seat());
    }

    /// Whether the job waits for certain nodes only, and Kubernetes offers others now.
    private static boolean narrowed(TrackedJob job, Set<String> offered) {
        return job.phase() == TrackedJob.Phase.WAITING && !job.request().candidates().isEmpty()
                && !job.request().candidates().containsAll(offered);
    }

    /// The request with its choice of nodes: those that Kubernetes offers, and those that sleep on Ondol's orders, which it cannot offer.
    private PlacementRequest within(PlacementRequest of, Set<String> offered) {
        if (offered.isEmpty()) {
            return of;
        }
        List<String> candidates = desk.read(account -> candidates(account, offered));
        return new PlacementRequest(of.jobId(), of.gang(), of.perReplica(), of.workload(), of.priority(), of.tenant(),
                of.time(), of.powerHintW(), candidates, of.dryRun(), of.budgetMs());
    }

    private static List<String> candidates(Account account, Set<String> offered) {
        Nodes nodes = account.nodes();
        List<String> candidates = new ArrayList<>();
        for (int node = 0; node < nodes.count(); node++) {
            if (offered.contains(nodes.name(node)) || !account.readiness().ready(node)) {
                candidates.add(nodes.name(node));
            }
        }
        return candidates;
    }

    private static void awaitDurable(PlacementDesk.Answer answer) throws InterruptedException {
        try {
            if (!answer.durable().get(DURABLE_MS, TimeUnit.MILLISECONDS)) {
                log.debug("The placement {} is answered before it is durable.", answer.placement().placementId());
            }
        } catch (TimeoutException e) {
            log.warn("The placement {} is answered before it is durable: the database is slow.", answer.placement()
                    .placementId());
        } catch (ExecutionException e) {
            log.warn("The placement {} is answered before it is durable.", answer.placement().placementId(), e);
        }
    }
}
