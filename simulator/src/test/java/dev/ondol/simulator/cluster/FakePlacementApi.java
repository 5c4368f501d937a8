package dev.ondol.simulator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A placement API that does as it is told, on loopback. It places single-node jobs on the node given, one after the
/// other.
final class FakePlacementApi implements AutoCloseable {
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final Map<String, Placement> placements = Collections.synchronizedMap(new LinkedHashMap<>());
    volatile State answer = State.PLACED;
    volatile String node = "node-h1-001-1";
    volatile long startDelayMillis;
    volatile int failWith;
    private final HttpServer server;

    FakePlacementApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/placements", this::placement);
        server.createContext("/api/v1/jobs", this::jobs);
        server.createContext("/api/v1/plan", this::plan);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void placement(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        try {
            if (path.endsWith("/events")) {
                PlacementEvent event = JsonMessages.read(body, PlacementEvent.class);
                log.add(event.type() + " " + path.split("/", -1)[4]);
                reply(exchange, 200, new byte[0]);
            } else if (exchange.getRequestMethod().equals("GET")) {
                Placement known = placements.get(path.split("/", -1)[4]);
                reply(exchange, known == null ? 404 : 200, known == null ? new byte[0] : JsonMessages.write(known));
            } else {
                PlacementRequest request = JsonMessages.read(body, PlacementRequest.class);
                log.add("POST " + exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                reply(exchange, 200, JsonMessages.write(answer(request)));
            }
        } catch (MalformedMessage e) {
            reply(exchange, 400, String.valueOf(e.getMessage()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private Placement answer(PlacementRequest request) {
        String id = "p-" + request.jobId();
        Placement made = answer == State.PLACED
                ? placed(id, request)
                : new Placement(id, request.jobId(), answer,
                        List.of(), null, null, 1, "", null, List.of());
        if (failWith == 0) {
            placements.put(id, made);
        }
        return made;
    }

    Placement placed(String id, PlacementRequest request) {
        long at = request.time().earliestStart() + startDelayMillis;
        return new Placement(id, request.jobId(), State.PLACED,
                List.of(new Assignment(node, request.gang().replicas(), request.gpus())), at, at + 600_000, 1,
                "uncapped",
                null, List.of());
    }

    private void jobs(HttpExchange exchange) throws IOException {
        JsonNode body = JsonMapper.builder().build().readTree(exchange.getRequestBody().readAllBytes());
        List<String> ids = new ArrayList<>();
        body.get("jobs").forEach(job -> ids.add(job.get("jobId").asText()));
        Collections.sort(ids);
        log.add("PUT " + body.get("t").asLong() / 60_000 + " " + ids);
        reply(exchange, 204, new byte[0]);
    }

    private void plan(HttpExchange exchange) throws IOException {
        reply(exchange, 200, "{\"plan\":null,\"starts\":%s,\"evictions\":%s}".formatted(json(State.PLACED), json(
                State.EVICTING)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private String json(State state) {
        return new String(JsonMessages.write(placements.values().stream().filter(placement -> placement
                .state() == state).toList()), java.nio.charset.StandardCharsets.UTF_8);
    }

    private void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        int code = failWith == 0 ? status : failWith;
        exchange.sendResponseHeaders(code, code == 204 || body.length == 0 ? -1 : body.length);
        if (code != 204 && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
