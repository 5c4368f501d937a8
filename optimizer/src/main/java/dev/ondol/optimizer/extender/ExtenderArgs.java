package dev.ondol.optimizer.extender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What kube-scheduler sends: a Pod and the nodes that it would take, by name (nodeCacheCapable true) or whole.
///
/// @param pod   v1.Pod
/// @param named true where the nodes came by name
/// @param nodes in the order in which they came
/// @param items v1.Node of each where they came whole; else empty
record ExtenderArgs(JsonNode pod, boolean named, List<KubeNode> nodes, List<JsonNode> items) {
    static final ObjectMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(200).build()).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /// The body is not what kube-scheduler sends.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    ExtenderArgs {
        nodes = List.copyOf(nodes);
        items = List.copyOf(items);
    }

    /// @param names Ondol's ids of nodes, by their names in Kubernetes
    static ExtenderArgs read(byte[] body, NodeNames names) throws Malformed {
        JsonNode args = object(body);
        JsonNode pod = field(args, "Pod");
        if (!pod.isObject()) {
            throw new Malformed("Pod must be an object (v1.Pod).");
        }
        JsonNode byName = field(args, "NodeNames");
        JsonNode whole = field(args, "Nodes");
        if (byName.isArray()) {
            List<KubeNode> nodes = new ArrayList<>();
            for (JsonNode name : byName) {
                if (!name.isTextual()) {
                    throw new Malformed("NodeNames must be a list of texts.");
                }
                nodes.add(names.node(name.asText()));
            }
            return new ExtenderArgs(pod, true, nodes, List.of());
        }
        JsonNode list = field(whole, "items");
        if (whole.isObject() && (list.isArray() || list.isNull() || list.isMissingNode())) {
            List<KubeNode> nodes = new ArrayList<>();
            List<JsonNode> items = new ArrayList<>();
            for (JsonNode node : list) {
                JsonNode name = node.path("metadata").path("name");
                if (!name.isTextual()) {
                    throw new Malformed("Each of Nodes.items must have a metadata.name.");
                }
                nodes.add(names.node(name.asText(), node.path("metadata").path("labels")));
                items.add(node);
            }
            return new ExtenderArgs(pod, false, nodes, items);
        }
        throw new Malformed("Either NodeNames must be a list of texts, or Nodes a v1.NodeList.");
    }

    static JsonNode object(byte[] body) throws Malformed {
        try {
            JsonNode args = MAPPER.readTree(body);
            if (args == null || !args.isObject()) {
                throw new Malformed("The body must be a JSON object.");
            }
            return args;
        } catch (JsonProcessingException e) {
            throw new Malformed("The body is not JSON: %s".formatted(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new Malformed("The body is not JSON in UTF-8.");
        }
    }

    /// A field of a Go structure without JSON tags: Go reads its keys whatever their case, so it may be sent in any.
    static JsonNode field(JsonNode of, String name) {
        if (of.has(name)) {
            return of.path(name);
        }
        for (Map.Entry<String, JsonNode> entry : of.properties()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return entry.getValue();
            }
        }
        return of.path(name);
    }
}
