package dev.ondol.optimizer.api;

import static dev.ondol.optimizer.api.Exchange.body;
import static dev.ondol.optimizer.api.Exchange.id;

import dev.ondol.optimizer.placement.NodeBook.Outcome;
import dev.ondol.optimizer.placement.NodeView;
import dev.ondol.optimizer.placement.PlacementDesk;
import io.vertx.ext.web.Router;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the scheduler says of nodes, and what is known of them.
final class NodeRoutes implements RouteGroup {
    private static final Logger log = LoggerFactory.getLogger(NodeRoutes.class);
    private static final long DURABLE_MS = 1_000;
    private static final String PATH = "/api/v1/nodes";

    private final PlacementDesk desk;

    NodeRoutes(PlacementDesk desk) {
        this.desk = desk;
    }

    @Override
    public void mount(Router router, Exchange exchange) {
        router.get(PATH).handler(exchange.on(context -> Reply.json(Page.of(context, desk::nodes, NodeView::id))));
        router.get(PATH + "/:id").handler(exchange.on(context -> desk.node(id(context)).map(Reply::json)
                .orElseGet(() -> unknown(id(context)))));
        router.put(PATH + "/:id").handler(exchange.small()).handler(exchange.on(context -> register(id(context), body(
                context))));
    }

    private Reply register(String name, byte[] body) throws Refused, InterruptedException, ExecutionException {
        return switch (desk.register(name, Bodies.node(body))) {
            case Outcome.Unknown _ -> unknown(name);
            case Outcome.Stale(NodeView view) -> Reply.problem(Problem.of(409, "stale-generation",
                    "A newer registration has come before", "The node (%s) is at generation %d.".formatted(name, view
                            .registration() == null ? 0 : view.registration().generation()),
                    "Send what is true now with a higher generation."));
            case Outcome.Contradicts(String field, String expected) -> Reply.problem(Problem.field(field,
                    "%s of %s must be %s.".formatted(field, name, expected),
                    "Correct it, or the site file where the node was changed."));
            case Outcome.Taken taken -> {
                try {
                    taken.durable().get(DURABLE_MS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    log.warn("The registration of {} is answered before it is durable: the database is slow.", name);
                }
                yield Reply.json(taken.view());
            }
        };
    }

    private static Reply unknown(String name) {
        return Reply.problem(Problem.of(404, "unknown-node", "There is no such node",
                "The site has no node (%s).".formatted(JsonFault.shortened(name)),
                "GET /api/v1/nodes lists all names; the site file says which nodes there are."));
    }
}
