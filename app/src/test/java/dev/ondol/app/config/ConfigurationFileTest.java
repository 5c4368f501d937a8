package dev.ondol.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.app.config.OndolConfiguration.Ingest;
import dev.ondol.app.installation.TestCertificates;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.plan.Weights;
import dev.ondol.ingest.IngestOptions;
import dev.ondol.ingest.sparkplug.SparkplugOptions;
import dev.ondol.kafka.KafkaSettings;
import dev.ondol.messaging.tls.UnusableCertificate;
import dev.ondol.optimizer.api.RequestLimit;
import dev.ondol.services.certificate.CertificateAuthority.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
    private static final Path EXAMPLE = Path.of("..", "docs", "ondol.example.yaml");
    private static final String LEAST = """
            site: kr-edge
            broker: {url: "tcp://127.0.0.1:1883"}
            database: {url: "jdbc:postgresql://127.0.0.1/ondol"}
            """;

    @TempDir
    Path folder = Path.of("target");

    private ConfigurationFile read(String yaml, Map<String, String> environment)
            throws IOException, InvalidConfiguration {
        return ConfigurationFile.read(Files.writeString(folder.resolve("ondol.yaml"), yaml), environment);
    }

    @Test
    void theExampleInTheDocumentationIsRead() throws Exception {
        ConfigurationFile example = ConfigurationFile.read(EXAMPLE, Map.of());
        assertThat(example.site().id()).isEqualTo("kr-hn1");
        assertThat(example.broker("ingest").url()).isEqualTo("tcp://127.0.0.1:1883");
        assertThat(example.database("ingest").user()).isEqualTo("ondol");
        assertThat(example.retention().readings()).contains(Duration.ofDays(400));
        assertThat(example.configuration().ingest().orElseThrow().shards().orElseThrow()).hasSize(2);
    }

    @Test
    void callersOfThePlacementApiHaveALimit() throws Exception {
        assertThat(ConfigurationFile.read(EXAMPLE, Map.of()).optimizer().limit()).isEqualTo(RequestLimit.USUAL);
        assertThat(read(LEAST, Map.of()).optimizer().limit()).isEqualTo(RequestLimit.USUAL);
        assertThat(read(LEAST + "optimizer: {requests: {perSecond: 50}}", Map.of()).optimizer().limit()).isEqualTo(
                new RequestLimit(50, 100));
        assertThatThrownBy(() -> read(LEAST + "optimizer: {requests: {burst: 0}}", Map.of()))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("The requests (0) must be 1 to 1000000.");
    }

    @Test
    void aProcessStoresOneShardOfThoseThatThereAre() throws Exception {
        ConfigurationFile example = ConfigurationFile.read(EXAMPLE, Map.of());
        assertThat(example.ingest(Optional.of("plant"), Optional.empty()).only()).contains("plant");
        assertThat(example.ingest(Optional.of("rest"), Optional.empty()).only()).contains("rest");
        assertThat(example.ingest(Optional.empty(), Optional.empty()).only()).isEmpty();
        assertThatThrownBy(() -> example.ingest(Optional.of("halls"), Optional.empty())).isInstanceOf(UserError.class)
                .hasMessageContaining("The shard (halls) must be of it, plant, rest. ingest.shards in ");
    }

    @Test
    void kafkaComesBetweenBrokerAndDatabaseWhereItIsNamed() throws Exception {
        Files.writeString(folder.resolve("relay.properties"),
                "security.protocol=SASL_SSL\nsasl.jaas.config = hidden;\n");
        ConfigurationFile file = read(LEAST + "kafka: {servers: [\"k-1:9092\"], securityFile: \"{role}.properties\"}",
                Map.of());
        KafkaSettings relay = file.kafka("relay", "kr-edge").orElseThrow();
        assertThat(relay.topic()).isEqualTo("ondol.kr-edge.frames");
        assertThat(relay.security()).containsEntry("sasl.jaas.config", "hidden;").hasSize(2);
        assertThat(relay.toString()).doesNotContain("hidden");
        assertThatThrownBy(() -> file.kafka("ingest", "kr-edge")).isInstanceOf(UserError.class).hasMessageContaining(
                "kafka.securityFile " + folder.resolve("ingest.properties"));
        Files.writeString(folder.resolve("ingest.properties"), "acks=0");
        assertThatThrownBy(() -> file.kafka("ingest", "kr-edge")).isInstanceOf(UserError.class).hasMessageContaining(
                "not acks");
        assertThat(read(LEAST, Map.of()).kafka("relay", "kr-edge")).isEmpty();
    }

    @Test
    void whatDoesNotGoWithKafkaIsToldWithTheRemedy() throws Exception {
        String kafka = "kafka: {servers: [\"k-1:9092\"]}\n";
        assertThatThrownBy(() -> read(LEAST + "kafka: {servers: [k-1]}", Map.of())).isInstanceOf(
                InvalidConfiguration.class).hasMessageContaining("kafka.servers (k-1) must be host:port");
        ConfigurationFile file = read(LEAST + kafka, Map.of());
        IngestOptions options = file.ingest(Optional.empty(), Optional.of("b"));
        assertThat(options.log().orElseThrow().beside()).contains("b");
        assertThatThrownBy(() -> file.ingest(Optional.of("rest"), Optional.empty())).isInstanceOf(UserError.class)
                .hasMessageContaining("leave out ingest.shards and --shard");
        assertThatThrownBy(() -> read(LEAST + kafka + "ingest: {shards: [{name: a, sources: [b]}]}", Map.of()).ingest(
                Optional.empty(), Optional.empty())).isInstanceOf(UserError.class)
                .hasMessageContaining("--beside NAME");
        assertThatThrownBy(() -> file.ingest(Optional.empty(), Optional.of("B 2"))).isInstanceOf(UserError.class)
                .hasMessageContaining("--beside (B 2) must be a name");
        assertThatThrownBy(() -> read(LEAST, Map.of()).ingest(Optional.empty(), Optional.of("b"))).isInstanceOf(
                UserError.class).hasMessageContaining("--beside needs a section kafka in ");
    }

    @Test
    void everyCommentedKeyOfTheExampleIsAKnownOne() throws Exception {
        String all = Files.readString(EXAMPLE).replace("tcp://127.0.0.1:1883", "mqtts://127.0.0.1:8883")
                .replaceAll("(?m)^  # ( *(?:- )?\\w+:(?: |$))", "  $1");
        ConfigurationFile example = ConfigurationFile.read(Files.writeString(folder.resolve("all.yaml"), all),
                Map.of());
        assertThat(example.configuration().database().folder()).contains("/var/lib/postgresql");
        assertThat(example.configuration().broker().user()).contains("ondol-ingest");
        assertThat(example.configuration().broker().tls().orElseThrow().certificate()).contains(
                "certs/kr-hn1/{role}.pem");
        Ingest ingest = example.configuration().ingest().orElseThrow();
        assertThat(ingest.sparkplug()).contains(new SparkplugOptions("ondol", List.of("plant-room")));
        assertThat(ingest.mapping()).contains("mapping.yaml");
        assertThat(example.configuration().control().orElseThrow().notices().orElseThrow().steps()).hasSize(2);
    }

    @Test
    void behindAGatewayIsOnePlantRealOrSimulated() throws Exception {
        ConfigurationFile example = ConfigurationFile.read(EXAMPLE, Map.of());
        assertThat(example.gateway().simulated().orElseThrow().speed()).contains(60.0);
        assertThat(example.gatewayFolder()).isAbsolute().endsWithRaw(Path.of("gateway"));
        assertThatThrownBy(example::registerMap).isInstanceOf(UserError.class).hasMessageContaining("gateway.modbus");
        assertThat(read(LEAST + "gateway: {modbus: map.yaml, folder: kept}", Map.of()).registerMap()).isEqualTo(folder
                .resolve("map.yaml"));
        assertThat(read(LEAST + "gateway: {sparkplug: metrics.yaml}", Map.of()).metricMap()).isEqualTo(folder.resolve(
                "metrics.yaml"));
        for (String neitherOrBoth : List.of("{folder: kept}", "{modbus: map.yaml, simulated: {speed: 1}}",
                "{modbus: map.yaml, sparkplug: metrics.yaml}")) {
            assertThatThrownBy(() -> read(LEAST + "gateway: " + neitherOrBoth, Map.of())).isInstanceOf(
                    InvalidConfiguration.class)
                    .hasMessageContaining("one of modbus (a register map), sparkplug (a metric map) and simulated");
        }
        assertThatThrownBy(() -> read(LEAST + "gateway: {simulated: {speed: 0}}", Map.of())).isInstanceOf(
                InvalidConfiguration.class).hasMessageContaining("The speed (0.0) must be above 0");
        assertThatThrownBy(() -> read(LEAST, Map.of()).gateway()).isInstanceOf(UserError.class).hasMessageContaining(
                "has no section gateway");
    }

    @Test
    void whoIsToldOfAlarmsIsReadWithSecretsFromFilesAndStepsInTheirOrder() throws Exception {
        Files.writeString(folder.resolve("hook"), "0123456789abcdef\n");
        ConfigurationFile file = read(LEAST + """
                control:
                  notices:
                    mail: {host: 127.0.0.1, encryption: NONE, from: ondol@example.org}
                    recipients:
                      - {name: shift, mail: shift@example.org}
                      - {name: on-call, webhook: "https://pager.example.org/hook", secretFile: hook}
                    steps:
                      - {after: 10, least: HIGH, tell: [on-call]}
                      - {tell: [shift]}
                """, Map.of());
        NotifySection.Roster roster = file.roster(file.site()).orElseThrow();
        assertThat(roster.steps()).extracting(step -> step.tell().getFirst().name()).containsExactly(
                "mail:shift@example.org", "webhook:on-call");
        for (AutoCloseable part : roster.closing().reversed()) {
            part.close();
        }
    }

    @Test
    void aStepThatTellsNobodyKnownAndAWebhookInTheClearAreToldWithTheRemedy() {
        assertThatThrownBy(() -> read(LEAST + """
                control:
                  notices:
                    recipients: [{name: on-call, webhook: "http://pager.example.org/", secret: 0123456789abcdef}]
                    steps: [{tell: [on-call]}]
                """, Map.of())).hasMessageContaining("must be an https URL");
        assertThatThrownBy(() -> read(LEAST + """
                control:
                  notices:
                    recipients: [{name: on-call, webhook: "https://pager.example.org/", secret: 0123456789abcdef}]
                    steps: [{tell: [shift]}]
                """, Map.of())).hasMessageContaining("There is no recipient (shift); there are [on-call]");
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws Exception {
        ConfigurationFile least = read(LEAST, Map.of());
        assertThat(least.configuration().managed().port()).isEmpty();
        assertThat(least.retention().readings()).isEmpty();
        assertThat(least.databaseFolder()).isEmpty();
        assertThat(least.optimizer().weights()).isEqualTo(Weights.ENERGY);
    }

    @Test
    void weightsAreReadAndNonsenseIsToldWithItsLine() throws Exception {
        assertThat(read(LEAST + "optimizer: {weights: {carbon: 0.5, water: 0.25}}\n",
                Map.of("ONDOL_OPTIMIZER_WEIGHTS_MONEY",
                        "2"))
                .optimizer().weights()).isEqualTo(new Weights(1, 0.5, 2, 0.25));
        assertThatThrownBy(() -> read(LEAST + "optimizer:\n  weights: {energy: -1}\n", Map.of())).hasMessageContaining(
                "optimizer.weights: The weight of energy (-1.0) must be 0 to 1000");
        assertThatThrownBy(() -> read(LEAST + "optimizer: {weights: {energy: 0}}\n", Map.of())).hasMessageContaining(
                "must be above 0");
    }

    @Test
    void everyProblemIsToldAtOnceWithLineAndExpectedValue() {
        assertThatThrownBy(() -> read("""
                site: kr-edge
                broker:
                  url: 127.0.0.1
                  passwort: secret-word
                database: {url: "jdbc:postgresql://127.0.0.1/ondol", passwordFile: a, password: secret-word}
                management: {port: many}
                retention: {readings: 1}
                colour: blue
                """, Map.of())).isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("line 3: broker: The broker's url (127.0.0.1) must look like tcp://host:port")
                .hasMessageContaining("line 4: broker.passwort: Unknown key. Known here: url, user, password")
                .hasMessageContaining("line 5: database: The database must have a password or a passwordFile, not both")
                .hasMessageContaining("line 6: management.port: (many) must be a whole number")
                .hasMessageContaining("line 7: retention: The retention (1) must be at least 2 days")
                .hasMessageContaining("line 8: colour: Unknown key")
                .satisfies(failure -> assertThat(failure).hasMessageNotContaining("secret-word"));
    }

    @Test
    void aVariableStandsInForAKeyAndAnUnknownOneIsAProblem() throws Exception {
        ConfigurationFile file = read(LEAST, Map.of("ONDOL_DATABASE_PASSWORD", "secret-word", "ONDOL_MANAGEMENT_PORT",
                "0", "ONDOL_BROKER_URL", "ssl://broker:8883", "ONDOL_CACHE", "/var/cache", "PATH", "/bin"));
        assertThat(file.database("ingest").password()).isEqualTo("secret-word");
        assertThat(file.configuration().managed().port()).contains(0);
        assertThat(file.broker("ingest").url()).isEqualTo("ssl://broker:8883");
        assertThatThrownBy(() -> read(LEAST, Map.of("ONDOL_DATABASE_PASSWROD", "secret-word", "ONDOL_MANAGEMENT_PORT",
                "high"))).hasMessageContaining("ONDOL_DATABASE_PASSWROD: Unknown variable")
                .hasMessageContaining("ONDOL_DATABASE_PASSWORD_FILE")
                .hasMessageContaining("ONDOL_MANAGEMENT_PORT: (high) must be a whole number")
                .satisfies(failure -> assertThat(failure).hasMessageNotContaining("secret-word"));
    }

    @Test
    void passwordsComeFromFilesBesideItAndAreNeverShown() throws Exception {
        Files.writeString(folder.resolve("database-password"), "secret-word\n");
        ConfigurationFile file = read("""
                site: kr-edge
                broker: {url: "tcp://127.0.0.1:1883", user: ingest, password: secret-word}
                database: {url: "jdbc:postgresql://127.0.0.1/ondol", user: ondol, passwordFile: database-password}
                """, Map.of());
        assertThat(file.database("ingest").password()).isEqualTo("secret-word");
        assertThat(file.broker("ingest").password()).contains("secret-word");
        assertThat(file.toString() + file.configuration() + file.broker("ingest") + file.database("ingest")
                + file.configuration().broker().secret()).doesNotContain("secret-word");
    }

    @Test
    void oneFileNamesTheCertificateOfEachRoleAndWhatCannotBeUsedIsNamed() throws Exception {
        new TestCertificates(List.of(new Topics("kr-edge")), List.of("localhost"),
                new Validity(Instant.now().minusSeconds(
                        60), Instant.now().plusSeconds(3600)))
                .write(folder.resolve("certs"));
        String tls = """
                site: kr-edge
                broker:
                  url: mqtts://localhost:8883
                  tls: {ca: certs/ca.pem, certificate: "certs/kr-edge/{role}.pem", key: "certs/kr-edge/{role}-key.pem"}
                database: {url: "jdbc:postgresql://127.0.0.1/ondol"}
                """;
        assertThat(read(tls, Map.of()).broker("control").tls().orElseThrow().certificate()).contains(folder.resolve(
                "certs/kr-edge/control.pem").toAbsolutePath());
        Path key = folder.resolve("certs/kr-edge/control-key.pem");
        Files.copy(folder.resolve("certs/kr-edge/ingest-key.pem"), key, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> read(tls, Map.of()).broker("control")).isInstanceOf(UnusableCertificate.class)
                .hasMessageContaining("%s does not belong to the certificate".formatted(key.toAbsolutePath()));
        Files.delete(key);
        assertThatThrownBy(() -> read(tls, Map.of()).broker("control"))
                .hasMessageContaining("The file %s cannot be read"
                        .formatted(key.toAbsolutePath()));
        assertThatThrownBy(() -> read(tls.replace("mqtts", "tcp"), Map.of())).hasMessageContaining(
                "must begin with mqtts:// where it has tls");
        assertThatThrownBy(() -> read(tls.replace("key: ", "keys: "), Map.of())).hasMessageContaining(
                "line 4: broker.tls.keys: Unknown key");
    }

    @Test
    void oneFileNamesTheDatabaseRoleAndPasswordFileOfEachProcess() throws Exception {
        Files.writeString(folder.resolve("database-control"), "secret-word\n");
        ConfigurationFile file = read(
                """
                        site: kr-edge
                        broker: {url: "tcp://127.0.0.1:1883"}
                        database: {url: "jdbc:postgresql://127.0.0.1/ondol", user: "ondol_{role}", passwordFile: "database-{role}"}
                        """,
                Map.of());
        assertThat(file.database("control").user()).isEqualTo("ondol_control");
        assertThat(file.database("control").password()).isEqualTo("secret-word");
        assertThatThrownBy(() -> file.database("ingest")).hasMessageContaining("database-ingest cannot be read");
    }

    @Test
    void aUrlThatHoldsAnAccountIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> read("""
                site: kr-edge
                broker: {url: "tcp://ingest:secret-word@127.0.0.1:1883"}
                database: {url: "jdbc:postgresql://127.0.0.1/ondol?user=ondol&password=secret-word"}
                """, Map.of())).hasMessageContaining("line 2: broker").hasMessageContaining("line 3: database")
                .satisfies(failure -> assertThat(failure).hasMessageNotContaining("secret-word"));
    }
}
