package dev.ondol.app.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ondol.app.Ondol;
import dev.ondol.app.cli.RoleCommand;
import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.config.OndolConfiguration;
import dev.ondol.app.config.TlsSection;
import dev.ondol.app.installation.TestCertificates;
import dev.ondol.facility.message.Topics;
import dev.ondol.services.certificate.CertificateAuthority.Validity;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/// Holds the compose file to the program: commands, keys, secrets, ports, probes.
class ComposeTest {
    private static final Path FOLDER = Path.of("..", "integrations", "compose");
    private static final String SECRETS = "/run/secrets/";
    private static final Set<String> WITHOUT_DATABASE = Set.of("gateway", "relay");
    private static final Set<String> WITHOUT_BROKER = Set.of("replayer");

    @TempDir
    Path folder = Path.of("target");

    private final Map<String, Object> compose = new Yaml().load(Files.readString(FOLDER.resolve("compose.yaml")));
    private final Map<String, Map<String, Object>> services = table(compose, "services");
    private final OndolConfiguration configuration = ConfigurationFile.read(FOLDER.resolve("ondol.yaml"), Map.of())
            .configuration();
    private final List<String> broker = Files.readAllLines(FOLDER.resolve("mosquitto.conf"));

    ComposeTest() throws Exception {}

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> table(Map<String, Object> of, String key) {
        return (Map<String, Map<String, Object>>) Objects.requireNonNull(of.get(key), key);
    }

    private static List<String> list(Map<String, Object> service, String key) {
        return service.get(key) instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }

    /// Services that are roles, with the word of the role.
    private Map<String, String> roles() {
        Map<String, String> roles = new TreeMap<>();
        services.forEach((name, service) -> {
            if (String.valueOf(service.get("image")).startsWith("ondol:")) {
                roles.put(name, list(service, "command").getFirst());
            }
        });
        return roles;
    }

    private static Set<String> rolesOfTheProgram() {
        return program().getSubcommands().entrySet().stream()
                .filter(command -> command.getValue().getCommand() instanceof RoleCommand).map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static CommandLine program() {
        return Ondol.commandLine(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()));
    }

    @Test
    void everyRoleOfTheProgramIsThereAndEachCommandIsOneThatThereIs() {
        assertThat(roles().values()).containsOnlyOnceElementsOf(List.of("ingest", "dashboard", "gateway", "replayer"))
                .containsAll(rolesOfTheProgram());
        for (String name : roles().keySet()) {
            List<String> command = list(Objects.requireNonNull(services.get(name)), "command");
            assertThatCode(() -> program().parseArgs(command.toArray(String[]::new))).as(name)
                    .doesNotThrowAnyException();
            assertThat(command).as(name).endsWith("--config", "/etc/ondol/ondol.yaml");
        }
    }

    @Test
    void optimizerAndControlAreThereTwiceAndEachControlKeepsAFolderOfItsOwn() {
        assertThat(roles()).containsEntry("optimize-a", "optimize").containsEntry("optimize-b", "optimize")
                .containsEntry("control-a", "control").containsEntry("control-b", "control");
        List<String> a = list(Objects.requireNonNull(services.get("control-a")), "volumes");
        List<String> b = list(Objects.requireNonNull(services.get("control-b")), "volumes");
        assertThat(a).isNotEqualTo(b).allMatch(volume -> volume.endsWith(":/var/lib/ondol"));
        assertThat(configuration.control().orElseThrow().folder().orElseThrow()).startsWith("/var/lib/ondol/");
        assertThat(configuration.gateway().orElseThrow().folder().orElseThrow()).startsWith("/var/lib/ondol/");
    }

    @Test
    void eachRoleIsGivenTheSecretsThatItReadsAndNoOthers() {
        TlsSection tls = configuration.broker().tls().orElseThrow();
        roles().forEach((name, role) -> {
            String atBroker = role.equals("relay") ? "ingest" : role;
            Set<String> needed = new TreeSet<>();
            if (!WITHOUT_BROKER.contains(role)) {
                for (Optional<String> file : List.of(tls.ca(), tls.certificate(), tls.key())) {
                    needed.add(file.orElseThrow().replace("{role}", atBroker));
                }
            }
            if (!WITHOUT_DATABASE.contains(role)) {
                needed.add(configuration.database().passwordFile().orElseThrow());
            }
            if (role.equals("dashboard")) {
                var server = configuration.dashboard().orElseThrow().tls().orElseThrow();
                needed.addAll(List.of(server.certificate(), server.key()));
            }
            assertThat(list(Objects.requireNonNull(services.get(name)), "secrets").stream().map(SECRETS::concat)).as(
                    name).containsExactlyInAnyOrderElementsOf(needed);
        });
    }

