package dev.ondol.optimizer.api;

import static dev.ondol.optimizer.api.Exchange.body;
import static dev.ondol.optimizer.api.Exchange.id;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.optimizer.placement.PlacementDesk.Answer;
import dev.ondol.optimizer.placement.PlacementExplanation;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Placements from the request to the end.
final class PlacementRoutes implements RouteGroup {
    private static final Logger log = LoggerFactory.getLogger(PlacementRoutes.class);
    private static final int DURABLE_MS = 1_000;
    private static final String PATH = "/api/v1/placements";

    private final PlacementDesk desk;
    private final Insight insight;
    private final Turnstile turnstile;

    PlacementRoutes(PlacementDesk desk, Insight insight, Turnstile turnstile) {
        this.desk = desk;
        this.insight = insight;
        this.turnstile = turnstile;
    }

    @Override
    public void mount(Router router, Exchange exchange) {
        router.post(PATH).handler(exchange.small()).handler(exchange.on(this::submit));
        router.get(PATH + "/:id").handler(exchange.on(context -> Reply.placement(desk.find(id(context)), id(context))));
        router.delete(PATH + "/:id").handler(exchange.on(context -> {
            Optional<Placement> stale = stale(context);
            return stale.isPresent()
                    ? Reply.problem(Generation.stale(stale.get()))
                    : Reply.placement(desk.cancel(id(context)), id(context));
        }));
        router.get(PATH).handler(exchange.on(context -> Reply.json(Page.of(context, desk::placements,
                Placement::placementId))));
        router.get(PATH + "/:id/explanation").handler(exchange.on(context -> explanation(id(context))));
        router.post(PATH + "/:id/events").handler(exchange.small()).handler(exchange.on(this::event));
    }

    private Reply explanation(String id) {
        Optional<PlacementExplanation> newest = desk.explanation(id);
        return newest.or(() -> insight.placement(id)).map(Reply::json).orElseGet(() -> Reply.problem(Problem.of(404,
                "unexplained-placement", "It is not known why", "Of the placement (%s) no decision is written down."
                        .formatted(JsonFault.shortened(id)),
                "Ask for a placement that this optimizer has decided.")));
    }

    private Reply event(RoutingContext context) throws Refused {
        PlacementEvent event = Bodies.event(body(context));
        long now = desk.now();
        if (now > 0 && event.at() > now + Bodies.AHEAD_MS) {
            throw new Refused(Problem.field("at", "at (%d) is more than an hour ahead of the plant's clock (%d)."
                    .formatted(event.at(), now), "Send plant time; GET /health tells it."));
        }
        Optional<Placement> stale = stale(context);
        return stale.isPresent()
                ? Reply.problem(Generation.stale(stale.get()))
                : Reply.placement(desk.event(id(context), event), id(context));
    }

    /// The newest state where the sender has seen an older one.
    private Optional<Placement> stale(RoutingContext context) throws Refused {
        OptionalLong seen = Generation.seen(context);
        return seen.isEmpty()
                ? Optional.empty()
                : desk.find(id(context)).filter(newest -> newest.generation() != seen.getAsLong());
    }

    private Reply submit(RoutingContext context) throws Refused, InterruptedException, ExecutionException {
        Optional<String> key = IdempotencyKey.of(context);
        byte[] body = body(context);
        if (!Bodies.isList(body)) {
            PlacementRequest request = Bodies.request(body);
            Answer answer = submit(request, key);
            durable(List.of(answer), budgetMs(request));
            return marked(Reply.placement(answer.placement()), answer.replayed());
        }
        List<PlacementRequest> requests = Bodies.requests(body);
        turnstile.charge(context, requests.size() - 1);
        List<Answer> answers = new ArrayList<>();
        int budgetMs = 1;
        for (int i = 0; i < requests.size(); i++) {
            int number = i;
            answers.add(submit(requests.get(i), key.map(of -> IdempotencyKey.ofPart(of, number))));
            budgetMs = Math.max(budgetMs, budgetMs(requests.get(i)));
        }
        durable(answers, budgetMs);
        return marked(Reply.json(Buffer.buffer(JsonMessages.write(answers.stream().map(Answer::placement).toList()))),
                answers.stream().allMatch(Answer::replayed));
    }

    private static Reply marked(Reply reply, boolean replayed) {
        return replayed ? reply.with("Idempotent-Replayed", "true") : reply;
    }

    private static int budgetMs(PlacementRequest request) {
        Integer own = request.budgetMs();
        return own == null ? DURABLE_MS : own;
    }

    private Answer submit(PlacementRequest request, Optional<String> key) throws Refused {
        Answer answer = desk.submit(request, key);
        if (answer.foreign()) {
            throw new Refused(IdempotencyKey.reused(key.orElse("")));
        }
        return answer;
    }

    private static void durable(List<Answer> answers, int patienceMs) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        for (Answer answer : answers) {
            try {
                if (!answer.durable().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    log.debug("The placement {} is answered before it is durable.", answer.placement().placementId());
                }
            } catch (TimeoutException e) {
                log.warn("The placement {} is answered before it is durable: the database is slow.", answer.placement()
                        .placementId());
            }
        }
    }
}
