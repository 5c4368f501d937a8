package dev.ondol.optimizer.extender;

import dev.ondol.facility.workload.Placement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which Pod of a gang goes to which of the gang's nodes: a Pod that asks again gets the same node. Guarded by its owner.
final class Seats {
    private static final int MOST_JOBS = 10_000;

    /// Nodes by Pod, for one placement.
    private record Plan(String placementId, Map<String, String> nodeOf) {}

    /// The one that was asked for longest ago is forgotten first: its Pods are long bound, or gone.
    private final Map<String, Plan> plans = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Plan> eldest) {
            return size() > MOST_JOBS;
        }
    };

    /// @param offered ids of nodes on which Kubernetes sees room for this Pod
    /// @return id of its node; empty where none of the gang's places is offered
    Optional<String> take(Placement placement, String pod, Set<String> offered) {
        Plan plan = plans.get(placement.jobId());
        if (plan == null || !plan.placementId().equals(placement.placementId())) {
            plan = new Plan(placement.placementId(), new LinkedHashMap<>());
            plans.put(placement.jobId(), plan);
        }
        Map<String, Integer> room = new HashMap<>();
        placement.assignments().forEach(share -> room.merge(share.node(), share.replicas(), Integer::sum));
        String before = plan.nodeOf().get(pod);
        if (before != null && room.containsKey(before) && offered.contains(before)) {
            return Optional.of(before);
        }
        plan.nodeOf().remove(pod);
        plan.nodeOf().values().forEach(node -> room.merge(node, -1, Integer::sum));
        for (Placement.Assignment share : placement.assignments()) {
            if (room.getOrDefault(share.node(), 0) > 0 && offered.contains(share.node())) {
                plan.nodeOf().put(pod, share.node());
                return Optional.of(share.node());
            }
        }
        return inherited(plan, placement, pod, offered);
    }

    /// All places are taken, but Kubernetes sees room on one of them: the Pod that had it is gone, and this one stands in for it.
    private static Optional<String> inherited(Plan plan, Placement placement, String pod, Set<String> offered) {
        if (plan.nodeOf().size() < placement.assignments().stream().mapToInt(Placement.Assignment::replicas).sum()) {
            return Optional.empty();
        }
        for (Map.Entry<String, String> taken : plan.nodeOf().entrySet()) {
            if (offered.contains(taken.getValue())) {
                String node = taken.getValue();
                plan.nodeOf().remove(taken.getKey());
                plan.nodeOf().put(pod, node);
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    /// Whether another Pod of the job has a place already.
    boolean someoneElse(String jobId, String pod) {
        Plan plan = plans.get(jobId);
        return plan != null && plan.nodeOf().keySet().stream().anyMatch(other -> !other.equals(pod));
    }

    /// The node of that Pod; empty where it has none.
    Optional<String> of(String jobId, String pod) {
        Plan plan = plans.get(jobId);
        return plan == null ? Optional.empty() : Optional.ofNullable(plan.nodeOf().get(pod));
    }
}
