package dev.ondol.kubernetes.cluster;

import dev.ondol.facility.workload.PlacementRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The Pods of one job at one moment.
///
/// @param request what its first Pod asks for
public record SeenJob(String id, PlacementRequest request, List<SeenPod> pods) {
    public SeenJob {
        pods = List.copyOf(pods);
    }

    public static List<SeenJob> of(List<SeenPod> pods) {
        Map<String, List<SeenPod>> byJob = new LinkedHashMap<>();
        pods.forEach(pod -> byJob.computeIfAbsent(pod.request().request().jobId(), ignored -> new ArrayList<>()).add(
                pod));
        return byJob.entrySet().stream().map(entry -> new SeenJob(entry.getKey(), entry.getValue().getFirst().request()
                .request(), entry.getValue())).toList();
    }

    public List<SeenPod> open() {
        return pods.stream().filter(SeenPod::open).toList();
    }

    public List<SeenPod> bound() {
        return pods.stream().filter(SeenPod::bound).toList();
    }

    public List<SeenPod> gated() {
        return pods.stream().filter(pod -> pod.open() && pod.gated()).toList();
    }
}
