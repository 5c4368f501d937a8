package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.JsonMessages;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// The web server on its port, over a scripted plant.
final class WebServerIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
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
    void thePageForbidsEverythingThatItDoesNotNeed() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Security-Policy")).contains("default-src 'none'", "'sha256-",
                "frame-ancestors 'none'").doesNotContain("unsafe");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void filesAreZippedAndKeptForeverAndThePageIsAskedForAgain() throws Exception {
        String script = get("/").body().replaceAll("(?s).*module\" src=\"([^\"]+)\".*", "$1");
        HttpResponse<InputStream> zipped = CLIENT.send(request(script).header("Accept-Encoding", "gzip").build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(zipped.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        zipped.body().close();
        String etag = header(get("/"), "ETag");
        HttpResponse<String> again = send(request("/").header("If-None-Match", etag));
        assertThat(again.statusCode()).isEqualTo(304);
    }

    @Test
    void aForeignHostIsTurnedAway() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 421");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n".formatted(server.port())))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET / HTTP/1.1\r\nHost: [::1]:9\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aForeignOriginNeitherActsNorListens() throws Exception {
        HttpResponse<String> act = send(request("/api/v1/requests").header("Origin", "http://evil.example")
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(act.statusCode()).isEqualTo(403);
        assertThat(act.body()).contains("foreign-origin");
        String listen = raw("""
                GET /api/v1/live HTTP/1.1\r
                Host: 127.0.0.1:%1$d\r
                Origin: http://127.0.0.1:1\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """.formatted(server.port()));
        assertThat(listen).startsWith("HTTP/1.1 403");
    }

    @Test
    void aFormCannotAct() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/requests").header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"EXIT_AUTO\"}")));
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void whatDoesNotExistIsAPageForPeopleAndAProblemForPrograms() throws Exception {
        HttpResponse<String> page = send(request("/no-such-screen").header("Accept", "text/html"));
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(header(page, "Content-Type")).startsWith("text/html");
        HttpResponse<String> problem = get("/api/v1/nothing");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(json(problem)).containsEntry("code", "not-found").containsKey("instance");
    }

    @Test
    void historyComesAtTheWidthOfThePanel() throws Exception {
        long to = PlantScript.START;
        HttpResponse<String> answer = get("/api/v1/series?point=meter-it/active-power&from=%d&to=%d&width=100"
                .formatted(to - 6 * 3_600_000, to));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer)).containsEntry("unit", "kW").extractingByKey("slices").asInstanceOf(
                org.assertj.core.api.InstanceOfAssertFactories.LIST).hasSize(100);
    }

    @Test
    void senselessQuestionsGetAProblemThatSaysWhatIsExpected() throws Exception {
        for (String query : List.of("", "?point=a", "?point=no/such&from=0&to=1&width=1",
                "?point=meter-it/active-power&from=5&to=5&width=10",
                "?point=meter-it/active-power&from=x&to=5&width=10",
                "?point=meter-it/active-power&from=0&to=99999999999999&width=10",
                "?point=meter-it/active-power&from=0&to=5&width=0",
                "?point=meter-it/active-power&from=0&to=5&width=100000")) {
            HttpResponse<String> answer = get("/api/v1/series" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(json(answer)).containsEntry("code", "bad-request");
        }
        for (String body : List.of("", "{", "[]", "{\"action\":\"DANCE\"}", "{\"reason\":\"x\"}", "null",
                "{\"action\":\"EXIT_AUTO\",\"reason\":\"" + "x".repeat(600) + "\"}")) {
            HttpResponse<String> answer = ask(body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
        }
        assertThat(ask("{\"reason\":\"" + "x".repeat(20_000) + "\"}").statusCode()).isEqualTo(413);
    }

    @Test
    void aSilentControlIsSaidAndTheGatewayHasBeenTold() throws Exception {
        server.controlAnswers(false);
        try {
            HttpResponse<String> exit = ask("{\"action\":\"EXIT_AUTO\"}");
            assertThat(exit.statusCode()).isEqualTo(504);
            assertThat(json(exit)).containsEntry("code", "gateway-told");
            assertThat(json(ask("{\"action\":\"CHOOSE_AUTO\"}"))).containsEntry("code", "control-silent");
        } finally {
            server.controlAnswers(true);
        }
    }

    @Test
    void aSilentHistorianIsAProblemAndNotAnEmptyGraph() throws Exception {
        server.archiveAnswers(false);
        try {
            HttpResponse<String> answer = get("/api/v1/series?point=meter-it/active-power&from=0&to=5000&width=5");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(json(answer)).containsEntry("code", "historian-away");
        } finally {
            server.archiveAnswers(true);
        }
    }

    @Test
    void anAbsentOptimizerIsSaid() throws Exception {
        HttpResponse<String> answer = get("/api/v1/placements/p-1");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(json(answer)).containsEntry("code", "optimizer-away");
    }

    @Test
    void theSocketSendsASnapshotAndThenTicks() throws Exception {
        List<Map<?, ?>> messages = new CopyOnWriteArrayList<>();
        WebSocket socket = CLIENT.newWebSocketBuilder().buildAsync(
                URI.create("ws://127.0.0.1:%d/api/v1/live".formatted(server.port())), new Collector(messages))
                .get(10, TimeUnit.SECONDS);
        await().until(() -> messages.size() >= 3);
        socket.abort();
        assertThat(messages.getFirst().get("type")).isEqualTo("snapshot");
        assertThat(String.valueOf(messages.getFirst().get("site"))).contains("name=Haenam 1");
        assertThat(messages.get(1).get("type")).isEqualTo("tick");
        assertThat(String.valueOf(messages.get(1).get("overview"))).contains("figures={pue={value=1.");
    }

    @Test
    void theCommandLineGetsTheSameAsEvents() throws Exception {
        HttpResponse<InputStream> events = CLIENT.send(request("/api/v1/live/events").build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(events.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (InputStream in = events.body()) {
            assertThat(new String(in.readNBytes(24), StandardCharsets.UTF_8))
                    .startsWith("data: {\"type\":\"snapshot\"");
        }
    }

    @Test
    void everyAddressOfTheOpenApiDocumentIsServed() throws Exception {
        Map<String, Map<String, ?>> document = new Yaml().load(get("/openapi.yaml").body());
        Map<String, ?> paths = document.getOrDefault("paths", Map.of());
        assertThat(paths).isNotEmpty();
        for (String path : paths.keySet()) {
            if (path.equals("/api/v1/live/events")) {
                continue; // never ends; has its own test
            }
            Map<?, ?> operations = (Map<?, ?>) java.util.Objects.requireNonNull(paths.get(path));
            for (Object method : operations.keySet()) {
                if (method.equals("parameters")) {
                    continue;
                }
                HttpResponse<String> answer = send(request(path.replaceAll("\\{[a-z]+}", "1"))
                        .header("X-Ondol-Request", "1").header("Content-Type", "application/json")
                        .method(method.toString().toUpperCase(java.util.Locale.ROOT),
                                HttpRequest.BodyPublishers.ofString(method.equals("get") ? "" : "{}")));
                assertThat(answer.statusCode()).as("%s %s", method, path).isNotIn(405, 500);
                assertThat(answer.body()).as("%s %s", method, path).doesNotContain("There is nothing at");
            }
        }
    }

    @Test
    void aPortInUseIsSaidWithItsRemedy() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new FixtureServer(server.port()))
                .hasMessageContaining(Integer.toString(server.port())).hasMessageContaining("--port");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private static HttpResponse<String> ask(String body) throws IOException, InterruptedException {
        return send(request("/api/v1/requests").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(HttpResponse<String> response) throws Exception {
        return JsonMessages.read(response.body().getBytes(StandardCharsets.UTF_8), Map.class);
    }

    /// For headers that the client library does not let us set.
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(40), StandardCharsets.US_ASCII);
        }
    }

    private record Collector(List<Map<?, ?>> messages, StringBuilder part) implements WebSocket.Listener {
        Collector(List<Map<?, ?>> messages) {
            this(messages, new StringBuilder());
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                try {
                    messages.add(JsonMessages.read(part.toString().getBytes(StandardCharsets.UTF_8), Map.class));
                } catch (Exception e) {
                    return CompletableFuture.failedFuture(e);
                }
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
