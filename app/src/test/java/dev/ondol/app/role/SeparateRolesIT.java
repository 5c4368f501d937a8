package dev.ondol.app.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.FreePorts;
import dev.ondol.services.RunningDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The simulated plant and every role as a process of its own, with one ondol.yaml: they meet over a real broker and a real database.
class SeparateRolesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String PLANS = "SELECT count(*) FROM plan";
    private static final String APPLIED = "SELECT count(*) FROM acknowledgement WHERE status = 'APPLIED'";
    private static final String READINGS = "SELECT count(*) FROM reading";

    @TempDir
    Path folder = Path.of("target");

    private final int dashboardPort = FreePorts.next();
    private final int placementPort = FreePorts.next();
    private final Map<RoleName, OndolProcess> roles = new EnumMap<>(RoleName.class);
    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedBroker broker;
    private RunningDatabase database;
    private OndolProcess plant;
    private @Nullable OndolProcess standby;
    private String token = "";

    @BeforeEach
    void start() throws IOException {
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "separate-roles")), "rig")
                .toAbsolutePath();
        broker = EmbeddedBroker.start(data.resolve("broker"), 0);
        database = Databases.embedded(data.resolve("database"), 0);
        Files.writeString(folder.resolve("ondol.yaml"), """
                site: kr-edge
                broker: {url: "%s"}
                database: {url: "%s", user: "%s"}
                management: {port: 0}
                optimizer: {port: %d}
                control: {mode: AUTO}
                dashboard: {port: %d, placementApi: "http://127.0.0.1:%d"}
                gateway: {simulated: {speed: 60, placementApi: "http://127.0.0.1:%d"}}
                """.formatted(broker.url(), database.jdbcUrl(), database.user(), placementPort, dashboardPort,
                placementPort, placementPort));
        for (RoleName role : RoleName.values()) {
            launch(role);
        }
        plant = process("plant", List.of("gateway", "--config", folder.resolve("ondol.yaml").toString()));
    }

    private void launch(RoleName role) throws IOException {
        roles.put(role, process(role.word(), List.of(role.word(), "--config", folder.resolve("ondol.yaml")
                .toString())));
    }

    private OndolProcess process(String name, List<String> arguments) throws IOException {
        return OndolProcess.start(log(name), "600m", database.password(), arguments);
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    @AfterEach
    void stop() throws Exception {
        roles.values().forEach(OndolProcess::close);
        plant.close();
        Optional.ofNullable(standby).ifPresent(OndolProcess::close);
        broker.close();
        database.close();
        http.close();
    }

    private long count(String query) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database
                .password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            return -1; // the tables come with the first role
        }
    }

    private void awaitMore(String query, long than) {
        await(query).atMost(PATIENCE).until(() -> count(query) > than);
    }

    private JsonNode overview() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/overview".formatted(
                dashboardPort))).header("Authorization", "Bearer " + token).build();
        return new ObjectMapper().readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /// Nobody sits at the machine of a role: a program shows a token.
    private String makeToken() throws Exception {
        OndolProcess made = process("token", List.of("token", "--site", "kr-edge", "--database", database.jdbcUrl()
                + "?user=" + database.user() + "&password=" + database.password(), "add", "the test", "--role",
                "viewer"));
        assertThat(made.await()).isZero();
        return Files.readAllLines(log("token")).stream().filter(line -> line.startsWith("ondol_")).findFirst()
                .orElseThrow();
    }

    private void awaitLoop() {
        long plans = count(PLANS);
        long applied = count(APPLIED);
        awaitMore(READINGS, count(READINGS));
        awaitMore(PLANS, plans);
        awaitMore(APPLIED, applied);
        await("the dashboard's figures").atMost(PATIENCE).ignoreExceptions()
                .until(() -> overview().at("/figures/pue/value").isNumber());
    }

    @Test
    void theLoopRunsAcrossProcessesAndGoesOnAfterAnyOfThemWasKilledAndStartedAgain() throws Exception {
        awaitMore(READINGS, 0); // the tables are there
        token = makeToken();
        awaitLoop();
        for (RoleName role : RoleName.values()) {
            java.util.Objects.requireNonNull(roles.get(role)).kill();
            launch(role);
            awaitLoop();
        }
        standby = process("standby", List.of("optimize", "--config", folder.resolve("ondol.yaml").toString()));
        await("a second optimizer waits").atMost(PATIENCE).until(() -> Files.readString(log("standby")).contains(
                "this one waits beside it"));
        java.util.Objects.requireNonNull(roles.get(RoleName.OPTIMIZE)).kill();
        awaitLoop();
        assertThat(Files.readString(log("standby"))).contains("runs in this process from now on");
        assertThat(plant.alive()).isTrue();
        assertThat(ListeningSockets.of(Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current()
                .descendants()))).as("metrics, placement API, dashboard and broker").hasSizeGreaterThanOrEqualTo(4)
                .allMatch(InetAddress::isLoopbackAddress);
        assertThat(ListeningSockets.of(database.port())).as("database").isNotEmpty().allMatch(
                InetAddress::isLoopbackAddress);
        assertThat(count("SELECT count(*) - count(DISTINCT (time, point_id)) FROM reading")).as("stored twice")
                .isZero();
        assertThat(plant.end()).as("exit code of the gateway, which hands every set-point back").isZero();
    }
}
