package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What single screens ask for, over HTTP: trends of set-points, ages of inlets, points by their names.
final class HistoryRoutesIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long HOUR = 3_600_000;
    private static FixtureServer server;

    @BeforeAll
    static void start() {
        server = new FixtureServer(0).run();
        await().until(() -> server.live.overview().figures().pue().good());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void eachSetpointIsToldByPartWithTheLowestAndHighestMeasured() throws Exception {
        long to = PlantScript.START;
        JsonNode answer = body("/api/v1/cooling/history?from=%d&to=%d&parts=12".formatted(to - HOUR, to));
        assertThat(answer.path("partMs").asLong()).isEqualTo(HOUR / 12);
        JsonNode trend = StreamSupport.stream(answer.path("trends").spliterator(), false).filter(each -> each.path(
                "point").asText().equals("hall-h1/supply-air-temperature-setpoint")).findFirst().orElseThrow();
        assertThat(trend.path("setpoint")).hasSize(12).allMatch(value -> value.asDouble() == 23.5);
        assertThat(trend.path("low")).hasSize(12);
        for (int i = 0; i < 12; i++) {
            assertThat(trend.path("low").path(i).asDouble()).isPositive().isLessThanOrEqualTo(trend.path("high").path(i)
                    .asDouble());
        }
    }

    @Test
    void agesOfInletsStandInTheOrderOfTheSiteAndGrowWhenThePlantFallsSilent() throws Exception {
        int racks = Objects.requireNonNull(server.live.overview().thermal()).inletC().size();
        JsonNode ages = body("/api/v1/thermal/age");
        assertThat(ages.path("ageMs")).hasSize(racks);
        assertThat(ages.path("state")).hasSize(racks).allMatch(state -> state.asText().equals("GOOD"));
        server.talk(false);
        await().until(() -> StreamSupport.stream(body("/api/v1/thermal/age").path("state").spliterator(), false)
                .allMatch(state -> state.asText().equals("STALE")));
        server.talk(true);
    }

    @Test
    void pointsAreFoundByAllWordsOfTheirNames() throws Exception {
        JsonNode found = body("/api/v1/points?match=H3%20inlet&limit=5");
        assertThat(found).hasSize(5).allMatch(point -> point.path("point").asText().matches("rack-h3-.*/inlet-.*"));
        assertThat(body("/api/v1/points?match=no-such-point")).isEmpty();
        assertThat(get("/api/v1/points?match=" + "x".repeat(101)).statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/points?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    void whatMakesNoSenseIsRefusedWithTheWayItHasToBe() throws Exception {
        assertThat(get("/api/v1/cooling/history?from=2&to=1&parts=12").body()).contains("from before to");
        assertThat(get("/api/v1/cooling/history?from=1&to=2000&parts=201").body()).contains("parts must be 1 to 200");
        assertThat(get("/api/v1/thermal/history?from=1&to=2000").body()).contains("frames must be 1 to 200");
        server.archiveAnswers(false);
        HttpResponse<String> away = get("/api/v1/cooling/history?from=1&to=2000000&parts=10");
        server.archiveAnswers(true);
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).contains("historian-away");
    }

    private static JsonNode body(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(server.url()).resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
