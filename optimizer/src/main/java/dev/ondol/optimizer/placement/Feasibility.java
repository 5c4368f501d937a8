package dev.ondol.optimizer.placement;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.workload.Placement.Reason;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.problem.Gang;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Whether a request could ever run on the empty site.
final class Feasibility {
    private Feasibility() {}

    /// Why it can never run here; empty where it can.
    static List<Reason> impossible(PlacementRequest request, Nodes nodes, long now) {
        List<Reason> reasons = new ArrayList<>();
        List<String> wanted = request.perReplica().gpuModels();
        List<String> models = models(request, nodes);
        if (models.isEmpty()) {
            reasons.add(
                    new Reason(Rules.GPU_MODEL, wanted.size(), "Models here: " + String.join(", ", nodes.models())));
        } else if (nodes.count() > 0 && request.candidates().stream().allMatch(name -> nodes.index(name) < 0)
                && !request.candidates().isEmpty()) {
            reasons.add(new Reason(Rules.CANDIDATES, request.candidates().size(), "None of them is a node here."));
        } else {
            int most = models.stream().mapToInt(model -> room(request, nodes, model)).max().orElse(0);
            if (most < request.gang().replicas()) {
                reasons.add(new Reason(Rules.WHOLE_GANG, request.gang().replicas() - (double) most,
                        "At most %d replicas fit on the empty %s.".formatted(most, request.candidates().isEmpty()
                                ? "site"
                                : "candidates")));
            }
        }
        Long deadline = request.time().deadline();
        long soonest = Math.max(now, request.time().earliestStart()) + request.time().durationMs();
        if (deadline != null && soonest > deadline) {
            reasons.add(new Reason(Rules.DEADLINE, (soonest - deadline) / 60_000.0,
                    "It would end %d min too late even if it started at once.".formatted((soonest - deadline)
                            / 60_000)));
        }
        return reasons;
    }

    /// Whether the whole gang finds nodes on the empty site.
    static boolean fitsEmptySite(PlacementRequest request, Nodes nodes) {
        return models(request, nodes).stream()
                .anyMatch(model -> room(request, nodes, model) >= request.gang().replicas());
    }

    private static List<String> models(PlacementRequest request, Nodes nodes) {
        List<String> wanted = request.perReplica().gpuModels();
        return nodes.models().stream().filter(model -> wanted.isEmpty() || wanted.contains(model)).toList();
    }

    /// Replicas that fit on the empty nodes of a model; where the gang fits, at least so many as it has.
    private static int room(PlacementRequest request, Nodes nodes, String model) {
        boolean strict = request.gang().strategy() == Strategy.STRICT_PACK;
        int[] byRack = new int[strict ? nodes.racks() : 1];
        int most = 0;
        int milli = request.perReplica().shareMilli();
        Set<String> candidates = Set.copyOf(request.candidates());
        for (int node : nodes.ofModel(model)) {
            if (!candidates.isEmpty() && !candidates.contains(nodes.name(node))) {
                continue;
            }
            NodeType type = nodes.type(node);
            int fit = Gang.fits(request, milli == 0 ? type.gpus() : type.gpus() * (1000 / milli), type.cpuMilli(), type
                    .memMiB());
            int rack = strict ? nodes.rack(node) : 0;
            byRack[rack] += fit;
            most = Math.max(most, byRack[rack]);
            if (most >= request.gang().replicas()) {
                break;
            }
        }
        return most;
    }
}
