package dev.ondol.optimizer.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How often each kind of request comes: what a policy may know of the future.
///
/// @param kinds the most frequent first
public record RequestMix(List<Kind> kinds) {
    /// One kind of request and its share of the requests listed, 0 to 1.
    public record Kind(GpuRequest request, double share) {}

    public RequestMix {
        kinds = List.copyOf(kinds);
    }

    /// The most frequent kinds that together make up a part of the requests, their shares scaled to a sum of 1: "typical pods" of Weng et al.,
    /// "Beware of Fragmentation: Scheduling GPU-Sharing Workloads with Fragmentation Gradient Descent", USENIX ATC 2023.
    ///
    /// @param part 0 to 1; 0.95 in the publication, 1 for all
    public static RequestMix of(List<GpuRequest> requests, double part) {
        Map<GpuRequest, Integer> counts = new LinkedHashMap<>();
        requests.forEach(request -> counts.merge(request, 1, Integer::sum));
        List<Map.Entry<GpuRequest, Integer>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Comparator.comparingInt(entry -> -entry.getValue()));
        List<Map.Entry<GpuRequest, Integer>> chosen = new ArrayList<>();
        double covered = 0;
        for (Map.Entry<GpuRequest, Integer> entry : sorted) {
            if (covered >= part * requests.size()) {
                break;
            }
            covered += entry.getValue();
            chosen.add(entry);
        }
        double all = covered;
        return new RequestMix(chosen.stream().map(entry -> new Kind(entry.getKey(), entry.getValue() / all)).toList());
    }
}
