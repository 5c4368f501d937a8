package dev.ondol.optimizer.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.NodeRegistration;
import dev.ondol.facility.workload.Placement;
import dev.ondol.optimizer.placement.NodeView;
import dev.ondol.optimizer.placement.PlacementExplanation;
import dev.ondol.optimizer.solve.Scenes;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Nodes, lists in pages, explanations and the live plan, over real HTTP.
class NodesAndListsTest {
    private static final String NODES = "/api/v1/nodes";
    private final Served served = new Served("kr-edge");

    @AfterEach
    void close() {
        served.close();
    }

    private Placement place(String id) throws Exception {
        return served.send("POST", "/api/v1/placements", Scenes.job(id, "H200", 2, 8, JobClass.TRAINING, 3_600_000,
                null), Placement.class);
    }

    private static NodeRegistration draining(long generation) {
        return new NodeRegistration("r1", null, Map.of("zone", "a"), NodeRegistration.State.DRAINING, null, generation);
    }

    private static JsonNode json(HttpResponse<byte[]> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void aDrainedNodeIsShownAsSuchAndAnOlderRegistrationIsRefused() throws Exception {
        String node = place("a").assignments().getFirst().node();
        NodeView before = JsonMessages.read(served.get(NODES + "/" + node).body(), NodeView.class);
        assertThat(before.jobs()).containsExactly("a");
        assertThat(before.registration()).isNull();
        NodeView after = served.send("PUT", NODES + "/" + node, draining(3), NodeView.class);
        assertThat(after.jobs()).isEmpty();
        assertThat(after.freeGpus()).isZero();
        assertThat(after.registration()).isEqualTo(draining(3));
        HttpResponse<byte[]> older = served.send("PUT", NODES + "/" + node, JsonMessages.write(draining(2)));
        assertThat(older.statusCode()).isEqualTo(409);
        assertThat(json(older).get("code").asText()).isEqualTo("stale-generation");
        assertThat(json(served.send("PUT", NODES + "/nowhere", JsonMessages.write(draining(1)))).get("code").asText())
                .isEqualTo("unknown-node");
        NodeRegistration tooMuch = new NodeRegistration(null, new NodeRegistration.Capacity(9, before.gpuModel(), 1, 1),
                Map.of(), NodeRegistration.State.READY, null, 4);
        assertThat(json(served.send("PUT", NODES + "/" + node, JsonMessages.write(tooMuch))).get("field").asText())
                .isEqualTo("capacity.gpu");
    }

    @Test
    void pagesTogetherAreTheWholeListOnce() throws Exception {
        List<String> whole = names(NODES + "?limit=1000");
        assertThat(whole).hasSize(served.scenes.nodes.count()).doesNotHaveDuplicates().isSorted();
        assertThat(names(NODES + "?limit=7")).isEqualTo(whole);
        assertThat(names(NODES)).isEqualTo(whole);
        for (int i = 0; i < 5; i++) {
            place("job-" + i);
        }
        assertThat(names("/api/v1/placements?limit=2")).hasSize(5).doesNotHaveDuplicates().isSorted();
    }

    /// Names on all pages, one after the other.
    private List<String> names(String path) throws Exception {
        List<String> names = new ArrayList<>();
        String next = path;
        while (next != null) {
            JsonNode page = json(served.get(next));
            page.get("items").forEach(item -> names.add(item.path("placementId").asText(item.path("id").asText())));
            next = page.hasNonNull("next")
                    ? path + (path.contains("?") ? "&" : "?") + "cursor=" + page.get("next").asText()
                    : null;
        }
        return names;
    }

    @Test
    void aPlacementTellsWhyItLandedThereAndWhatWasNextBest() throws Exception {
        Placement placement = place("a");
        PlacementExplanation why = JsonMessages.read(served.get("/api/v1/placements/" + placement.placementId()
                + "/explanation").body(), PlacementExplanation.class);
        assertThat(Objects.requireNonNull(why.chosen()).nodes()).contains(placement.assignments().getFirst().node());
        assertThat(why.others()).isNotEmpty();
        HttpResponse<byte[]> nobody = served.get("/api/v1/placements/nobody/explanation");
        assertThat(nobody.statusCode()).isEqualTo(404);
        assertThat(json(nobody).get("code").asText()).isEqualTo("unexplained-placement");
    }

    @Test
    void theLivePlanTellsEachNewPlanAndEachChangeOfWhatMayStart() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.port()
                    + "/api/v1/plan/events")).build();
            var response = client.send(request, BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(),
                    StandardCharsets.UTF_8))) {
                assertThat(event(lines)).isEqualTo("plan: null");
                assertThat(event(lines)).isEqualTo("starts: []");
                assertThat(event(lines)).isEqualTo("evictions: []");
                served.server.plan("{\"id\":\"p\"}".getBytes(StandardCharsets.UTF_8));
                assertThat(event(lines)).isEqualTo("plan: {\"id\":\"p\"}");
                Placement placement = place("a");
                assertThat(event(lines)).startsWith("starts: [{\"placementId\":\"" + placement.placementId());
            }
        }
    }

    private static String event(BufferedReader lines) throws Exception {
        String name = Objects.requireNonNull(lines.readLine()).replaceFirst("event: ", "");
        String data = Objects.requireNonNull(lines.readLine()).replaceFirst("data: ", "");
        assertThat(lines.readLine()).isEmpty();
        return name + ": " + data;
    }
}
