package dev.ondol.optimizer.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.NodeRegistration;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.placement.JobList;
import dev.ondol.optimizer.solve.Scenes;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whatever is wrong with a request, the answer says so; nothing is a fault of the optimizer.
class MalformedRequestsTest {
    private static final int CASES_A_BODY = 250;
    private final Served served = new Served("kr-edge");

    private static byte[] job(String id) {
        return JsonMessages.write(Scenes.job(id, "H200", 2, 8, JobClass.TRAINING, 3_600_000, null));
    }

    private static Map<String, byte[]> right() {
        byte[] one = job("a");
        String list = "[" + new String(one, StandardCharsets.UTF_8) + "]";
        RunningJob running = new RunningJob("r", Scenes.job("r", "H200", 1, 8, JobClass.TRAINING, 3_600_000, null),
                List.of(new Assignment("node-e1-001-1", 1, 8)), Scenes.CYCLE);
        return Map.of("POST /api/v1/placements", one, "POST /api/v1/placements#", list.getBytes(
                StandardCharsets.UTF_8), "POST /api/v1/placements/nobody/events",
                JsonMessages.write(new PlacementEvent(PlacementEvent.Type.STARTED, Scenes.CYCLE)),
                "PUT /api/v1/jobs", JsonMessages.write(new JobList(Scenes.CYCLE, List.of(running))),
                "POST /api/v1/jobs/progress", JsonMessages.write(new ProgressList(List.of(new JobProgress("a", 1.5)))),
                "PUT /api/v1/nodes/node-e1-001-1",
                JsonMessages.write(new NodeRegistration("r1", new NodeRegistration.Capacity(8, "H200", 1_000, 1_000),
                        Map.of("zone", "a"), NodeRegistration.State.RESERVED, "t", 3)),
                "PUT /api/v1/plan/weights", JsonMessages.write(Weights.ENERGY));
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void everyWrongBodyIsRefusedWithTheFieldAndARemedy() throws Exception {
        Malformed malformed = new Malformed(6);
        for (var entry : right().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            String[] route = entry.getKey().replace("#", "").split(" ");
            for (int i = 0; i < CASES_A_BODY; i++) {
                Malformed.Body body = malformed.of(entry.getValue());
                HttpResponse<byte[]> response = served.send(route[0], route[1], body.bytes);
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
