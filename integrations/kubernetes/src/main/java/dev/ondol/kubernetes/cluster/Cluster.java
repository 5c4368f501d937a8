package dev.ondol.kubernetes.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ondol.facility.pod.PodNames;
import dev.ondol.facility.pod.PodRequest;
import dev.ondol.facility.pod.UnusablePod;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Kubernetes cluster through its API server. Calls throw [KubernetesClientException] where it does not answer.
public final class Cluster {
    private static final Logger log = LoggerFactory.getLogger(Cluster.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int GONE = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;
    private final Set<String> toldOf = ConcurrentHashMap.newKeySet();

    public Cluster(KubernetesClient client) {
        this.client = client;
    }

    /// All Pods with GPUs, those that have ended too as long as Kubernetes keeps them.
    ///
    /// @param plantMillis now, 0 where it is not known
    public List<SeenPod> pods(long plantMillis) {
        List<SeenPod> seen = new ArrayList<>();
        for (Pod pod : client.pods().inAnyNamespace().list().getItems()) {
            request(pod, plantMillis).ifPresent(request -> seen.add(seen(pod, request)));
        }
        return seen;
    }

    public List<SeenNode> nodes() {
        return client.nodes().list().getItems().stream().map(Cluster::seen).toList();
    }

    private static SeenNode seen(Node node) {
        String name = node.getMetadata().getName();
        Map<String, String> labels = node.getMetadata().getLabels();
        boolean cordoned = node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
        return new SeenNode(name, labels == null ? name : labels.getOrDefault(PodNames.NODE, name), !cordoned);
    }

    private static SeenPod seen(Pod pod, PodRequest request) {
        var status = Optional.ofNullable(pod.getStatus());
        SeenPod.Phase phase = switch (status.map(of -> of.getPhase()).orElse("Pending")) {
            case "Running" -> SeenPod.Phase.RUNNING;
            case "Succeeded" -> SeenPod.Phase.SUCCEEDED;
            case "Failed" -> SeenPod.Phase.FAILED;
            default -> SeenPod.Phase.WAITING;
        };
        boolean gated = pod.getSpec().getSchedulingGates() != null && pod.getSpec().getSchedulingGates().stream()
                .anyMatch(gate -> gate.getName().equals(PodNames.GATE));
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return new SeenPod(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), request, Optional.ofNullable(
                pod.getSpec().getNodeName()).filter(node -> !node.isBlank()), phase, status
                        .map(of -> of
                                .getStartTime())
                        .map(Instant::parse),
                gated, annotations == null ? Map.of() : annotations);
    }

    private Optional<PodRequest> request(Pod pod, long plantMillis) {
        JsonNode json;
        try {
            json = MAPPER.readTree(client.getKubernetesSerialization().asJson(pod));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A Pod must have a JSON form.", e);
        }
        try {
            return PodRequest.of(json, plantMillis);
        } catch (UnusablePod e) {
            if (toldOf.add(pod.getMetadata().getUid())) {
                log.warn("Pod {}/{} does not say clearly what it wants, and counts as if it had no annotations: {}", pod
                        .getMetadata().getNamespace(), pod.getMetadata().getName(), e.getMessage());
            }
            return plainly(json, plantMillis);
        }
    }

    /// Without its annotations: it holds GPUs whatever it wishes.
    private static Optional<PodRequest> plainly(JsonNode pod, long plantMillis) {
        try {
            if (pod.path("metadata") instanceof ObjectNode metadata) {
                metadata.remove("annotations");
            }
            return PodRequest.of(pod, plantMillis);
        } catch (UnusablePod e) {
            return Optional.empty();
        }
    }

    /// Lets kube-scheduler have the Pod.
    ///
    /// @return false where the Pod is gone or has just been changed by another: look again
    public boolean openGate(SeenPod pod) {
        return edit(pod, found -> new PodBuilder(found).editSpec().withSchedulingGates(found.getSpec()
                .getSchedulingGates().stream().filter(gate -> !gate.getName().equals(PodNames.GATE)).toList()).endSpec()
                .build());
    }

    /// Asks Kubernetes to stop a Pod by the Eviction API, which heeds disruption budgets and grace periods.
    ///
    /// @return false where a budget does not allow it now, or the Pod is gone
    public boolean evict(SeenPod pod) {
        try {
            return Boolean.TRUE.equals(client.pods().inNamespace(pod.namespace()).withName(pod.name())
                    .evict(new EvictionBuilder()
                            .withNewMetadata().withName(pod.name()).withNamespace(pod.namespace()).endMetadata()
                            .build()));
        } catch (KubernetesClientException e) {
            if (e.getCode() == GONE || e.getCode() == CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    /// Writes annotations for people to read; those that stand there already cost nothing.
    public void annotate(SeenPod pod, Map<String, String> notes) {
        boolean there = notes.entrySet().stream().allMatch(note -> note.getValue().equals(pod.annotations().get(note
                .getKey())));
        if (!there) {
            edit(pod, found -> {
                Map<String, String> all = new HashMap<>();
                if (found.getMetadata().getAnnotations() != null) {
                    all.putAll(found.getMetadata().getAnnotations());
                }
                all.putAll(notes);
                return new PodBuilder(found).editMetadata().withAnnotations(all).endMetadata().build();
            });
        }
    }

    private boolean edit(SeenPod pod, java.util.function.UnaryOperator<Pod> change) {
        try {
            client.pods().inNamespace(pod.namespace()).withName(pod.name()).edit(change);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == GONE || e.getCode() == CONFLICT || e.getCode() == UNPROCESSABLE) {
                log.info("Pod {}/{} has changed meanwhile; it is looked at again.", pod.namespace(), pod.name());
                return false;
            }
            throw e;
        }
    }
}
