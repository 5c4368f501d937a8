package dev.ondol.optimizer.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.NodeRegistration;
import dev.ondol.facility.workload.Placement;
import dev.ondol.optimizer.api.MalformedCorpus.Call;
import dev.ondol.optimizer.placement.NodeView;
import dev.ondol.optimizer.solve.Scenes;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong with a request, the answer says so; nothing is a fault of the optimizer.
class MalformedRequestsTest {
    private static final int CASES_A_BODY = 250;
    private final Served served = new Served("kr-edge");

    private static byte[] job(String id) {
        return JsonMessages.write(Scenes.job(id, "H200", 2, 8, JobClass.TRAINING, 3_600_000, null));
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void everyWrongBodyIsRefusedWithTheFieldAndARemedy() throws Exception {
        Malformed malformed = new Malformed(6);
        Map<String, Call> calls = new TreeMap<>(MalformedCorpus.calls("nobody"));
        calls.put("weights", new Call("PUT", "/api/v1/plan/weights",
                new String(JsonMessages.write(Weights.ENERGY), StandardCharsets.UTF_8)));
        for (var entry : calls.entrySet()) {
            Call call = entry.getValue();
            for (int i = 0; i < CASES_A_BODY && !call.text().isEmpty(); i++) {
                Malformed.Body body = malformed.of(call.body());
                HttpResponse<byte[]> response = served.send(call.method(), call.path(), body.bytes);
                if (response.statusCode() < 300) {
                    // What may be left out and what the other encoding says is right after all: the contract has held it.
                    continue;
                }
                JsonNode problem = refused(entry.getKey() + " " + body.what, response);
                if (body.names && problem.get("status").asInt() == 400) {
                    assertThat(problem.hasNonNull("field")).as("%s: %s", body.what, problem).isTrue();
                }
            }
        }
        assertThat(served.send("GET", "/health", new byte[0]).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"preemption", "eviction", "cancellation", "drain", "reservation", "quota", "job list",
            "batch", "time window", "gang", "shared GPU"})
    void everyRequestOfTheCorpusIsRefusedByTheFieldAndChangesNothing(String about) throws Exception {
        String held = placed();
        Placement before = served.scenes.desk.find(held).orElseThrow();
        NodeRegistration reserved = new NodeRegistration(null, null, Map.of(), NodeRegistration.State.READY, null, 2);
        served.send("PUT", "/api/v1/nodes/" + MalformedCorpus.NODE, reserved, NodeView.class);
        int cases = 0;
        for (MalformedCorpus.Wrong wrong : MalformedCorpus.read(held)) {
            if (!wrong.about().equals(about)) {
                continue;
            }
            JsonNode problem = refused(wrong.what(), served.send(wrong.call().method(), wrong.call().path(), wrong
                    .call().body(), wrong.headers().toArray(String[]::new)));
            assertThat(problem.path("status").asInt()).as("%s -> %s", wrong.what(), problem).isEqualTo(wrong.status());
            if (!wrong.field().isEmpty()) {
                assertThat(problem.path("field").asText()).as("%s -> %s", wrong.what(), problem).isEqualTo(wrong
                        .field());
            }
            cases++;
        }
        assertThat(cases).isGreaterThan(9);
        assertThat(served.scenes.desk.placements("", 10)).containsExactly(before);
        assertThat(served.scenes.desk.node(MalformedCorpus.NODE).orElseThrow().registration()).isEqualTo(reserved);
    }

    private String placed() throws Exception {
        return new ObjectMapper().readTree(served.send("POST", "/api/v1/placements", job("held")).body()).get(
                "placementId").asText();
    }

    private static JsonNode refused(String what, HttpResponse<byte[]> response) throws Exception {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.statusCode()).as("%s -> %s", what, text).isBetween(400, 499);
        assertThat(response.headers().firstValue("Content-Type")).as(what).hasValue("application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(text);
        assertThat(problem.path("detail").asText()).as(what).isNotBlank().hasSizeLessThan(1_500)
                .doesNotContain("dev.ondol", "java.");
        assertThat(problem.path("remedy").asText()).as(what).isNotBlank();
        return problem;
    }

    @Test
    void wrongMediaTypesAndMethodsAndNamesAreRefused() throws Exception {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                "application/json; charset=utf-16", "application/xml", "x")) {
            assertThat(refused(type, served.typed("POST", "/api/v1/placements", type, job("a"))).get("status").asInt())
                    .isEqualTo(415);
        }
        assertThat(refused("gzip", served.send("POST", "/api/v1/placements", job("a"), "Content-Encoding", "gzip"))
                .get("field").asText()).isEqualTo("Content-Encoding");
        assertThat(refused("PATCH", served.send("PATCH", "/api/v1/placements", job("a"))).get("code").asText())
                .isEqualTo("method");
        for (String path : List.of("/api/v1/placements/%20", "/api/v1/placements/%F0%28%8C%28", "/api/v1/placements/"
                + "x".repeat(3_000), "/api/v1/placements/..%2f..%2fetc", "/api/v1/placements/%00", "/api//v1",
                "/%2e%2e",
                "/api/v1/jobs/%00/cost")) {
            refused(path, served.send("GET", path, new byte[0]));
        }
        for (String page : List.of("limit=0", "limit=-1", "limit=x", "limit=99999999999", "cursor=*", "cursor=%ff")) {
            for (String list : List.of("/api/v1/nodes?", "/api/v1/placements?")) {
                assertThat(refused(page, served.get(list + page)).get("field").asText()).isEqualTo(page.replaceFirst(
                        "=.*", ""));
            }
        }
        for (String key : List.of(" ", "x".repeat(201))) {
            assertThat(refused("key", served.send("POST", "/api/v1/placements", job("a"), "Idempotency-Key", key)).get(
                    "field").asText()).isEqualTo("Idempotency-Key");
        }
        assertThat(refused("huge", served.send("POST", "/api/v1/placements", new byte[(1 << 20) + 1])).get("status")
                .asInt()).isEqualTo(413);
    }

    @Test
    void whatIsNoHttpIsRefusedAndHarmsNobody() throws Exception {
        for (String text : List.of("\u0000\u0001\u0002\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /" + "x".repeat(9_000)
                + " HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nh: " + "x".repeat(20_000) + "\r\n\r\n",
                "POST /api/v1/placements HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: -5\r\n\r\n",
                "GET /api/v1/placements/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /api/v1/placements HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")) {
            String answer = raw(text);
            assertThat(answer).as(text.substring(0, Math.min(40, text.length()))).matches(
                    "(?s)(HTTP/1.[01] 4[0-9][0-9] .*|HTTP/9.9 501 .*|)");
        }
        assertThat(served.send("GET", "/health", new byte[0]).statusCode()).isEqualTo(200);
    }

    private String raw(String text) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(200), StandardCharsets.ISO_8859_1);
        }
    }
}
