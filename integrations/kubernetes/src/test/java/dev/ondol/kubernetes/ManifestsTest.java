package dev.ondol.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.pod.PodNames;
import dev.ondol.kubernetes.options.KubernetesOptions;
import dev.ondol.optimizer.api.PlacementServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// Holds the manifests to the code: names, ports and paths.
class ManifestsTest {
    private static final Path FOLDER = Path.of("manifests");
    private static final KubernetesSerialization READER = new KubernetesSerialization();

    /// Every object of the numbered manifests and the sample.
    private static List<HasMetadata> objects() throws IOException {
        List<HasMetadata> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(name -> !name.getFileName().toString().equals("scheduler-config.yaml"))
                    .sorted()
                    .toList()) {
                for (String document : Files.readString(file).split("(?m)^---$", -1)) {
                    HasMetadata object = READER.unmarshal(document);
                    assertThat(object.getMetadata().getName()).as("a name in %s", file).isNotBlank();
                    all.add(object);
                }
            }
        }
        return all;
    }

    private static <T extends HasMetadata> T named(Class<T> type, String name) throws IOException {
        return objects().stream().filter(type::isInstance).map(type::cast)
                .filter(of -> of.getMetadata().getName().equals(
                        name))
                .findFirst().orElseThrow();
    }

    private static Map<String, Object> schedulerConfiguration() throws IOException {
        return new Yaml().load(Files.readString(FOLDER.resolve("scheduler-config.yaml")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> first(Map<String, Object> of, String key) {
        return ((List<Map<String, Object>>) Objects.requireNonNull(of.get(key), key)).getFirst();
    }

    @Test
    void theSchedulerAsksWhatIsServed() throws Exception {
        Map<String, Object> extender = first(schedulerConfiguration(), "extenders");
        Map<String, Object> document;
        try (InputStream in = Objects.requireNonNull(PlacementServer.class.getResourceAsStream("openapi.yaml"))) {
            document = new Yaml().load(in);
        }
        Map<?, ?> paths = (Map<?, ?>) Objects.requireNonNull(document.get("paths"));
        String prefix = String.valueOf(extender.get("urlPrefix"));
        String path = java.net.URI.create(prefix).getPath();
        assertThat(paths.containsKey(path + "/" + extender.get("filterVerb"))).isTrue();
        assertThat(paths.containsKey(path + "/" + extender.get("prioritizeVerb"))).isTrue();
        assertThat(java.net.URI.create(prefix).getPort()).isEqualTo(KubernetesOptions.NONE.address().getPort());
    }

    @Test
    void aDeadOndolLeavesKubernetesWorkingAndOnlyGpuPodsAreAskedFor() throws Exception {
        Map<String, Object> extender = first(schedulerConfiguration(), "extenders");
        assertThat(extender).containsEntry("ignorable", true).doesNotContainKey("bindVerb").doesNotContainKey(
                "preemptVerb");
        assertThat(first(extender, "managedResources")).isEqualTo(Map.of("name", PodNames.GPU, "ignoredByScheduler",
                false));
    }

    @Test
    void theSecondSchedulerRunsWithThatConfigurationUnderTheNameOfTheSample() throws Exception {
        ConfigMap map = named(ConfigMap.class, "ondol-scheduler");
        assertThat(new Yaml().<Object>load(map.getData().get("config.yaml"))).isEqualTo(schedulerConfiguration());
        PodTemplateSpec sample = named(Job.class, "finetune").getSpec().getTemplate();
        assertThat(first(schedulerConfiguration(), "profiles")).containsEntry("schedulerName", sample.getSpec()
                .getSchedulerName());
    }

    @Test
    void theWatcherIsStartedWithOptionsThatItUnderstandsAtTheAddressOfTheService() throws Exception {
        ConfigMap map = named(ConfigMap.class, "ondol-watcher");
        KubernetesOptions options = KubernetesOptions.read("kubernetes.yaml", Objects.requireNonNull(map.getData()
                .get("kubernetes.yaml")));
        Service service = named(Service.class, "ondol");
        assertThat(options.address().getHost()).isEqualTo("%s.%s.svc".formatted(service.getMetadata().getName(), service
                .getMetadata().getNamespace()));
        assertThat(options.address().getPort()).isEqualTo(service.getSpec().getPorts().getFirst().getPort());
        var container = named(Deployment.class, "ondol-watcher").getSpec().getTemplate().getSpec().getContainers()
                .getFirst();
        assertThat(container.getArgs()).containsExactly("kubernetes", "--config", "/etc/ondol/kubernetes.yaml");
        assertThat(KubernetesOptions.read("kubernetes.example.yaml", Files.readString(Path.of(
                "kubernetes.example.yaml"))).round()).isEqualTo(KubernetesOptions.NONE.round());
    }

    @Test
    void theWatcherMayDoWhatItDoesAndNoMore() throws Exception {
        ClusterRole role = named(ClusterRole.class, "ondol-watcher");
        assertThat(role.getRules()).hasSize(3);
        assertThat(role.getRules().get(0).getResources()).containsExactly("nodes");
        assertThat(role.getRules().get(0).getVerbs()).containsExactlyInAnyOrder("get", "list", "watch");
        assertThat(role.getRules().get(1).getResources()).containsExactly("pods");
        assertThat(role.getRules().get(1).getVerbs()).containsExactlyInAnyOrder("get", "list", "watch", "patch");
        assertThat(role.getRules().get(2).getResources()).containsExactly("pods/eviction");
        assertThat(role.getRules().get(2).getVerbs()).containsExactly("create");
    }

    @Test
    void everythingLiesInANamespaceAndRunsUnderAnAccountThatIsThere() throws Exception {
        Set<String> namespaces = new HashSet<>();
        Set<String> accounts = new HashSet<>();
        for (HasMetadata object : objects()) {
            if (object instanceof Namespace) {
                namespaces.add(object.getMetadata().getName());
            } else if (object instanceof ServiceAccount) {
                accounts.add(object.getMetadata().getName());
            }
        }
        for (HasMetadata object : objects()) {
            if (object instanceof Deployment deployment) {
                assertThat(namespaces).contains(deployment.getMetadata().getNamespace());
                assertThat(accounts).contains(deployment.getSpec().getTemplate().getSpec().getServiceAccountName());
            }
        }
    }

    @Test
    void theSampleUsesNamesThatTheCodeKnows() throws Exception {
        Set<String> known = new HashSet<>();
        for (Field field : PodNames.class.getFields()) {
            known.add(String.valueOf(field.get(null)));
        }
        PodTemplateSpec template = named(Job.class, "finetune").getSpec().getTemplate();
        assertThat(known).containsAll(template.getMetadata().getAnnotations().keySet());
        assertThat(template.getSpec().getSchedulingGates()).singleElement().satisfies(gate -> assertThat(gate.getName())
                .isEqualTo(PodNames.GATE));
        assertThat(template.getSpec().getContainers().getFirst().getResources().getLimits()).containsKey(PodNames.GPU);
        assertThat(template.getMetadata().getAnnotations()).containsEntry(PodNames.GANG_SIZE, String.valueOf(named(
                Job.class, "finetune").getSpec().getParallelism()));
    }
}