    @Test
    void kafkaAndTheRelayWaitForTheirProfileAndTheSectionThatGoesWithItLeadsToThatKafka() throws Exception {
        assertThat(services.entrySet().stream().filter(service -> service.getValue().containsKey("profiles")).map(
                Map.Entry::getKey)).containsExactlyInAnyOrder("kafka", "relay");
        assertThat(configuration.kafka()).isEmpty();
        Path withKafka = folder.resolve("ondol.yaml");
        Files.writeString(withKafka, Files.readString(FOLDER.resolve("ondol.yaml")).replace("# kafka:", "kafka:")
                .replace("#   servers:", "  servers:"));
        ConfigurationFile file = ConfigurationFile.read(withKafka, variables("relay"));
        String server = file.kafka("relay", "kr-edge").orElseThrow().servers().getFirst();
        assertThat(variables("kafka")).containsEntry("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + server)
                .hasEntrySatisfying("KAFKA_LISTENERS", listeners -> assertThat(listeners.split(",")).allMatch(
                        listener -> listener.contains("://127.0.0.1:")));
        assertThat(file.configuration().management().orElseThrow().port()).hasValueSatisfying(port -> assertThat(port)
                .isNotEqualTo(OndolConfiguration.Management.PORT));
    }

    private Map<String, String> variables(String service) {
        Map<String, String> variables = new TreeMap<>();
        ((Map<?, ?>) Objects.requireNonNull(Objects.requireNonNull(services.get(service)).get("environment"))).forEach(
                (name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
        return variables;
    }

    @Test
    void secretsComeFromFilesThatTheCertificatesOfATestInstallationAre() throws Exception {
        new TestCertificates(List.of(new Topics(configuration.site())), List.of("127.0.0.1"), validity())
                .write(folder.resolve("certs"));
        Map<String, Map<String, Object>> secrets = table(compose, "secrets");
        Set<String> used = services.values().stream().flatMap(service -> list(service, "secrets").stream()).collect(
                Collectors.toSet());
        assertThat(secrets.keySet()).isEqualTo(used);
        secrets.forEach((name, secret) -> {
            assertThat(secret.keySet()).as(name).containsExactly("file");
            String file = String.valueOf(secret.get("file"));
            if (!file.equals("secrets/database")) {
                assertThat(folder.resolve(file)).as(name).isRegularFile();
            }
        });
        assertThat(Files.readString(FOLDER.resolve("compose.yaml"))).doesNotContainPattern(
                "(?i)password: |PASSWORD: |env_file");
    }

    @Test
    void nothingListensWiderThanMeant() {
        services.forEach((name, service) -> {
            if (name.equals("site")) {
                assertThat(list(service, "ports")).containsExactly("127.0.0.1:%d:%d".formatted(
                        OndolConfiguration.Dashboard.PORT, OndolConfiguration.Dashboard.PORT));
            } else {
                assertThat(service).as(name).doesNotContainKeys("ports", "networks", "expose", "privileged")
                        .containsEntry("network_mode", "service:site");
            }
            assertThat(list(service, "security_opt")).as(name).containsExactly("no-new-privileges:true");
        });
        assertThat(configuration.broker().url()).isEqualTo("mqtts://127.0.0.1:8883");
        assertThat(broker).contains("listener 8883 127.0.0.1", "require_certificate true", "allow_anonymous false");
        assertThat(broker.stream().filter(line -> line.startsWith("listener"))).hasSize(1);
        assertThat(list(Objects.requireNonNull(services.get("database")), "command")).contains(
                "listen_addresses=127.0.0.1");
        assertThat(configuration.database().url()).contains("//127.0.0.1:5432/");
        assertThat(configuration.management()).isEmpty();
        assertThat(configuration.dashboard().orElseThrow().tls()).isPresent();
        assertThat(configuration.control().orElseThrow().mode()).contains(OndolConfiguration.InitialMode.SHADOW);
    }

    @Test
    void theBrokersFilesAreItsSecretsAndItsKeysThoseOfTheTestInstallation() throws Exception {
        List<String> given = list(Objects.requireNonNull(services.get("broker")), "secrets");
        List<String> named = broker.stream().filter(line -> line.contains(SECRETS)).map(line -> line.substring(line
                .indexOf(SECRETS) + SECRETS.length())).toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(given);
        Path certificates = folder.resolve("made");
        new TestCertificates(List.of(new Topics("kr-edge")), List.of("127.0.0.1"), validity()).write(certificates);
        assertThat(keys(broker)).containsAll(keys(Files.readAllLines(certificates.resolve("mosquitto.conf"))));
    }

    private static Validity validity() {
        Instant now = Instant.now();
        return new Validity(now, now.plus(Duration.ofDays(2)));
    }

    private static Set<String> keys(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith("#")).map(line -> line.split(" ", 2)[0]).collect(
                Collectors.toSet());
    }

    @Test
    void theProbeOfIngestAsksWhereItAnswersAndTellsWellFromIll() throws Exception {
        Map<?, ?> health = (Map<?, ?>) Objects
                .requireNonNull(Objects.requireNonNull(services.get("ingest")).get("healthcheck"));
        List<String> probe = ((List<?>) Objects.requireNonNull(health.get("test"))).stream().skip(1).map(
                String::valueOf).toList();
        assertThat(probe.getLast()).contains("/127.0.0.1/" + OndolConfiguration.Management.PORT + " ");
        assertThat(Probe.exitCode(probe, OndolConfiguration.Management.PORT, 200)).isZero();
        assertThat(Probe.exitCode(probe, OndolConfiguration.Management.PORT, 503)).isNotZero();
    }

    @Test
    void theImageRunsTheProgramAndTheUnitOfSystemdNamesTheSameRoles() throws Exception {
        String image = Files.readString(Path.of("..", "integrations", "kubernetes", "Containerfile"));
        assertThat(image).contains("\"" + Ondol.class.getName() + "\"]", "USER 65532", "/var/lib/ondol");
        for (String role : rolesOfTheProgram()) {
            assertThat(Files.readString(Path.of("..", "integrations", "systemd", "ondol@.service"))).contains("ondol@"
                    + role);
            assertThat(Files.readString(Path.of("..", "docs", "configuration.md"))).contains("./ondol " + role
                    + " --config");
        }
    }
}
