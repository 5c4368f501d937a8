package dev.ondol.optimizer.extender;

import dev.ondol.facility.pod.PodRequest;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.placement.PlacementDesk;
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
        PlacementRequest request = pod.request();
        PlacementDesk.Answer answer = desk.submit(request, Optional.empty());
        Verdict verdict = verdict(answer.placement(), pod, ids);
        if (verdict instanceof Verdict.Waits && answer.replayed() && stranded(answer.placement(), pod, ids)) {
            desk.cancel(answer.placement().placementId());
            answer = desk.submit(request, Optional.empty());
            verdict = verdict(answer.placement(), pod, ids);
        }
        return new Decided(answer, verdict);
    }

    /// Where the Pod was last sent; empty where it is not known.
    synchronized Optional<String> node(PodRequest pod) {
        return seats.of(pod.request().jobId(), pod.seat());
    }

    private Verdict verdict(Placement placement, PodRequest pod, Set<String> offered) {
        return switch (placement.state()) {
            case DEFERRED -> new Verdict.Waits(Reasons.of(placement));
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

    /// Whether an earlier promise leads nowhere: its nodes are not offered any more, and no other Pod of the job stands on them.
    private boolean stranded(Placement placement, PodRequest pod, Set<String> offered) {
        boolean promised = desk.read(account -> account.job(placement.jobId()).filter(job -> job
                .phase() == TrackedJob.Phase.PROMISED).isPresent());
        Long startAt = placement.startAt();
        return promised && (startAt == null || startAt <= desk.now() + SOON_MS)
                && placement.assignments().stream().noneMatch(share -> offered.contains(share.node()))
                && !seats.someoneElse(placement.jobId(), pod.seat());
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
