package dev.ondol.optimizer.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.explain.PlanAlternatives;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.optimizer.forecast.Outlook;
import dev.ondol.optimizer.identify.Agreement.Measures;
import dev.ondol.optimizer.identify.ModelCard;
import dev.ondol.optimizer.metering.JobCost;
import dev.ondol.optimizer.metering.JobMeter;
import dev.ondol.optimizer.metering.Ledger;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.placement.JobList;
import dev.ondol.optimizer.solve.Scenes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Over real HTTP on a free loopback port.
class PlacementServerTest {
    private final Scenes scenes = new Scenes("kr-edge");
    private final JobMeter meter = new JobMeter(scenes.model, scenes.nodes, new Readings(PointCatalog.of(scenes.site)));
    private final AtomicReference<Weights> chosen = new AtomicReference<>(Weights.ENERGY);
    private final PlacementServer server = PlacementServer.start("127.0.0.1", 0, scenes.desk,
            new Metered(meter, chosen), () -> new Health("up", true, 0,
                    Scenes.CYCLE, 0, 0, 0));
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// Tells what a meter tells.
    private record Metered(JobMeter meter, AtomicReference<Weights> chosen) implements Insight {
        @Override
        public Optional<PlanExplanation> explanation() {
            return Optional.empty();
        }

        @Override
        public Optional<PlanAlternatives> alternatives() {
            return Optional.empty();
        }

        @Override
        public List<Outlook> forecasts() {
            return List.of(new Outlook("dryBulb", "Cel", List.of(new Outlook.Point(Scenes.CYCLE, 21, null, null)), List
                    .of()));
        }

        @Override
        public Weights weights() {
            return chosen.get();
        }

        @Override
        public void weights(Weights newer) {
            chosen.set(newer);
        }

        @Override
        public Optional<JobCost> cost(String jobId) {
            return meter.cost(jobId);
        }

        @Override
        public Ledger ledger() {
            return meter.ledger();
        }
    }

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
        client.close();
        server.close();
    }

    private HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", "application/json").method(method, BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return client.send(builder.build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return send("GET", path, new byte[0]);
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
                "{\"plan\":null,\"starts\":[]}");
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
        assertThat(refusedField(json.replace("\"replicas\":2", "\"replicas\":0"))).isEqualTo("gang");
        assertThat(refusedField(json.replace("\"replicas\":2", "\"replicas\":\"two\""))).isEqualTo("gang.replicas");
        assertThat(refusedField(json.replace("\"TRAINING\"", "\"DREAMING\""))).isEqualTo("workload");
        assertThat(refusedField(json.replace("\"durationMs\":3600000", "\"durationMs\":99999999999999"))).isEqualTo(
                "time.durationMs");
        assertThat(refusedField(json.replace("\"strategy\":\"PACK\"", "\"strategy\":null"))).isEqualTo("gang.strategy");
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
        server.plan("{\"id\":\"p\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(new ObjectMapper().readTree(get("/api/v1/plan").body()).get("plan").get("id").asText())
                .isEqualTo("p");
        assertThat(new String(get("/openapi.yaml").body(), java.nio.charset.StandardCharsets.UTF_8)).startsWith(
                "openapi: 3.1.0");
    }

    @Test
    void aPortInUseIsSaidPlainly() {
        assertThatThrownBy(() -> PlacementServer.start("127.0.0.1", server.port(), scenes.desk,
                new Metered(meter, chosen), () -> new Health("up", true,
                        0, 0, 0, 0, 0)))
                .isInstanceOf(PlacementServer.CannotListen.class).hasMessageContaining(String.valueOf(
                        server.port()));
    }
}
