package dev.ondol.optimizer.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What Kubernetes gets over HTTP; every exchange is held to the document.
class KubernetesRoutesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Served served = new Served("kr-edge");
    private final String node = served.scenes.nodes.name(0);
    private final String question = """
            {"Pod":{"metadata":{"name":"p","namespace":"lab","uid":"u1"},
             "spec":{"containers":[{"resources":{"limits":{"nvidia.com/gpu":"1"}}}]}},"Nodes":null,"NodeNames":["%s"]}"""
            .formatted(node);

    @AfterEach
    void close() {
        served.close();
    }

    private static JsonNode ok(HttpResponse<byte[]> response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(200);
        return MAPPER.readTree(response.body());
    }

    private HttpResponse<byte[]> post(String path, String body) throws Exception {
        return served.send("POST", path, body.getBytes(UTF_8));
    }

    @Test
    void aPodIsFilteredScoredAndFoundAgain() throws Exception {
        assertThat(served.get("/k8s/placement?job=u1").statusCode()).isEqualTo(404);
        JsonNode filtered = ok(post("/k8s/extender/filter", question));
        assertThat(filtered.get("Error").asText()).isEmpty();
        JsonNode placement = ok(served.get("/k8s/placement?job=u1"));
        assertThat(placement.get("jobId").asText()).isEqualTo("u1");
        JsonNode scores = ok(post("/k8s/extender/prioritize", question));
        assertThat(scores).hasSize(1);
        assertThat(scores.get(0).get("Score").asInt()).isEqualTo(filtered.get("NodeNames").size() * 10);
    }

    @Test
    void whatIsNoQuestionGetsAnErrorInTheProtocolAndNeverAnErrorStatus() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String body : new String[]{"", "{", "[]", "{\"Pod\":7}", "\u0000", "x".repeat(100_000)}) {
                assertThat(ok(plain(client, "filter", body)).get("Error").asText()).as(body).isNotEmpty();
                assertThat(ok(plain(client, "prioritize", body))).isEmpty();
            }
        }
    }

    /// What is not held to the document: the request is none.
    private HttpResponse<byte[]> plain(HttpClient client, String verb, String body) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/k8s/extender/%s".formatted(served
                .port(), verb))).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofByteArray());
    }

    @Test
    void theWatcherNamesNodesAndIsToldWhatIsWrong() throws Exception {
        assertThat(served.send("PUT", "/k8s/nodes", "{\"nodes\":[{\"name\":\"a\",\"id\":\"%s\"}]}".formatted(node)
                .getBytes(UTF_8)).statusCode()).isEqualTo(204);
        assertThat(served.send("PUT", "/k8s/nodes", "{\"nodes\":[{}]}".getBytes(UTF_8)).statusCode()).isEqualTo(400);
        assertThat(served.get("/k8s/placement").statusCode()).isEqualTo(400);
    }
}
