package dev.ondol.optimizer.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.identify.Agreement.Measures;
import dev.ondol.optimizer.identify.ModelCard;
import dev.ondol.optimizer.placement.JobList;
import dev.ondol.optimizer.solve.Scenes;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Over real HTTP on a free loopback port.
class PlacementServerTest {
    private final Served served = new Served("kr-edge");
    private final Scenes scenes = served.scenes;
    private final PlacementServer server = served.server;
    private final AtomicReference<Weights> chosen = served.weights;

    @Test
    void forecastsAreServedAndAnIntervalThatIsNotKnownIsNull() throws Exception {
        JsonNode first = new ObjectMapper().readTree(get("/api/v1/forecasts").body()).get(0);
        assertThat(first.get("name").asText()).isEqualTo("dryBulb");
        assertThat(first.at("/points/0/expected").asDouble()).isEqualTo(21);
        assertThat(first.at("/points/0").hasNonNull("low")).isFalse();
    }

    @Test
    void aJobThatWasNeverMeteredIsNotFoundAndTheLedgerIsEmpty() throws Exception {
        assertThat(problem(get("/api/v1/jobs/nobody/cost"), 404).get("code").asText()).isEqualTo("unmetered-job");
        JsonNode ledger = new ObjectMapper().readTree(get("/api/v1/costs").body());
        assertThat(ledger.get("facility").get("itKwh").asDouble()).isZero();
        assertThat(ledger.get("running")).isEmpty();
    }

    @Test
    void weightsAreReadAndWrittenAndNonsenseIsRefused() throws Exception {
        String path = "/api/v1/plan/weights";
        assertThat(JsonMessages.read(get(path).body(), Weights.class)).isEqualTo(Weights.ENERGY);
        Weights wanted = new Weights(1, 0.5, 0, 0.25);
        assertThat(send("PUT", path, JsonMessages.write(wanted)).statusCode()).isEqualTo(200);
        assertThat(JsonMessages.read(get(path).body(), Weights.class)).isEqualTo(wanted);
        for (String bad : List.of("{\"energy\":-1,\"carbon\":0,\"money\":0,\"water\":0}",
                "{\"energy\":0,\"carbon\":0,\"money\":0,\"water\":0}", "{\"energy\":1}", "[]")) {
            problem(send("PUT", path, bad.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 400);
        }
        assertThat(chosen.get()).isEqualTo(wanted);
        assertThat(problem(get("/api/v1/plan/explanation"), 404).get("code").asText()).isEqualTo("no-plan");
        assertThat(problem(get("/api/v1/plan/alternatives"), 404).get("code").asText()).isEqualTo("no-plan");
    }

    @AfterEach
    void close() {
        served.close();
    }

    private HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) throws Exception {
        return served.send(method, path, body, headers);
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return served.get(path);
    }

    private static PlacementRequest job(String id) {
        return Scenes.job(id, "H200", 2, 8, JobClass.TRAINING, 3_600_000, null);
    }

    private Placement place(String id) throws Exception {
        return JsonMessages.read(send("POST", "/api/v1/placements", JsonMessages.write(job(id))).body(),
                Placement.class);
    }

