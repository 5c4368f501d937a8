package dev.ondol.kubernetes.round;

import dev.ondol.client.HttpPlacementApi;
import dev.ondol.client.OndolUnavailable;
import dev.ondol.client.PlacementApi;
import dev.ondol.client.Problem;
import dev.ondol.facility.pod.PodNames;
import dev.ondol.facility.workload.Placement;
import dev.ondol.kubernetes.cluster.Cluster;
import dev.ondol.kubernetes.cluster.SeenJob;
import dev.ondol.kubernetes.cluster.SeenPod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks for places of jobs whose Pods stand at Ondol's scheduling gate, and opens it at their time.
final class Gates {
    private static final Logger log = LoggerFactory.getLogger(Gates.class);
    /// kube-scheduler needs a moment: gates open this much before the start, milliseconds.
    private static final long AHEAD_MS = 30_000;

    private final Cluster cluster;
    private final HttpPlacementApi ondol;

    Gates(Cluster cluster, HttpPlacementApi ondol) {
        this.cluster = cluster;
        this.ondol = ondol;
    }

    /// @param plantMillis now
    /// @return the placement that it has; empty where nothing stands at the gate, or the gang is not complete
    Optional<Placement> attend(SeenJob job, long plantMillis) throws OndolUnavailable {
        List<SeenPod> gated = job.gated();
        if (gated.isEmpty()) {
            return Optional.empty();
        }
        int replicas = job.request().gang().replicas();
        if (job.open().size() < replicas) {
            note(gated, PodNames.WAITS_FOR, "the other Pods of the gang: %d of %d are here".formatted(job.open().size(),
                    replicas));
            return Optional.empty();
        }
        switch (ondol.place(job.request())) {
            case PlacementApi.Reply.Refused(Problem reason) -> {
                note(gated, PodNames.WAITS_FOR, "a request that Ondol understands: " + reason);
                return Optional.empty();
            }
            case PlacementApi.Reply.Answered(Placement placement) -> {
                follow(job, gated, placement, plantMillis);
                return Optional.of(placement);
            }
        }
    }

    private void follow(SeenJob job, List<SeenPod> gated, Placement placement, long plantMillis) {
        String reasons = placement.reasons().stream().map(Placement.Reason::constraint).collect(Collectors.joining(
                "; "));
        switch (placement.state()) {
            case DEFERRED, EVICTING -> note(gated, PodNames.WAITS_FOR, reasons);
            case REJECTED -> note(gated, PodNames.WAITS_FOR, "nothing: the job can never run here: " + reasons);
            case RELEASED -> note(gated, PodNames.WAITS_FOR, "a new placement: " + reasons);
            case PLACED -> {
                long startAt = Optional.ofNullable(placement.startAt()).orElse(plantMillis);
                note(gated, PodNames.START_AT, Instant.ofEpochMilli(startAt).toString());
                if (startAt <= plantMillis + AHEAD_MS) {
                    gated.forEach(cluster::openGate);
                    log.info("Job {} may start: {}.", job.id(), placement.assignments());
                }
            }
        }
    }

    private void note(List<SeenPod> pods, String name, String text) {
        pods.forEach(pod -> cluster.annotate(pod, Map.of(name, text)));
    }

    /// Ondol is dead: Kubernetes goes on without it.
    void openAll() {
        List<SeenPod> gated = cluster.pods(0).stream().filter(pod -> pod.open() && pod.gated()).toList();
        gated.forEach(cluster::openGate);
        if (!gated.isEmpty()) {
            log.warn("Ondol has not answered for too long: {} Pods were let go without it.", gated.size());
        }
    }
}
