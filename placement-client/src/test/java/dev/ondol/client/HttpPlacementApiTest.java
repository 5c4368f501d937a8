package dev.ondol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ondol.client.PlacementApi.Reply;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Against a server on loopback that answers what the test has put into its list.
class HttpPlacementApiTest {
    private static final PlacementRequest REQUEST = new PlacementRequest("job", new PlacementRequest.Gang(1,
            PlacementRequest.Strategy.PACK), new PlacementRequest.Replica(1, List.of(), 1, 1), JobClass.BATCH, 0, "",
            new PlacementRequest.Time(0, null, 1_000, false));
    private static final Placement PLACEMENT = new Placement("p-1", "job", Placement.State.DEFERRED, List.of(), null,
            null, 1, "", null, List.of());

    private record Said(int status, String body) {}

    private final Queue<Said> answers = new ArrayDeque<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;
    private final HttpPlacementApi api;

    HttpPlacementApiTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        api = new HttpPlacementApi(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Duration.ofSeconds(
                5), 3);
    }

    @AfterEach
    void close() {
        api.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        asked.add("%s %s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI(), exchange
                .getRequestHeaders().getFirst("Idempotency-Key")));
        Said said = answers.remove();
        if (said.status() > 0) { // else the connection breaks
            byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void says(int status, Object body) {
        answers.add(new Said(status, body instanceof String text
                ? text
                : new String(JsonMessages.write(body), StandardCharsets.UTF_8)));
    }

    @Test
    void whatIsNotPossibleNowIsAskedAgainUnderTheSameKey() throws Exception {
        says(503, "");
        says(0, "");
        says(200, PLACEMENT);
        assertThat(api.place(REQUEST, "key-7")).isEqualTo(new Reply.Answered(PLACEMENT));
        assertThat(asked).hasSize(3).containsOnly("POST /api/v1/placements key-7");
    }

    @Test
    void aRefusalIsToldInWordsAndNotRepeated() throws Exception {
        says(400,
                "{\"status\":400,\"code\":\"invalid-request\",\"detail\":\"gpu is wrong.\",\"field\":\"perReplica.gpu\","
                        + "\"remedy\":\"Send another.\",\"title\":\"x\"}");
        assertThat(api.place(REQUEST, "key")).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
            assertThat(refused.why().field()).isEqualTo("perReplica.gpu");
            assertThat(refused.why()).hasToString("gpu is wrong. Send another.");
        });
        assertThat(asked).hasSize(1);
        says(404, "<html>");
        assertThat(api.place(REQUEST, "key")).isInstanceOfSatisfying(Reply.Refused.class, refused -> assertThat(refused
                .why()).hasToString("status 404"));
    }

    @Test
    void afterTheLastAttemptItIsUnavailable() {
        for (int status : new int[]{500, 429, 503}) {
            says(status, "");
        }
        assertThatThrownBy(() -> api.plantMillis()).isInstanceOf(OndolUnavailable.class).hasMessageContaining("503");
        says(200, "[1]");
        assertThatThrownBy(() -> api.plantMillis()).isInstanceOf(OndolUnavailable.class).hasMessageContaining(
                "something else");
        says(404, "");
        assertThatThrownBy(() -> api.orders()).isInstanceOf(OndolUnavailable.class).hasMessageContaining("404");
    }

    @Test
    void anotherAttemptIsMadeWhenTheServerWishesButNotTooLate() {
        assertThat(Calls.wishMs(Optional.of("2"))).isEqualTo(2_000);
        assertThat(Calls.wishMs(Optional.of("3600"))).isEqualTo(5_000);
        assertThat(Calls.wishMs(Optional.of("Sun, 29 Nov 2026 10:00:00 GMT"))).isZero();
        assertThat(Calls.wishMs(Optional.empty())).isZero();
    }

    @Test
    void anOlderOndolHasNoEvictions() throws Exception {
        says(200, "{\"plan\":null,\"starts\":[]}");
        assertThat(api.orders()).isEqualTo(new PlacementApi.Orders(List.of(), List.of()));
    }

    @Test
    void whatIsNotKnownIsEmpty() throws Exception {
        says(404, "");
        assertThat(api.find("a/b c")).isEmpty();
        assertThat(asked).containsExactly("GET /api/v1/placements/a%2Fb+c null");
    }
}
