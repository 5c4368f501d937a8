package dev.ondol.optimizer.extender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ondol.facility.pod.PodRequest;
import dev.ondol.facility.pod.UnusablePod;
import dev.ondol.facility.workload.Placement;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.placement.PlacementDesk;
import java.util.List;
import java.util.Optional;

/// Answers kube-scheduler in the extender protocol of version 1 (k8s.io/kube-scheduler/extender/v1): bodies in, bodies out. Whatever
/// comes in, something that kube-scheduler understands goes out. Thread-safe.
public final class Extender {
    private static final int BEST = 10;

    private final PlacementDesk desk;
    private final PodDesk pods;
    private final NodeNames names = new NodeNames();

    public Extender(PlacementDesk desk) {
        this.desk = desk;
        pods = new PodDesk(desk);
    }

    /// Which of the nodes the Pod may run on: ExtenderArgs in, ExtenderFilterResult out.
    public byte[] filter(byte[] body) throws InterruptedException {
        ExtenderArgs args;
        try {
            args = ExtenderArgs.read(body, names);
        } catch (ExtenderArgs.Malformed e) {
            return write(result(null, null, "", false, String.valueOf(e.getMessage())));
        }
        return write(switch (verdict(args)) {
            case Verdict.NotOurs() -> result(args, null, "", false, "");
            case Verdict.Goes(String node) -> result(args, node, Reasons.chosen(node), false, "");
            case Verdict.Waits(String reason) -> result(args, "", reason, false, "");
            case Verdict.Never(String reason) -> result(args, "", reason, true, "");
        });
    }

    /// How good each node is: ExtenderArgs in, HostPriorityList out. The node that filter chose has 10, the others 0.
    public byte[] prioritize(byte[] body) {
        ArrayNode list = ExtenderArgs.MAPPER.createArrayNode();
        try {
            ExtenderArgs args = ExtenderArgs.read(body, names);
            Optional<String> chosen = PodRequest.of(args.pod(), desk.now()).flatMap(pods::node);
            for (KubeNode node : args.nodes()) {
                boolean best = chosen.isPresent() && chosen.get().equals(node.id());
                list.addObject().put("Host", node.name()).put("Score", best ? BEST : 0);
            }
        } catch (ExtenderArgs.Malformed | UnusablePod e) {
            return write(ExtenderArgs.MAPPER.createArrayNode());
        }
        return write(list);
    }

    /// Takes the site's ids of nodes whose names in Kubernetes are others: {"nodes":[{"name","id"}]}.
    ///
    /// @return what is wrong with the body; empty where nothing is
    public Optional<String> nodes(byte[] body) {
        try {
            JsonNode list = ExtenderArgs.object(body).path("nodes");
            if (!list.isArray()) {
                return Optional.of("nodes must be a list.");
            }
            for (JsonNode node : list) {
                if (!node.path("name").isTextual() || !node.path("id").isTextual()) {
                    return Optional.of("Each of nodes must have a name and an id.");
                }
            }
            list.forEach(node -> names.learn(node.path("name").asText(), node.path("id").asText()));
            return Optional.empty();
        } catch (ExtenderArgs.Malformed e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// The open placement of a job; empty where it has none.
    public Optional<Placement> placement(String jobId) {
        return desk.read(account -> account.job(jobId).map(TrackedJob::placement));
    }

    private Verdict verdict(ExtenderArgs args) throws InterruptedException {
        try {
            Optional<PodRequest> request = PodRequest.of(args.pod(), desk.now());
            return request.isEmpty() ? new Verdict.NotOurs() : pods.decide(request.get(), args.nodes());
        } catch (UnusablePod e) {
            return new Verdict.Never("ondol: " + e.getMessage());
        }
    }

    /// @param args   null where they could not be read
    /// @param node   id of the only node that passes, null for all
    /// @param reason why the others fail
    private static ObjectNode result(@org.jspecify.annotations.Nullable ExtenderArgs args,
            @org.jspecify.annotations.Nullable String node, String reason, boolean forGood,
            String error) {
        ObjectNode result = ExtenderArgs.MAPPER.createObjectNode();
        ArrayNode names = ExtenderArgs.MAPPER.createArrayNode();
        ArrayNode items = ExtenderArgs.MAPPER.createArrayNode();
        ObjectNode failed = ExtenderArgs.MAPPER.createObjectNode();
        List<KubeNode> nodes = args == null ? List.of() : args.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            if (node != null && !node.equals(nodes.get(i).id())) {
                failed.put(nodes.get(i).name(), reason);
            } else if (args != null && args.named()) {
                names.add(nodes.get(i).name());
            } else if (args != null) {
                items.add(args.items().get(i));
            }
        }
        if (args != null && !args.named()) {
            ObjectNode list = ExtenderArgs.MAPPER.createObjectNode().put("kind", "NodeList").put("apiVersion", "v1");
            list.set("items", items);
            result.set("Nodes", list);
            result.putNull("NodeNames");
        } else {
            result.putNull("Nodes");
            result.set("NodeNames", names);
        }
        ObjectNode none = ExtenderArgs.MAPPER.createObjectNode();
        result.set("FailedNodes", forGood ? none : failed);
        result.set("FailedAndUnresolvableNodes", forGood ? failed : none);
        return result.put("Error", error);
    }

    private static byte[] write(JsonNode answer) {
        try {
            return ExtenderArgs.MAPPER.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON must have a JSON form.", e);
        }
    }
}
