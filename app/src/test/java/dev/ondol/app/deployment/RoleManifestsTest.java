package dev.ondol.app.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ondol.app.Ondol;
import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.config.OndolConfiguration;
import dev.ondol.app.plant.RegisterMapFile;
import dev.ondol.optimizer.OptimizerOptions;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/// Holds the Kubernetes manifests of the roles to the program: commands, keys, secrets, probes, what listens.
class RoleManifestsTest {
    private static final Path FILE = Path.of("..", "integrations", "kubernetes", "roles", "ondol-roles.yaml");

    @TempDir
    Path folder = Path.of("target");

    private final List<Map<?, ?>> objects = new ArrayList<>();
    /// Containers by name.
    private final Map<String, Map<?, ?>> containers = new TreeMap<>();
    private final Map<String, Map<?, ?>> workloads = new TreeMap<>();

    RoleManifestsTest() throws Exception {
        for (Object document : new Yaml().loadAll(Files.readString(FILE))) {
            objects.add((Map<?, ?>) document);
        }
        for (Map<?, ?> object : objects) {
            if (object.get("spec") instanceof Map<?, ?> spec && spec.containsKey("template")) {
                workloads.put(String.valueOf(at(object, "metadata").get("name")), spec);
                for (Object container : (List<?>) got(at(at(spec, "template"), "spec"), "containers")) {
                    containers.put(String.valueOf(((Map<?, ?>) container).get("name")), (Map<?, ?>) container);
                }
            }
        }
    }

    private static Object got(Map<?, ?> of, String key) {
        return Objects.requireNonNull(of.get(key), key);
    }

    private static Map<?, ?> at(Map<?, ?> of, String key) {
        return (Map<?, ?>) got(of, key);
    }

    private static List<String> words(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    private Map<?, ?> spec(String workload) {
        return Objects.requireNonNull(workloads.get(workload), workload);
    }

    private Map<?, ?> container(String name) {
        return Objects.requireNonNull(containers.get(name), name);
    }

    private ConfigurationFile configuration() throws Exception {
        Map<?, ?> data = at(objects.getFirst(), "data");
        for (Map.Entry<?, ?> file : data.entrySet()) {
            Files.writeString(folder.resolve(String.valueOf(file.getKey())), String.valueOf(file.getValue()));
        }
        return ConfigurationFile.read(folder.resolve("ondol.yaml"), Map.of());
    }

    @Test
    void eachContainerRunsARoleThatThereIs() {
        assertThat(containers.keySet()).containsExactly("control", "dashboard", "gateway", "ingest", "optimize");
        containers.forEach((name, container) -> {
            List<String> arguments = words(got(container, "args"));
            assertThat(arguments).as(name).containsExactly(name, "--config", "/etc/ondol/ondol.yaml");
            assertThatCode(() -> Ondol.commandLine(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer
                    .nullWriter())).parseArgs(arguments.toArray(String[]::new))).as(name).doesNotThrowAnyException();
        });
    }

    @Test
    void theConfigurationIsOneThatIsReadAndBeginsInShadow() throws Exception {
        OndolConfiguration read = configuration().configuration();
        assertThat(read.control().orElseThrow().mode()).contains(OndolConfiguration.InitialMode.SHADOW);
        assertThat(RegisterMapFile.read(configuration().registerMap(), configuration().site()).devices()).isNotEmpty();
        assertThat(read.broker().url()).startsWith("mqtts://");
        assertThat(List.of(read.broker().tls().orElseThrow().key(), read.database().passwordFile(), Optional.of(read
                .dashboard().orElseThrow().tls().orElseThrow().key()))).allMatch(file -> file.orElseThrow().startsWith(
                        "/secrets/"));
        assertThat(read.management()).isEmpty();
    }

