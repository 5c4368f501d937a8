package dev.ondol.kubernetes;

import dev.ondol.facility.pod.PodNames;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSchedulingGate;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An API server that keeps what it is told, and a test that plays kube-scheduler and kubelet.
final class TestCluster implements AutoCloseable {
    static final String NAMESPACE = "lab";

    private final KubernetesMockServer server = new KubernetesMockServer(new Context(), new MockWebServer(),
            new HashMap<>(), new Dispatching(), false);
    /// Pods that the API server was asked to evict; what becomes of them is the test's affair.
    final List<String> evicted = new CopyOnWriteArrayList<>();
    final KubernetesClient client;

    /// fabric8's dispatcher does not know the Eviction API.
    private final class Dispatching extends KubernetesCrudDispatcher {
        private static final Pattern EVICTION = Pattern.compile(".*/pods/([^/]+)/eviction");

        @Override
        public MockResponse handleCreate(RecordedRequest request) {
            Matcher path = EVICTION.matcher(String.valueOf(request.getPath()));
            if (!path.matches()) {
                return super.handleCreate(request);
            }
            if (!String.valueOf(request.getUtf8Body()).contains("\"policy/v1\"")) {
                return new MockResponse().setResponseCode(400);
            }
            evicted.add(path.group(1));
            return new MockResponse().setResponseCode(201)
                    .setBody("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}");
        }
    }

    TestCluster() {
        server.init();
        client = server.createClient();
    }

    KubernetesClient anotherClient() {
        return server.createClient();
    }

    void node(String name, String id) {
        client.nodes().resource(new NodeBuilder().withNewMetadata().withName(name).withLabels(Map.of(PodNames.NODE, id))
                .endMetadata().withNewSpec().endSpec().build()).create();
    }

    void pod(String name, int gpus, boolean gated, Map<String, String> annotations) {
        client.pods().inNamespace(NAMESPACE).resource(new PodBuilder().withNewMetadata().withName(name).withAnnotations(
                annotations)
                .endMetadata().withNewSpec().withSchedulingGates(gated
                        ? List.of(new PodSchedulingGate(PodNames.GATE), new PodSchedulingGate("other/gate"))
                        : List.of())
                .addNewContainer().withName("main").withNewResources().addToLimits("nvidia.com/gpu", new Quantity(String
                        .valueOf(gpus)))
                .addToRequests("cpu", new Quantity("2")).endResources().endContainer().endSpec()
                .build()).create();
    }

    /// What the job of a lone Pod is called; the API server gives it.
    String uid(String name) {
        return get(name).getMetadata().getUid();
    }

    Pod get(String name) {
        return client.pods().inNamespace(NAMESPACE).withName(name).get();
    }

    List<String> gates(String name) {
        List<PodSchedulingGate> gates = get(name).getSpec().getSchedulingGates();
        return gates == null ? List.of() : gates.stream().map(PodSchedulingGate::getName).toList();
    }

    /// As kube-scheduler does.
    void bind(String name, String node) {
        client.pods().inNamespace(NAMESPACE).withName(name).edit(pod -> new PodBuilder(pod).editSpec().withNodeName(
                node).endSpec().build());
    }

    /// As a kubelet does.
    void phase(String name, String phase, long startMillis) {
        client.pods().inNamespace(NAMESPACE).withName(name).editStatus(pod -> new PodBuilder(pod).editOrNewStatus()
                .withPhase(phase).withStartTime(Instant.ofEpochMilli(startMillis).toString()).endStatus().build());
    }

    void delete(String name) {
        client.pods().inNamespace(NAMESPACE).withName(name).delete();
    }

    void cordon(String node) {
        client.nodes().withName(node).edit(found -> new NodeBuilder(found).editSpec().withUnschedulable(true).endSpec()
                .build());
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
