package dev.ondol.app.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.StorageStatus;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.FreePorts;
import dev.ondol.services.RunningDatabase;
import java.io.IOException;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ondol ingest` as an operator starts it: a process of its own with an ondol.yaml, between a real broker and a real database.
class IngestProcessIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long T = 1_767_225_600_000L;
    private static final String SITE = "kr-edge";
    private static final PointCatalog POINTS = PointCatalog.of(SiteReader.builtIn(SITE).orElseThrow());

    @TempDir
    Path folder = Path.of("target");

    private final Topics topics = new Topics(SITE);
    private final Map<String, byte[]> heard = new ConcurrentHashMap<>();
    private final int port = FreePorts.next();
    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedBroker broker;
    private RunningDatabase database;
    private MqttSession edge;
    private Process process;

    @BeforeEach
    void start() throws IOException {
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ingest-process")), "rig")
                .toAbsolutePath();
        broker = EmbeddedBroker.start(data.resolve("broker"), 0);
        database = Databases.embedded(data.resolve("database"), 0);
        edge = MqttSession.open(BrokerAddress.of(broker.url()), SessionOptions.transientSession("edge"),
                List.of(new Subscription(topics.allMarks(), 1), new Subscription(topics.storage(), 1)),
                delivery -> heard.put(delivery.topic(), delivery.payload()));
        assertThat(edge.awaitConnected(PATIENCE)).isTrue();
        process = launch(ingestSection());
    }

    private static String ingestSection() {
        return "ingest: {shards: [{name: plant, sources: [plant]}]}\n";
    }

    private Process launch(String more) throws IOException {
        Path config = Files.writeString(folder.resolve("ondol.yaml"), """
                site: %s
                broker: {url: "%s"}
                database: {url: "%s", user: "%s"}
                management: {port: %d}
                %s""".formatted(SITE, broker.url(), database.jdbcUrl(), database.user(), port, more));
        ProcessBuilder builder = new ProcessBuilder("env", "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), "dev.ondol.app.Ondol", "ingest", "--config", config.toString())
                .redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().put("ONDOL_DATABASE_PASSWORD", database.password());
        return builder.start();
    }

    private Path log() {
        return folder.resolve("ingest.log");
    }

    @AfterEach
    void stop() throws Exception {
        process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        edge.close();
        broker.close();
        database.close();
        http.close();
    }

    private static Frame frame(long seq) {
        Map<PointId, Double> values = new LinkedHashMap<>();
        for (Point point : POINTS.ofSource("plant")) {
            values.put(point.id(), point.quantity().low());
        }
        return new Frame("boot-1", seq, T + seq * 15_000, values, Map.of());
    }

    private void publish(long first, long last) {
        for (long seq = first; seq <= last; seq++) {
            edge.publish(topics.frame("plant"), JsonMessages.write(frame(seq)), 1, false, Optional.empty()).join();
        }
    }

    private void tick(long seq) {
        edge.publish(topics.clock(), JsonMessages.write(new ClockTick(T + seq * 15_000, 0, 0, "r", true)), 1, true,
                Optional.empty()).join();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private double metric(String start) throws IOException, InterruptedException {
        return get("/metrics").body().lines().filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    /// Names and types of the page, and of the running process.
    private static Map<String, String> documented() throws IOException {
        TreeMap<String, String> names = new TreeMap<>();
        Pattern row = Pattern.compile("\\| `([a-z_0-9]+)` \\| (gauge|counter|histogram) \\| [^|]+ \\| [^|]+ \\|");
        for (String line : Files.readAllLines(Path.of("..", "docs", "metrics.md"))) {
            Matcher matcher = row.matcher(line);
            if (matcher.matches()) {
                names.put(matcher.group(1), matcher.group(2));
            }
        }
        return names;
    }

    private Map<String, String> given() throws IOException, InterruptedException {
        TreeMap<String, String> names = new TreeMap<>();
        get("/metrics").body().lines().filter(line -> line.startsWith("# TYPE ")).map(line -> line.split(" ", -1))
                .forEach(type -> names.put(type[2], type[3]));
        return names;
    }

    private void awaitRunning() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> metric("ondol_ingest_connected") == 1);
    }

    private Mark mark() throws Exception {
        return JsonMessages.read(heard.getOrDefault(topics.mark("plant"), "{\"boot\":\"\",\"seq\":0}".getBytes(
                java.nio.charset.StandardCharsets.UTF_8)), Mark.class);
    }

    private int end(String signal) throws Exception {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).inheritIO().start().waitFor();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends after %s", signal).isTrue();
        return process.exitValue();
    }

    private long rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(),
                database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM reading")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void itStoresWhatComesTellsItsFiguresAndEndsWithZeroAfterSigterm() throws Exception {
        awaitRunning();
        tick(41);
        publish(1, 40);
        publish(40, 40);
        edge.publish(topics.frame("plant"), "{".getBytes(java.nio.charset.StandardCharsets.UTF_8), 1, false,
                Optional.empty()).join();
        await().atMost(PATIENCE).until(() -> mark().seq() == 40 && metric("ondol_ingest_rejects_total") == 1);
        int samples = POINTS.ofSource("plant").size();
        assertThat(metric("ondol_ingest_samples_total{result=\"stored\"")).isEqualTo(40.0 * samples);
        assertThat(metric("ondol_ingest_frames_total{result=\"stored\"")).isEqualTo(40);
        assertThat(metric("ondol_ingest_rejects_total{reason=\"malformed\"")).isEqualTo(1);
        assertThat(metric("ondol_ingest_receipt_to_commit_seconds_count")).isGreaterThanOrEqualTo(41);
        assertThat(metric("ondol_ingest_commit_seconds_count")).isPositive();
        assertThat(metric("ondol_ingest_batch_frames_sum")).isGreaterThanOrEqualTo(41);
        assertThat(metric("ondol_ingest_lag_seconds")).isEqualTo(15);
        assertThat(metric("ondol_ingest_marks_total")).isPositive();
        assertThat(metric("ondol_database_disk{state=\"roomy\"")).isEqualTo(1);
        assertThat(documented()).as("docs/metrics.md").isEqualTo(given());
        HttpResponse<String> health = get("/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.headers().firstValue("Content-Type")).contains("application/health+json");
        JsonNode said = new ObjectMapper().readTree(health.body());
        assertThat(said.at("/status").asText()).isEqualTo("pass");
        assertThat(said.at("/serviceId").asText()).isEqualTo("ondol-ingest-kr-edge");
        assertThat(said.at("/checks/broker:connected/0/status").asText()).isEqualTo("pass");
        assertThat(JsonMessages.read(heard.getOrDefault(topics.storage(), new byte[0]), StorageStatus.class).room())
                .isEqualTo(StorageStatus.Room.ROOMY);
        tick(80);
        publish(41, 60);
        assertThat(end("-TERM")).isZero();
        publish(61, 80);
        process = launch(""); // plant has no shard any more
        await().atMost(PATIENCE).until(() -> rows() == 80L * samples);
        assertThat(end("-INT")).isZero();
        assertThat(Files.readString(log())).doesNotContain(database.password()).contains("has stopped");
    }

    @Test
    void whileTheDatabaseIsAwayHealthFailsAndAnEndIsStillOrderly() throws Exception {
        awaitRunning();
        database.close();
        publish(1, 10);
        await().atMost(PATIENCE).until(() -> get("/health").statusCode() == 503);
        JsonNode said = new ObjectMapper().readTree(get("/health").body());
        assertThat(said.at("/checks/database:storing/0/status").asText()).isEqualTo("fail");
        assertThat(said.at("/status").asText()).isEqualTo("fail");
        assertThat(end("-TERM")).isZero();
    }
}