    @Test
    void secretsAreFilesThatOnlyThePodReads() throws Exception {
        workloads.forEach((name, spec) -> {
            Map<?, ?> pod = at(at(spec, "template"), "spec");
            assertThat(String.valueOf(pod.get("volumes"))).as(name).contains("secretName=" + name, "defaultMode=288");
            assertThat(pod.get("automountServiceAccountToken")).as(name).isEqualTo(false);
            assertThat(at(pod, "securityContext").get("runAsUser")).as(name).isEqualTo(65532);
        });
        containers.forEach((name, container) -> {
            assertThat(container.containsKey("env")).as(name).isFalse();
            assertThat(String.valueOf(container.get("volumeMounts"))).as(name).contains("mountPath=/secrets");
            assertThat(at(container, "securityContext").get("readOnlyRootFilesystem")).as(name).isEqualTo(true);
        });
        String guide = Files.readString(Path.of("..", "docs", "containers.md"));
        assertThat(workloads.keySet()).allMatch(guide::contains);
    }

    @Test
    void theRelayStandsWhereIngestWouldAndHasNoPasswordOfTheDatabase() throws Exception {
        Map<?, ?> relay = new Yaml().load(Files.readString(FILE.resolveSibling("ondol-relay.yaml")));
        Map<?, ?> ingest = new Yaml().load(new Yaml().dump(spec("ondol-ingest")).replace("ondol-ingest", "ondol-relay")
                .replaceAll("\\bingest\\b", "relay"));
        assertThat(at(relay, "metadata").get("name")).isEqualTo("ondol-relay");
        assertThat(at(relay, "spec")).as("security, probe, mounts, one at a time").isEqualTo(ingest);
        String guide = Files.readString(Path.of("..", "docs", "containers.md"));
        assertThat(guide).contains("| `ondol-relay`, one | `relay` | `ca.pem`, `ingest.pem`, `ingest-key.pem` |");
    }

    @Test
    void controlAndOptimizerAreThereTwiceAndControlIsReplacedOneAfterTheOther() {
        assertThat(spec("ondol-control").get("replicas")).isEqualTo(2);
        assertThat(at(spec("ondol-control"), "updateStrategy").get("type")).isEqualTo("RollingUpdate");
        assertThat((Integer) got(spec("ondol-control"), "minReadySeconds")).isGreaterThanOrEqualTo(10);
        assertThat(spec("ondol-plan").get("replicas")).isEqualTo(2);
        assertThat(at(spec("ondol-plan"), "updateStrategy").get("type")).as(
                "who waits is never ready, so a rolling update would stand still").isEqualTo("OnDelete");
        assertThat(at(spec("ondol-ingest"), "strategy").get("type")).isEqualTo("Recreate");
        for (String keeping : List.of("control", "gateway")) {
            assertThat(String.valueOf(container(keeping).get("volumeMounts"))).contains("mountPath=/var/lib/ondol");
            assertThat(spec("ondol-" + keeping).containsKey("volumeClaimTemplates")).as(keeping).isTrue();
        }
    }

    @Test
    void onlyTheDashboardCanBeReachedFromOutsideItsPod() {
        containers.forEach((name, container) -> assertThat(container.containsKey("ports")).as(name).isEqualTo(name
                .equals("dashboard")));
        assertThat(String.valueOf(container("dashboard").get("ports"))).contains("containerPort="
                + OndolConfiguration.Dashboard.PORT);
        assertThat(objects.stream().filter(object -> "Service".equals(object.get("kind")))).hasSize(1);
    }

    @Test
    void probesAskWhereTheRolesAnswerAndTellWellFromIll() throws Exception {
        for (Map.Entry<String, Integer> asked : Map.of("ingest", OndolConfiguration.Management.PORT, "optimize",
                OptimizerOptions.defaults().port()).entrySet()) {
            List<String> probe = words(got(at(at(container(asked.getKey()), "readinessProbe"), "exec"), "command"));
            assertThat(probe.getLast()).contains("/127.0.0.1/" + asked.getValue() + " ");
            assertThat(Probe.exitCode(probe, asked.getValue(), 200)).isZero();
            assertThat(Probe.exitCode(probe, asked.getValue(), 503)).isNotZero();
        }
    }
}
