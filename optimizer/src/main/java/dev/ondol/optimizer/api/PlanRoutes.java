package dev.ondol.optimizer.api;

import static dev.ondol.optimizer.api.Exchange.body;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.optimizer.identify.ModelCard;
import dev.ondol.optimizer.placement.PlacementDesk;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The newest plan, why it is as it is, and what is known of the plant.
final class PlanRoutes implements RouteGroup {
    private final PlacementDesk desk;
    private final Insight insight;
    private volatile byte[] plan = "null".getBytes(StandardCharsets.US_ASCII);
    private volatile Optional<ModelCard> model = Optional.empty();

    PlanRoutes(PlacementDesk desk, Insight insight) {
        this.desk = desk;
        this.insight = insight;
    }

    /// The newest plan in its JSON form.
    void plan(byte[] json) {
        plan = json;
    }

    void model(ModelCard card) {
        model = Optional.of(card);
    }

    @Override
    public void mount(Router router, Exchange exchange) {
        router.get("/api/v1/plan").handler(exchange.on(ignored -> Reply.json(state())));
        router.get("/api/v1/plan/explanation").handler(exchange.on(ignored -> insight.explanation().map(Reply::json)
                .orElseGet(() -> Reply.problem(Problem.unplanned()))));
        router.get("/api/v1/plan/alternatives").handler(exchange.on(ignored -> insight.alternatives().map(Reply::json)
                .orElseGet(() -> Reply.problem(Problem.unplanned()))));
        router.get("/api/v1/forecasts").handler(exchange.on(ignored -> Reply.json(insight.forecasts())));
        router.get("/api/v1/plan/weights").handler(exchange.on(ignored -> Reply.json(insight.weights())));
        router.put("/api/v1/plan/weights").handler(exchange.small()).handler(exchange.on(context -> {
            insight.weights(Bodies.weights(body(context)));
            return Reply.json(insight.weights());
        }));
        router.get("/api/v1/model").handler(exchange.on(ignored -> Reply.json(learned())));
    }

    private LearnedModel learned() {
        return new LearnedModel(model.orElse(null), ModelCard.DRIVERS, desk.read(account -> account.nodes().figures()
                .learned().stream().map(LearnedModel.Servers::of).toList()));
    }

    private Buffer state() {
        return Buffer.buffer("{\"plan\":").appendBytes(plan).appendString(",\"starts\":")
                .appendBytes(JsonMessages.write(desk.starts())).appendString(",\"evictions\":")
                .appendBytes(JsonMessages.write(desk.evictions())).appendString("}");
    }
}
