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
        byte[] answer = JsonMessages.write(Map.of("items", placements()));
        server.createContext("/api/v1/placements", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
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
                    List.of(new Reason("Least energy", 4.2, "hall h2"))));
        }
        all.add(new Placement("p-90", "train-later", State.PLACED, List.of(new Assignment("node-h3-050-1", 1, 512)),
                start + 4_000_000, start + 5_000_000, 1, "uncapped", null, List.of()));
        all.add(new Placement("p-93", "batch-leaves", State.EVICTING, List.of(new Assignment("node-h4-050-1", 1, 512)),
                start - 3_600_000, start + 1_200_000, 2, "uncapped", null, List.of(new Reason("Eviction", 1,
                        "train-later"))));
        all.add(new Placement("p-91", "batch-waits", State.DEFERRED, List.of(), null, null, 1, "uncapped", null,
                List.of(new Reason("GPU capacity", 128, ""))));
        all.add(new Placement("p-92", "batch-never", State.REJECTED, List.of(), null, null, 1, "uncapped", null,
                List.of(new Reason("GPU model", 1, ""))));
        return all;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
