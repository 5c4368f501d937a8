package dev.ondol.optimizer.api;

import static dev.ondol.optimizer.api.Exchange.body;

import dev.ondol.optimizer.extender.Extender;
import dev.ondol.optimizer.placement.PlacementDesk;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/// The paths that Kubernetes calls: the scheduler extender, and what the watcher needs beside the placement API. A question of
/// kube-scheduler that cannot be read is answered in the form of its protocol, with status 200 and an Error.
final class KubernetesRoutes implements RouteGroup {
    private final Extender extender;

    KubernetesRoutes(PlacementDesk desk) {
        extender = new Extender(desk);
    }

    @Override
    public void mount(Router router, Exchange exchange) {
        router.post("/k8s/extender/filter").handler(exchange.large()).handler(exchange.on(context -> Reply.json(Buffer
                .buffer(extender.filter(body(context))))));
        router.post("/k8s/extender/prioritize").handler(exchange.large()).handler(exchange.on(context -> Reply.json(
                Buffer.buffer(extender.prioritize(body(context))))));
        router.put("/k8s/nodes").handler(exchange.large()).handler(exchange.on(context -> extender.nodes(body(context))
                .map(wrong -> Reply.problem(Problem.field("nodes", wrong))).orElseGet(Reply::done)));
        router.get("/k8s/placement").handler(exchange.on(this::placement));
    }

    private Reply placement(RoutingContext context) throws Refused {
        String job = Optional.ofNullable(context.request().getParam("job")).orElse("");
        if (job.isBlank()) {
            throw new Refused(Problem.field("job", "The parameter job must name a job."));
        }
        return extender.placement(job).map(Reply::placement).orElseGet(() -> Reply.problem(Problem.unknown("of job "
                + job)));
    }
}