    private static JsonNode problem(HttpResponse<byte[]> response, int status) throws Exception {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void aPlacementLivesFromRequestToEnd() throws Exception {
        Placement placement = place("a");
        assertThat(placement.state()).isEqualTo(State.PLACED);
        String path = "/api/v1/placements/" + placement.placementId();
        assertThat(new String(get("/api/v1/plan").body(), java.nio.charset.StandardCharsets.UTF_8)).startsWith(
                "{\"plan\":null,\"starts\":[{\"placementId\":\"" + placement.placementId());
        send("POST", path + "/events",
                JsonMessages.write(new PlacementEvent(PlacementEvent.Type.STARTED, Scenes.CYCLE)));
        assertThat(new String(get("/api/v1/plan").body(), java.nio.charset.StandardCharsets.UTF_8)).isEqualTo(
                "{\"plan\":null,\"starts\":[],\"evictions\":[]}");
        JsonNode level = new ObjectMapper().readTree(get("/api/v1/jobs/service-levels").body()).at("/items/0");
        assertThat(level.path("placementId").asText()).isEqualTo(placement.placementId());
        assertThat(level.path("workload").asText()).isEqualTo("TRAINING");
        assertThat(level.path("state").asText()).isEqualTo("KEPT");
        send("POST", path + "/events",
                JsonMessages.write(new PlacementEvent(PlacementEvent.Type.FINISHED, Scenes.CYCLE)));
        assertThat(JsonMessages.read(get(path).body(), Placement.class).state()).isEqualTo(State.RELEASED);
    }

    @Test
    void whatWasLearnedOfThePlantIsShownOnceItIsKnown() throws Exception {
        JsonNode before = new ObjectMapper().readTree(get("/api/v1/model").body());
        assertThat(before.hasNonNull("card")).isFalse();
        assertThat(before.path("drivers")).isNotEmpty();
        Measures measures = new Measures(30, 4.5, -0.5);
        server.model(new ModelCard(3, 1, 2, 50, 1, List.of(new ModelCard.Factor("chillers", 0.85, 0.02)), measures,
                measures, measures));
        JsonNode after = new ObjectMapper().readTree(get("/api/v1/model").body());
        assertThat(after.at("/card/factors/0/value").asDouble()).isEqualTo(0.85);
        assertThat(after.at("/card/ahead/cvRmse").asDouble()).isEqualTo(4.5);
    }

    @Test
    void aRepeatedKeyIsAnsweredAgainAndAnotherRequestWithItRefused() throws Exception {
        byte[] body = JsonMessages.write(job("a"));
        HttpResponse<byte[]> first = send("POST", "/api/v1/placements", body, "Idempotency-Key", "k");
        HttpResponse<byte[]> again = send("POST", "/api/v1/placements", body, "Idempotency-Key", "k");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        JsonNode refused = problem(
                send("POST", "/api/v1/placements", JsonMessages.write(job("b")), "Idempotency-Key", "k"),
                422);
        assertThat(refused.get("code").asText()).isEqualTo("key-reused");
        PlacementRequest larger = Scenes.job("a", "H200", 3, 8, JobClass.TRAINING, 3_600_000, null);
        problem(send("POST", "/api/v1/placements", JsonMessages.write(larger), "Idempotency-Key", "k"), 422);
    }

    @Test
    void deletingAPlacementReleasesIt() throws Exception {
        Placement placement = place("a");
        HttpResponse<byte[]> deleted = send("DELETE", "/api/v1/placements/" + placement.placementId(), new byte[0]);
        assertThat(JsonMessages.read(deleted.body(), Placement.class).state()).isEqualTo(State.RELEASED);
        assertThat(scenes.desk.starts()).isEmpty();
    }

    @Test
    void theListOfRunningJobsIsTakenOver() throws Exception {
        Placement placement = place("a");
        RunningJob running = new RunningJob("a", job("a"), placement.assignments(), Scenes.CYCLE);
        assertThat(send("PUT", "/api/v1/jobs", JsonMessages.write(new JobList(Scenes.CYCLE, List.of(running))))
                .statusCode()).isEqualTo(204);
        assertThat(scenes.desk.starts()).isEmpty();
    }

    @Test
    void aWrongFieldIsNamed() throws Exception {
        String json = new String(JsonMessages.write(job("a")), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(refusedField(json.replace("\"replicas\":2", "\"replicas\":0"))).isEqualTo("gang.replicas");
        assertThat(refusedField(json.replace("\"replicas\":2", "\"replicas\":\"two\""))).isEqualTo("gang.replicas");
        assertThat(refusedField(json.replace("\"TRAINING\"", "\"DREAMING\""))).isEqualTo("workload");
        assertThat(refusedField(json.replace("\"durationMs\":3600000", "\"durationMs\":99999999999999"))).isEqualTo(
                "time.durationMs");
        assertThat(refusedField(json.replace("\"strategy\":\"PACK\"", "\"strategy\":null"))).isEqualTo("gang.strategy");
        assertThat(refusedField(json.replace("\"replicas\":2,", ""))).isEqualTo("gang.replicas");
        assertThat(refusedField(json.replace("\"tenant\"", "\"tennant\":1,\"tenant\""))).isEqualTo("tennant");
        assertThat(refusedField(json.replace("\"tenant\":\"\"", "\"tenant\":\"\\u0000\""))).isEqualTo("tenant");
        assertThat(refusedField(json.replace("\"gpu\":8", "\"gpu\":8,\"gpuShareMilli\":500"))).isEqualTo(
                "perReplica.gpuShareMilli");
    }

    @Test
    void aListOfRequestsIsAnsweredByAListAndNothingIsBookedWhereOneOfThemIsWrong() throws Exception {
        String a = new String(JsonMessages.write(job("a")), java.nio.charset.StandardCharsets.UTF_8);
        String b = a.replace("\"jobId\":\"a\"", "\"jobId\":\"b\"");
        String wrong = b.replace("\"replicas\":2", "\"replicas\":-2");
        assertThat(refusedField("[" + a + "," + wrong + "]")).isEqualTo("[1].gang.replicas");
        assertThat(refusedField("[" + a + "," + a + "]")).isEqualTo("[1].jobId");
        assertThat(refusedField("[]")).isEqualTo("[]");
        assertThat(scenes.desk.starts()).isEmpty();
        String both = "[" + a + "," + b + "]";
        HttpResponse<byte[]> first = send("POST", "/api/v1/placements", both.getBytes(
                java.nio.charset.StandardCharsets.UTF_8), "Idempotency-Key", "k");
        assertThat(new ObjectMapper().readTree(first.body())).extracting(placement -> placement.get("jobId").asText())
                .containsExactly("a", "b");
        HttpResponse<byte[]> again = send("POST", "/api/v1/placements", both.getBytes(
                java.nio.charset.StandardCharsets.UTF_8), "Idempotency-Key", "k");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(scenes.desk.starts()).hasSize(2);
    }

    @Test
    void whoHasSeenAnOlderGenerationChangesNothing() throws Exception {
        HttpResponse<byte[]> first = send("POST", "/api/v1/placements", JsonMessages.write(job("a")));
        String seen = first.headers().firstValue("ETag").orElseThrow();
        String path = "/api/v1/placements/" + JsonMessages.read(first.body(), Placement.class).placementId();
        byte[] bound = JsonMessages.write(new PlacementEvent(PlacementEvent.Type.BOUND, Scenes.CYCLE));
        String newer = send("POST", path + "/events", bound, "If-Match", seen).headers().firstValue("ETag")
                .orElseThrow();
        assertThat(newer).isNotEqualTo(seen);
        assertThat(problem(send("DELETE", path, new byte[0], "If-Match", seen), 409).get("code").asText()).isEqualTo(
                "stale-generation");
        problem(send("POST", path + "/events", bound, "If-Match", seen), 409);
        assertThat(problem(send("DELETE", path, new byte[0], "If-Match", "three"), 400).get("field").asText())
                .isEqualTo("If-Match");
        assertThat(get(path).headers().firstValue("ETag")).hasValue(newer);
        assertThat(send("DELETE", path, new byte[0], "If-Match", newer).statusCode()).isEqualTo(200);
    }

    @Test
    void anOlderListOfJobsChangesNothing() throws Exception {
        assertThat(send("PUT", "/api/v1/jobs", list(Scenes.CYCLE, 7)).statusCode()).isEqualTo(204);
        problem(send("PUT", "/api/v1/jobs", list(Scenes.CYCLE, 7)), 409);
        problem(send("PUT", "/api/v1/jobs", list(Scenes.CYCLE, 6)), 409);
        assertThat(problem(send("PUT", "/api/v1/jobs", list(Scenes.CYCLE + 7_200_000, 8)), 400).get("field").asText())
                .isEqualTo("t");
        assertThat(send("PUT", "/api/v1/jobs", list(Scenes.CYCLE, 8)).statusCode()).isEqualTo(204);
    }

    private static byte[] list(long time, long generation) {
        return JsonMessages.write(new JobList(time, generation, List.of()));
    }

    private String refusedField(String json) throws Exception {
        JsonNode problem = problem(send("POST", "/api/v1/placements", json.getBytes(
                java.nio.charset.StandardCharsets.UTF_8)), 400);
        assertThat(problem.get("code").asText()).isEqualTo("invalid-request");
        return problem.get("field").asText();
    }

    @Test
    void whatIsNotJsonIsRefused() throws Exception {
        for (String body : List.of("", "null", "[]", "{", "{\"jobId\":\"a\"}", "\u0000\u0001")) {
            problem(send("POST", "/api/v1/placements", body.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 400);
            problem(send("PUT", "/api/v1/jobs", body.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 400);
            problem(send("POST", "/api/v1/jobs/progress", body.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 400);
        }
    }

    @Test
    void aPaceIsTakenWhateverTheJobAndRefusedWhereItIsNoPace() throws Exception {
        assertThat(tell("{\"jobs\":[{\"jobId\":\"nobody\",\"stepsPerSecond\":1.5}]}").statusCode()).isEqualTo(204);
        for (String pace : List.of("0", "-1", "null", "1e999")) {
            JsonNode problem = problem(tell("{\"jobs\":[{\"jobId\":\"a\",\"stepsPerSecond\":%s}]}".formatted(pace)),
                    400);
            assertThat(problem.get("field").asText()).startsWith("jobs[0]");
        }
    }

    private java.net.http.HttpResponse<byte[]> tell(String json) throws Exception {
        return send("POST", "/api/v1/jobs/progress", json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void tooLargeABodyIsRefused() throws Exception {
        assertThat(problem(send("POST", "/api/v1/placements", new byte[(1 << 20) + 1]), 413).get("code").asText())
                .isEqualTo(
                        "too-large");
    }

    @Test
    void unknownThingsAreNotFound() throws Exception {
        assertThat(problem(get("/api/v1/placements/nobody"), 404).get("code").asText()).isEqualTo("unknown-placement");
        problem(send("DELETE", "/api/v1/placements/nobody", new byte[0]), 404);
        problem(send("POST", "/api/v1/placements/nobody/events", JsonMessages.write(new PlacementEvent(
                PlacementEvent.Type.STARTED, 1))), 404);
        problem(get("/nothing"), 404);
    }

    @Test
    void healthPlanAndDocumentAreServed() throws Exception {
        assertThat(new ObjectMapper().readTree(get("/health").body()).get("status").asText()).isEqualTo("up");
        server.plan(JsonMessages.write(new Plan("p", "kr-edge", Scenes.CYCLE, Scenes.CYCLE + 1, List.of(), List.of(),
                List
                        .of(),
                new Plan.Rest(List.of(), false), new Plan.Expected(1, 1, 2, 2, 1.5), new Plan.Solve("0", 1, 0, 0,
                        1),
                List.of())));
        assertThat(new ObjectMapper().readTree(get("/api/v1/plan").body()).get("plan").get("id").asText())
                .isEqualTo("p");
        assertThat(new String(get("/openapi.yaml").body(), java.nio.charset.StandardCharsets.UTF_8)).startsWith(
                "openapi: 3.1.0");
    }

    @Test
    void aPortInUseIsSaidPlainly() {
        assertThatThrownBy(() -> PlacementServer.start("127.0.0.1", server.port(), scenes.desk,
                served.insight(), () -> new Health("up", true,
                        0, 0, 0, 0, 0)))
                .isInstanceOf(PlacementServer.CannotListen.class).hasMessageContaining(String.valueOf(
                        server.port()));
    }
}
