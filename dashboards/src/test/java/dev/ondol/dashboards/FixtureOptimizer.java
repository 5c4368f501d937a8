package dev.ondol.dashboards;

import com.sun.net.httpserver.HttpServer;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.Placement.Energy;
import dev.ondol.facility.workload.Placement.Reason;
import dev.ondol.facility.workload.Placement.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An optimizer that answers GET /api/v1/placements with some jobs.
final class FixtureOptimizer implements AutoCloseable {
    private final HttpServer server;

    FixtureOptimizer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/api/v1/placements", placements());
        answer("/api/v1/jobs/service-levels", levels());
        server.start();
    }

    private void answer(String path, List<?> items) {
        byte[] answer = JsonMessages.write(Map.of("items", items));
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
    }

    /// Of each ten jobs six train, three serve and one is batch work; one that waits is late, one runs too slowly.
    private static List<Map<String, Object>> levels() {
        long start = PlantScript.START;
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = "p-%02d".formatted(i);
            all.add(switch (i % 10) {
                case 6, 7 -> Map.of("placementId", name, "jobId", name, "workload", "DECODE", "state", "KEPT",
                        "startBy", start - 3_000_000, "throughput", 0.99, "least", 0.97);
                case 8 -> Map.of("placementId", name, "jobId", name, "workload", "PREFILL", "state", i == 38
                        ? "SLOW"
                        : "KEPT", "startBy", start - 3_000_000, "throughput", i == 38 ? 0.981 : 0.992, "least", 0.99);
                case 9 -> Map.of("placementId", name, "jobId", name, "workload", "BATCH", "state", "KEPT", "endBy",
                        start + 9_000_000, "end", start + 4_000_000, "throughput", 0.95, "least", 0.0);
                default -> Map.of("placementId", name, "jobId", name, "workload", "TRAINING", "state", "KEPT",
                        "startBy", start - (40L - i) * 590_000, "throughput", 0.953, "least", 1 / 1.1);
            });
        }
        all.add(Map.of("placementId", "p-91", "jobId", "batch-waits", "workload", "BATCH", "state", "WAITS", "endBy",
                start + 9_000_000, "least", 0.0));
        all.add(Map.of("placementId", "p-92", "jobId", "batch-never", "workload", "TRAINING", "state", "LATE",
                "startBy", start - 600_000, "least", 1 / 1.1));
        return all;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static List<Placement> placements() {
        long start = PlantScript.START;
        List<Placement> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            List<Assignment> nodes = new ArrayList<>();
            for (int node = 1; node <= 1 + i % 9; node++) {
                nodes.add(new Assignment("node-h%d-%03d-%d".formatted(1 + i % 4, 1 + i, node), 1, 4 + 4 * (i % 2)));
            }
            all.add(new Placement("p-%02d".formatted(i), "train-%02d".formatted(i), State.PLACED, nodes, start - (40L
                    - i) * 600_000, start + 60_000, 1, "cap-80", new Energy(410_000, 22_000, 9_000, 180.0, null, 40.0,
                            1.08),
                    List.of(new Reason("Facility energy", 38, "node-h2-017-1: 38 W more"))));
        }
        all.add(new Placement("p-90", "train-later", State.PLACED, List.of(new Assignment("node-h3-050-1", 1, 512)),
                start + 4_000_000, start + 5_000_000, 1, "uncapped", null, List.of()));
        all.add(new Placement("p-93", "batch-leaves", State.EVICTING, List.of(new Assignment("node-h4-050-1", 1, 512)),
                start - 3_600_000, start + 1_200_000, 2, "uncapped", null, List.of(new Reason("Eviction", 1,
                        "train-later"))));
        all.add(new Placement("p-91", "batch-waits", State.DEFERRED, List.of(), null, null, 1, "uncapped", null,
                List.of(new Reason("Node capacity", 128, ""))));
        all.add(new Placement("p-92", "batch-never", State.REJECTED, List.of(), null, null, 1, "uncapped", null,
                List.of(new Reason("GPU model", 1, "Models here: h100, b200"))));
        return all;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
