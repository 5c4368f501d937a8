package dev.ondol.app.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ondol.app.Ondol;
import dev.ondol.app.config.FleetConfiguration;
import dev.ondol.app.config.FleetFile;
import dev.ondol.app.installation.TestCertificates;
import dev.ondol.facility.message.Topics;
import dev.ondol.fleet.FleetOptions;
import dev.ondol.services.certificate.CertificateAuthority.Validity;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/// Holds what starts the front of a fleet (systemd, compose, Kubernetes) to the program.
class FleetDeploymentTest {
    private static final Path INTEGRATIONS = Path.of("..", "integrations");
    private static final Path COMPOSE = INTEGRATIONS.resolve("compose").resolve("fleet");

    @TempDir
    Path folder = Path.of("target");

    private final Map<?, ?> compose = new Yaml().load(Files.readString(COMPOSE.resolve("compose.yaml")));
    private final List<Map<?, ?>> objects = new ArrayList<>();

    FleetDeploymentTest() throws Exception {
        for (Object document : new Yaml().loadAll(Files.readString(INTEGRATIONS.resolve("kubernetes").resolve("roles")
                .resolve("ondol-fleet.yaml")))) {
            objects.add((Map<?, ?>) document);
        }
    }

    private static Object got(Map<?, ?> of, String key) {
        return Objects.requireNonNull(of.get(key), key);
    }

    private static Map<?, ?> at(Map<?, ?> of, String... keys) {
        Map<?, ?> found = of;
        for (String key : keys) {
            found = (Map<?, ?>) got(found, key);
        }
        return found;
    }

