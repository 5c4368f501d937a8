package dev.ondol.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.NodeRegistration;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.solve.Scenes;
import dev.ondol.services.Databases;
import dev.ondol.services.RunningDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A real process is killed while clients ask: what it has acknowledged is still there after a new start.
class KilledServerIT {
    private static final int CLIENTS = 16;
    private static final int ACKNOWLEDGED = 60;
    private static final String DRAINED = "node-h1-001-1";

    private final Map<String, Placement> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static PlacementRequest request(String id) {
        return Scenes.job(id, "H200", 1, 1, JobClass.TRAINING, 3_600_000, null);
    }

    private HttpResponse<byte[]> send(int port, String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header(
                "Content-Type", "application/json").method(method, BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return client.send(builder.build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> place(int port, String id) throws IOException, InterruptedException {
        return send(port, "POST", "/api/v1/placements", JsonMessages.write(request(id)), "Idempotency-Key", "key-"
                + id);
    }

    private Void askUntilItIsGone(int port) throws Exception {
        try {
            while (true) {
                String id = "job-" + asked.incrementAndGet();
                HttpResponse<byte[]> response = place(port, id);
                if (response.statusCode() == 200) {
                    acknowledged.put(id, JsonMessages.read(response.body(), Placement.class));
                }
            }
        } catch (IOException e) {
            return null;
        }
    }

    @Test
    void whatAKilledServerHasAcknowledgedIsStillThereAndARepeatedRequestIsNotPlacedTwice() throws Exception {
        Path data = Path.of("target", "killed-it-" + UUID.randomUUID());
        try (RunningDatabase database = Databases.embedded(data, 0)) {
            DatabaseAddress address = new DatabaseAddress(database.jdbcUrl(), database.user(), database.password());
            try (ServerProcess first = ServerProcess.start(address, database.password())) {
                send(first.port(), "PUT", "/api/v1/nodes/" + DRAINED, JsonMessages.write(new NodeRegistration(null,
                        null, Map.of(), NodeRegistration.State.DRAINING, null, 1)));
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (int i = 0; i < CLIENTS; i++) {
                        var _ = threads.submit(() -> askUntilItIsGone(first.port()));
                    }
                    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
                    while (acknowledged.size() < ACKNOWLEDGED && System.nanoTime() < patience) {
                        Thread.sleep(5);
                    }
                    first.kill();
                }
            }
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED);
            try (ServerProcess second = ServerProcess.start(address, database.password())) {
                check(second.port());
            }
        } finally {
            client.close();
        }
    }

    private void check(int port) throws Exception {
        for (Placement placement : acknowledged.values()) {
            HttpResponse<byte[]> found = send(port, "GET", "/api/v1/placements/" + placement.placementId(),
                    new byte[0]);
            assertThat(found.statusCode()).as(placement.jobId()).isEqualTo(200);
            assertThat(JsonMessages.read(found.body(), Placement.class)).isEqualTo(placement);
        }
        for (int i = 1; i <= asked.get(); i++) {
            HttpResponse<byte[]> again = place(port, "job-" + i);
            Placement placement = JsonMessages.read(again.body(), Placement.class);
            Placement before = acknowledged.get("job-" + i);
            if (before != null) {
                assertThat(placement).isEqualTo(before);
                assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
            }
        }
        List<Placement> all = all(port);
        assertThat(all).extracting(Placement::jobId).doesNotHaveDuplicates().hasSize(asked.get());
        Nodes nodes = new Nodes(SiteReader.builtIn("kr-edge").orElseThrow());
        Map<String, Integer> gpus = new HashMap<>();
        all.forEach(placement -> {
            for (Assignment share : placement.assignments()) {
                gpus.merge(share.node(), share.gpus(), Integer::sum);
            }
        });
        assertThat(gpus).doesNotContainKey(DRAINED).allSatisfy((node, used) -> assertThat(used).isLessThanOrEqualTo(
                nodes.type(nodes.index(node)).gpus()));
    }

    private List<Placement> all(int port) throws Exception {
        List<Placement> all = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = new ObjectMapper().readTree(send(port, "GET", "/api/v1/placements?limit=1000" + cursor,
                    new byte[0]).body());
            for (JsonNode item : page.get("items")) {
                all.add(JsonMessages.read(item.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        Placement.class));
            }
            if (!page.hasNonNull("next")) {
                return all;
            }
            cursor = "&cursor=" + page.get("next").asText();
        }
    }
}
