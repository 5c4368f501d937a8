package dev.ondol.app.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.services.Databases;
import dev.ondol.services.FaultProxy;
import dev.ondol.services.FreePorts;
import dev.ondol.services.RunningDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Two sites, each the role optimize as a process of its own with its placement API, and the front of the fleet as a third, with a bad
/// network before each site. There is no broker: placement needs none.
final class FleetRig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// What is killed.
    enum Part {
        EAST, WEST, FLEET;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    final Path folder;
    private final RunningDatabase database;
    private final Map<Part, Integer> ports = new EnumMap<>(Part.class);
    private final Map<Part, FaultProxy> networks = new EnumMap<>(Part.class);
    private final Map<Part, OndolProcess> processes = new EnumMap<>(Part.class);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final int managementPort = FreePorts.next();

    /// @param weights of the fleet, as YAML
    FleetRig(Path folder, String weights) throws IOException {
        this.folder = folder;
        database = Databases.embedded(folder.resolve("database"), 0);
        for (Part part : Part.values()) {
            ports.put(part, FreePorts.next());
        }
        String edge = SiteReader.text("kr-edge").orElseThrow();
        for (Part site : List.of(Part.EAST, Part.WEST)) {
            networks.put(site, FaultProxy.to(port(site)));
            Files.writeString(folder.resolve(site.word() + "-site.yaml"), edge.replaceFirst("(?m)^id: kr-edge$", "id: "
                    + site.word()).replaceFirst("square: [0-9.]+", "square: " + (site == Part.EAST ? 0.1 : 0.01)));
            Files.writeString(folder.resolve(site.word() + ".yaml"), """
                    site: %1$s-site.yaml
                    broker: {url: "tcp://127.0.0.1:1"}
                    database: {url: "%2$s", user: "%3$s"}
                    optimizer: {port: %4$d}
                    """.formatted(site.word(), database.jdbcUrl(), database.user(), port(site)));
        }
        Files.writeString(folder.resolve("viewer"), "a-token-of-somebody-who-looks\n");
        Files.writeString(folder.resolve("scheduler"), "a-token-of-a-scheduler\n");
        Files.writeString(folder.resolve("fleet.yaml"), """
                sites:
                  - {name: east, placementApi: "http://127.0.0.1:%d"}
                  - {name: west, placementApi: "http://127.0.0.1:%d"}
                database: {url: "%s", user: "%s"}
                port: %d
                weights: %s
                currency: won
                patienceMs: 20000
                management: {port: %d}
                callers:
                  - {name: watcher, role: VIEWER, tokenFile: viewer}
                  - {name: slurm, role: SCHEDULER, tokenFile: scheduler}
                """.formatted(network(Part.EAST).port(), network(Part.WEST).port(), database.jdbcUrl(), database.user(),
                port(Part.FLEET), weights, managementPort));
        for (Part part : Part.values()) {
            start(part);
        }
    }

    private int port(Part part) {
        return Objects.requireNonNull(ports.get(part));
    }

    FaultProxy network(Part site) {
        return Objects.requireNonNull(networks.get(site));
    }

    /// Starts it and waits until it answers.
    void start(Part part) throws IOException {
        processes.put(part, OndolProcess.start(folder.resolve(part.word() + ".log"), "400m", database.password(), List
                .of(part == Part.FLEET ? "fleet" : "optimize", "--config", folder.resolve(part.word() + ".yaml")
                        .toString())));
        await().atMost(PATIENCE).until(() -> {
            assertThat(Objects.requireNonNull(processes.get(part)).alive()).as(log(part)).isTrue();
            try {
                return send(port(part), "GET", "/health", "", List.of()).statusCode() == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }

    void kill(Part part) {
        Objects.requireNonNull(processes.get(part)).kill();
    }

    String log(Part part) throws IOException {
        return Files.readString(folder.resolve(part.word() + ".log"));
    }

    static PlacementRequest request(String job, int replicas, List<String> sites) {
        return new PlacementRequest(job, new PlacementRequest.Gang(replicas, PlacementRequest.Strategy.PACK),
                new PlacementRequest.Replica(1, List.of("H200"), 8_000, 16_384), JobClass.TRAINING, 0, "",
                new PlacementRequest.Time(1_640_995_200_000L, null, 3_600_000, false), null, sites, null, null);
    }

    /// Asks the fleet for a place.
    HttpResponse<byte[]> place(PlacementRequest request, String key) throws IOException, InterruptedException {
        return fleet("POST", "/api/v1/placements", new String(JsonMessages.write(request),
                java.nio.charset.StandardCharsets.UTF_8), "Idempotency-Key", key);
    }

    HttpResponse<byte[]> fleet(String method, String path, String body, String... headers) throws IOException,
            InterruptedException {
        List<String> all = new ArrayList<>(List.of("Authorization", "Bearer a-token-of-a-scheduler"));
        all.addAll(List.of(headers));
        return send(port(Part.FLEET), method, path, body, all);
    }

    HttpResponse<byte[]> send(int port, String method, String path, String body, List<String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header(
                "Content-Type", "application/json").timeout(Duration.ofSeconds(60)).method(method, BodyPublishers
                        .ofString(body));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    int fleetPort() {
        return port(Part.FLEET);
    }

    /// Jobs that a site has, asked past its bad network.
    List<String> jobs(Part site) throws IOException, InterruptedException {
        List<String> jobs = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = json(send(port(site), "GET", "/api/v1/placements?limit=1000" + cursor, "", List.of()));
            page.get("items").forEach(item -> jobs.add(item.get("jobId").asText()));
            if (!page.hasNonNull("next")) {
                return jobs;
            }
            cursor = "&cursor=" + page.get("next").asText();
        }
    }

    static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return MAPPER.readTree(answer.body());
    }

    static JsonNode ok(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode()).as(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(200);
        return json(answer);
    }

    @Override
    public void close() {
        processes.values().forEach(OndolProcess::close);
        networks.values().forEach(FaultProxy::close);
        client.close();
        database.close();
    }
}
