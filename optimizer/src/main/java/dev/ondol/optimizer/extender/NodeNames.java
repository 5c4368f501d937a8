package dev.ondol.optimizer.extender;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ondol.facility.pod.PodNames;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How Kubernetes calls the nodes of the site: by their own id, unless a label of the node (see [PodNames#NODE]) says otherwise. What was seen in a
/// whole node, or told by the watcher, holds for those that come by name only. Thread-safe.
final class NodeNames {
    private static final int MOST = 100_000;

    private final Map<String, String> ids = new ConcurrentHashMap<>();

    KubeNode node(String name) {
        return new KubeNode(name, ids.getOrDefault(name, name));
    }

    KubeNode node(String name, JsonNode labels) {
        String id = labels.path(PodNames.NODE).asText("");
        learn(name, id.isBlank() ? name : id);
        return node(name);
    }

    void learn(String name, String id) {
        if (id.equals(name)) {
            ids.remove(name);
        } else if (ids.size() < MOST || ids.containsKey(name)) {
            ids.put(name, id);
        }
    }
}
