package dev.ondol.optimizer.api;

import static dev.ondol.optimizer.api.Exchange.body;
import static dev.ondol.optimizer.api.Exchange.id;

import dev.ondol.optimizer.placement.JobList;
import dev.ondol.optimizer.placement.PlacementDesk;
import io.vertx.ext.web.Router;
import java.util.Map;

/// What the scheduler tells of all its jobs, and what each has cost.
final class JobRoutes implements RouteGroup {
    private final PlacementDesk desk;
    private final Insight insight;

    JobRoutes(PlacementDesk desk, Insight insight) {
        this.desk = desk;
        this.insight = insight;
    }

    @Override
    public void mount(Router router, Exchange exchange) {
        router.put("/api/v1/jobs").handler(exchange.large()).handler(exchange.on(context -> reconcile(body(context))));
        router.post("/api/v1/jobs/progress").handler(exchange.large()).handler(exchange.on(context -> {
            desk.progress(Bodies.progress(body(context)));
            return Reply.done();
        }));
        router.get("/api/v1/jobs/:id/cost").handler(exchange.on(context -> insight.cost(id(context)).map(Reply::json)
                .orElseGet(() -> Reply.problem(Problem.unmetered(id(context))))));
        router.get("/api/v1/jobs/service-levels").handler(exchange.on(ignored -> Reply.json(Map.of("items", desk
                .serviceLevels()))));
        router.get("/api/v1/costs").handler(exchange.on(ignored -> Reply.json(insight.ledger())));
    }

    private Reply reconcile(byte[] body) throws Refused {
        JobList list = Bodies.jobs(body);
        long now = desk.now();
        if (now > 0 && list.time() > now + Bodies.AHEAD_MS) {
            return Reply.problem(Problem.field("t", "t (%d) is more than an hour ahead of the plant's clock (%d)."
                    .formatted(list.time(), now), "Send plant time; GET /health tells it."));
        }
        if (!desk.reconcile(list)) {
            return Reply.problem(Problem.of(409, "stale-generation", "A newer list has come before",
                    "The generation (%s) of the list is not above that of the newest one.".formatted(list
                            .generation()),
                    "Send the list as it is now with a higher generation."));
        }
        return Reply.done();
    }
}
