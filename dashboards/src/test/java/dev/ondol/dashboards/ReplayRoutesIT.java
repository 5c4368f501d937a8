package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.dashboards.access.Role;
import dev.ondol.historian.replay.ReplayRun.State;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Asking for replays over HTTP: what is not one is refused before anybody runs it.
final class ReplayRoutesIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long DAY = 86_400_000;
    private FixtureServer server;

    @BeforeEach
    void start() {
        server = new FixtureServer(0, Optional.of(Role.ENGINEER)).run();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException,
            InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(server.url() + "api/v1/replays" + path)).header(
                "Content-Type", "application/json").header("X-Ondol-Request", "1").method(method,
                        HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String wish(String source, long from, long to, String policy) {
        return "{\"source\":\"%s\",\"from\":%d,\"to\":%d,\"policy\":\"%s\",\"calibrate\":false}".formatted(source, from,
                to, policy);
    }

    @Test
    void whatIsNoReplayIsRefusedAndSaysWhy() throws Exception {
        for (String[] each : new String[][]{
                {wish("file/../secret.csv", 0, DAY, "recorded"), "historian, scenario/NAME"},
                {wish("/etc/passwd", 0, DAY, "recorded"), "historian, scenario/NAME"},
                {wish("scenario/..", 0, DAY, "recorded"), "historian, scenario/NAME"},
                {wish("historian", 0, 3_600_000, "recorded"), "5 hours to 62 days"},
                {wish("historian", 0, 63 * DAY, "recorded"), "5 hours to 62 days"},
                {wish("historian", DAY, 0, "recorded"), "The body must be"},
                {wish("historian", 0, DAY, "best"), "good-practice"}, {"{}", "The body must be"},
                {"", "The body must be"},
                {wish("historian", 0, DAY, "recorded").replace("false", "\"no\""), "The body must be"}}) {
            HttpResponse<String> answer = send("POST", "", each[0]);
            assertThat(answer.statusCode()).as(each[0]).isEqualTo(400);
            assertThat(answer.body()).as(each[0]).contains(each[1]);
        }
        for (String[] each : new String[][]{{"\"at\":3600000", "three hours after its beginning"},
                {"\"at\":86400000", "must lie in the window"}, {"\"at\":43200000,\"plant\":\"a: 1\"", "one plan"},
                {"\"at\":43200000,\"name\":\"a\"", "one plan"}, {"\"plant\":\" \"", "must be YAML"},
                {"\"plant\":\"%s\"".formatted("x".repeat(8_193)), "must be YAML"},
                {"\"name\":\"../x\"", "name must be small"}, {"\"name\":\"A\"", "name must be small"},
                {"\"other\":1", "The body must be"}}) {
            HttpResponse<String> answer = send("POST", "", wish("historian", 0, DAY, "recorded").replace("}", ","
                    + each[0] + "}"));
            assertThat(answer.statusCode()).as(each[0]).isEqualTo(400);
            assertThat(answer.body()).as(each[0]).contains(each[1]);
        }
        assertThat(server.replays.newest(9)).isEmpty();
        assertThat(send("POST", "", " ".repeat(25_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void fiveMayWaitAndWhoAskedIsKept() throws Exception {
        for (int n = 0; n < 5; n++) {
            HttpResponse<String> answer = send("POST", "", wish("historian", 0, DAY, "ondol"));
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body()).contains("\"state\":\"QUEUED\"", "\"requestedBy\":\"local\"");
        }
        HttpResponse<String> answer = send("POST", "", wish("historian", 0, DAY, "ondol"));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("too-many");
        assertThat(send("DELETE", "/17", "").body()).contains("CANCELLED", "\"cancelledBy\":\"local\"");
        assertThat(send("GET", "", "").body()).contains("\"alive\":true", "\"id\":\"historian\"",
                "\"state\":\"CANCELLED\"");
    }

    @Test
    void anotherPlantANameAndAPlanAreAskedForAsTheyAreWrittenAndKeptOnesAreTold() throws Exception {
        String plant = "cooling:\n  chillers: {units: 4}\n";
        assertThat(send("POST", "",
                wish("historian", 0, DAY, "recorded").replace("}", ",\"plant\":\"%s\",\"name\":\"less\",\"at\":null}"
                        .formatted(plant.replace("\n", "\\n"))))
                .statusCode()).isEqualTo(202);
        assertThat(send("POST", "", wish("historian", 0, DAY, "recorded").replace("}", ",\"at\":43200000}")).body())
                .contains("\"at\":43200000");
        assertThat(server.replays.newest(2).get(1).request()).satisfies(request -> {
            assertThat(request.plant()).isEqualTo(plant);
            assertThat(request.name()).isEqualTo("less");
        });
        assertThat(server.replays.newest(2).getFirst().request().at()).isEqualTo(43_200_000L);
        server.replays.keep("one-chiller-less");
        assertThat(send("GET", "/kept", "").body()).contains("\"name\":\"one-chiller-less\"", "\"indicators\":[",
                "\"scenarios\":[");
        assertThat(send("GET", "", "").body()).contains("\"id\":\"chiller-less\"", "chillers: {units: 4}",
                "\"id\":\"cdu-more\",\"where\":\"h1\"");
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        long id = server.replays.done("recorded");
        assertThat(send("GET", "/" + id, "").body()).contains("\"found\":{\"replay\"");
        assertThat(send("GET", "/" + id + "/line?point=meter-facility/active-power", "").body()).contains(
                "\"otherwise\":null");
        server.replays.set(State.RUNNING, "read", 0, "", "");
        assertThat(send("GET", "/" + id, "").body()).contains("\"found\":null", "\"step\":\"read\"");
        for (String path : List.of("/99", "/x", "/" + id + "/replay.csv", "/" + id + "/replay.json", "/" + id
                + "/report.html", "/" + id + "/line?point=meter-facility/active-power")) {
            assertThat(send("GET", path, "").statusCode()).as(path).isEqualTo(404);
        }
        assertThat(send("GET", "/" + id + "/line", "").statusCode()).isEqualTo(400);
    }
}
