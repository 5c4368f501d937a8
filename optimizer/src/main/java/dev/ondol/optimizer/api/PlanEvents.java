package dev.ondol.optimizer.api;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.workload.Placement;
import dev.ondol.optimizer.placement.PlacementDesk;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The live plan as server-sent events: `plan` with each new plan (set-points, power profiles, rest of nodes, starts), `starts` when
/// the placements that may start have changed, `evictions` when those that are to be stopped have, and a comment now and then so that nobody takes silence for an end. Who listens too
/// slowly is let go and may come again. All state is on the event loop.
final class PlanEvents implements RouteGroup {
    private static final int MOST_LISTENERS = 200;
    private static final long LOOK_MS = 1_000;
    private static final int LOOKS_A_COMMENT = 15;

    private final PlacementDesk desk;
    private final Vertx vertx;
    private final Context loop;
    private final Set<HttpServerResponse> listeners = new LinkedHashSet<>();
    private String plan = "null";
    private List<Placement> starts = List.of();
    private List<Placement> evictions = List.of();
    private int looks;

    PlanEvents(Vertx vertx, PlacementDesk desk) {
        this.desk = desk;
        this.vertx = vertx;
        loop = vertx.getOrCreateContext();
        loop.runOnContext(ignored -> vertx.setPeriodic(LOOK_MS, timer -> look()));
    }

    @Override
    public void mount(Router router, Exchange exchange) {
        router.get("/api/v1/plan/events").handler(this::listen);
    }

    /// A new plan in its JSON form.
    void plan(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        loop.runOnContext(ignored -> {
            plan = text;
            tell(event("plan", plan));
        });
    }

    private void listen(RoutingContext context) {
        loop.runOnContext(ignored -> {
            if (listeners.size() >= MOST_LISTENERS) {
                Exchange.send(context, Reply.problem(Problem.of(429, "too-many", "Too many listen already",
                        "%d listen to the plan.".formatted(listeners.size()), "Ask GET /api/v1/plan instead.")));
                return;
            }
            HttpServerResponse response = context.response().setChunked(true).putHeader("Content-Type",
                    "text/event-stream").putHeader("Cache-Control", "no-store");
            response.exceptionHandler(gone -> listeners.remove(response)).closeHandler(gone -> listeners.remove(
                    response));
            listeners.add(response);
            response.write(event("plan", plan) + event("starts", json(starts)) + event("evictions", json(
                    evictions)));
        });
    }

    private void look() {
        if (listeners.isEmpty()) {
            return;
        }
        looks++;
        vertx.executeBlocking(() -> new Looked(desk.starts(), desk.evictions())).onSuccess(now -> loop.runOnContext(
                ignored -> told(now)));
    }

    private record Looked(List<Placement> starts, List<Placement> evictions) {}

    private void told(Looked now) {
        boolean started = !now.starts().equals(starts);
        boolean evicted = !now.evictions().equals(evictions);
        if (started) {
            starts = now.starts();
            tell(event("starts", json(starts)));
        }
        if (evicted) {
            evictions = now.evictions();
            tell(event("evictions", json(evictions)));
        }
        if (!started && !evicted && looks % LOOKS_A_COMMENT == 0) {
            tell(": still there\n\n");
        }
    }

    private void tell(String text) {
        for (HttpServerResponse response : List.copyOf(listeners)) {
            if (response.closed() || response.writeQueueFull()) {
                listeners.remove(response);
                response.reset();
            } else {
                response.write(text);
            }
        }
    }

    private static String json(List<Placement> placements) {
        return new String(JsonMessages.write(placements), StandardCharsets.UTF_8);
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }
}
