package dev.ondol.kubernetes.round;

import dev.ondol.client.HttpPlacementApi;
import dev.ondol.client.OndolUnavailable;
import dev.ondol.kubernetes.cluster.SeenNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells Ondol how nodes are called and which are cordoned. One thread.
final class NodeReports {
    private final HttpPlacementApi ondol;
    private final Map<String, Boolean> told = new HashMap<>();

    NodeReports(HttpPlacementApi ondol) {
        this.ondol = ondol;
    }

    /// @param again      true: all that differs from the usual is told again, for an Ondol that has started anew
    /// @param wallMillis now
    void tell(List<SeenNode> nodes, boolean again, long wallMillis) throws OndolUnavailable {
        List<HttpPlacementApi.NodeName> names = nodes.stream().filter(node -> !node.id().equals(node.name())).map(
                node -> new HttpPlacementApi.NodeName(node.name(), node.id())).toList();
        if (!names.isEmpty()) {
            ondol.nodes(names);
        }
        for (SeenNode node : nodes) {
            boolean before = told.getOrDefault(node.id(), true);
            if (node.takesJobs() != before || again && !node.takesJobs()) {
                ondol.node(node.id(), node.takesJobs(), wallMillis);
                told.put(node.id(), node.takesJobs());
            }
        }
    }
}