    private static List<String> words(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    private Map<?, ?> pod() {
        return at(objects.get(1), "spec", "template", "spec");
    }

    private Map<?, ?> container() {
        return (Map<?, ?>) ((List<?>) got(pod(), "containers")).getFirst();
    }

    private String configurationOfThePod() {
        return String.valueOf(got(at(objects.getFirst(), "data"), "fleet.yaml"));
    }

    /// Names of the secrets that a fleet.yaml reads from where they are mounted.
    private static Set<String> secrets(String fleet, String mounted) {
        return Pattern.compile(Pattern.quote(mounted) + "([a-z0-9.-]+)").matcher(fleet).results().map(
                (MatchResult found) -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /// The options that come of a fleet.yaml once its secrets are there.
    private FleetOptions options(String fleet, String mounted) throws Exception {
        Path certificates = folder.resolve("certs");
        Instant now = Instant.now();
        new TestCertificates(List.of(new Topics("kr-edge")), List.of("127.0.0.1"), new Validity(now, now.plus(Duration
                .ofDays(2)))).write(certificates);
        for (String name : secrets(fleet, mounted)) {
            Path secret = folder.resolve(name);
            if (name.startsWith("http")) {
                Files.copy(certificates.resolve(name.endsWith(".pem") ? name : name + ".pem"), secret);
            } else {
                Files.writeString(secret, "a-token-of-its-own-" + name);
            }
        }
        Path file = folder.resolve("fleet.yaml");
        Files.writeString(file, fleet.replace(mounted, folder.toAbsolutePath() + "/"));
        FleetFile read = FleetFile.read(file, Map.of());
        assertThat(read.database().password()).isEqualTo("a-token-of-its-own-database");
        return read.options();
    }

    private static void assertThatTheFrontIsGuarded(FleetOptions options) {
        assertThat(options.host()).isEqualTo("0.0.0.0");
        assertThat(options.port()).isEqualTo(FleetConfiguration.PORT);
        assertThat(options.certificate()).isPresent();
        assertThat(options.callers()).hasSize(2);
        assertThat(options.sites()).hasSize(2).allMatch(site -> site.placement().getScheme().equals("https"));
    }

    private static void assertThatTheProgramTakes(List<String> command) {
        assertThat(command.getFirst()).isEqualTo("fleet");
        CommandLine program = Ondol.commandLine(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer
                .nullWriter()));
        assertThatCode(() -> program.parseArgs(command.toArray(String[]::new))).doesNotThrowAnyException();
    }

    private static void assertThatTheProbeTellsWellFromIll(List<String> probe) throws Exception {
        int port = FleetConfiguration.MANAGEMENT_PORT;
        assertThat(probe.getLast()).contains("/127.0.0.1/" + port + " ");
        assertThat(Probe.exitCode(probe, port, 200)).isZero();
        assertThat(Probe.exitCode(probe, port, 503)).isNotZero();
    }

    @Test
    void composeStartsTheFrontWithTheSecretsThatItReadsAndNoOthers() throws Exception {
        Map<?, ?> front = at(compose, "services", "fleet");
        assertThatTheProgramTakes(words(got(front, "command")));
        String fleet = Files.readString(COMPOSE.resolve("fleet.yaml"));
        assertThat(words(got(front, "secrets"))).containsExactlyInAnyOrderElementsOf(secrets(fleet, "/run/secrets/"));
        assertThat(words(new ArrayList<>(at(compose, "secrets").keySet()))).containsExactlyInAnyOrderElementsOf(secrets(
                fleet, "/run/secrets/"));
        assertThat(front.containsKey("environment")).isFalse();
        assertThatTheFrontIsGuarded(options(fleet, "/run/secrets/"));
        List<String> probe = words(got(at(front, "healthcheck"), "test"));
        assertThatTheProbeTellsWellFromIll(probe.subList(1, probe.size()));
    }

    @Test
    void composePublishesTheFrontAloneAndOnLoopback() {
        Map<?, ?> services = at(compose, "services");
        assertThat(words(got(at(services, "fleet"), "ports"))).containsExactly("127.0.0.1:%d:%d".formatted(
                FleetConfiguration.PORT, FleetConfiguration.PORT));
        assertThat(at(services, "database").containsKey("ports")).isFalse();
        assertThat(words(got(at(services, "database"), "networks"))).containsExactly("inside");
        assertThat(at(compose, "networks", "inside").get("internal")).isEqualTo(true);
    }

    @Test
    void kubernetesStartsTheFrontWithSecretsAsFilesOfThePod() throws Exception {
        assertThatTheProgramTakes(words(got(container(), "args")));
        assertThat(container().containsKey("env")).isFalse();
        assertThat(pod().get("automountServiceAccountToken")).isEqualTo(false);
        assertThat(at(container(), "securityContext").get("readOnlyRootFilesystem")).isEqualTo(true);
        assertThat(String.valueOf(got(pod(), "volumes"))).contains("secretName=ondol-fleet", "defaultMode=288");
        assertThatTheFrontIsGuarded(options(configurationOfThePod(), "/secrets/"));
        String guide = Files.readString(Path.of("..", "docs", "containers.md"));
        assertThat(secrets(configurationOfThePod(), "/secrets/")).allMatch(name -> guide.contains("`" + name + "`"));
        assertThatTheProbeTellsWellFromIll(words(got(at(container(), "readinessProbe", "exec"), "command")));
        assertThat(String.valueOf(got(container(), "ports"))).contains("containerPort=" + FleetConfiguration.PORT);
    }

    @Test
    void theUnitOfSystemdStartsTheFrontAndIsShutInAsTheRolesAre() throws Exception {
        List<String> unit = Files.readAllLines(INTEGRATIONS.resolve("systemd").resolve("ondol-fleet.service"));
        String start = unit.stream().filter(line -> line.startsWith("ExecStart=")).findFirst().orElseThrow();
        assertThatTheProgramTakes(List.of(start.substring(start.indexOf(Ondol.class.getName()) + Ondol.class.getName()
                .length() + 1).split(" ")));
        List<String> roles = Files.readAllLines(INTEGRATIONS.resolve("systemd").resolve("ondol@.service"));
        assertThat(unit).containsAll(roles.subList(roles.indexOf("UMask=0077"), roles.size()));
    }
}
