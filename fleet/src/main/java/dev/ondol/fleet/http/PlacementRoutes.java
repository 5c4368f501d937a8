package dev.ondol.fleet.http;

import static dev.ondol.fleet.http.Exchange.body;
import static dev.ondol.fleet.http.Exchange.id;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.fleet.choice.SiteAnswer;
import dev.ondol.fleet.desk.FleetDesk;
import dev.ondol.fleet.desk.FleetDesk.Answer;
import dev.ondol.fleet.desk.FleetDesk.Passed;
import dev.ondol.fleet.desk.Problem;
import dev.ondol.fleet.desk.Refused;
import dev.ondol.fleet.site.Said;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Placements across sites from the request to the end.
final class PlacementRoutes {
    private static final String PATH = "/api/v1/placements";
    private static final String KEY = "Idempotency-Key";
    private static final Pattern KEYS = Pattern.compile("[\\x20-\\x7e]{1,200}");

    private final FleetDesk desk;

    /// Answer of GET /api/v1/placements/{id}/sites.
    record Sites(List<SiteAnswer> sites) {}

    PlacementRoutes(FleetDesk desk) {
        this.desk = desk;
    }

    void mount(Router router, Exchange exchange) {
        router.post(PATH).handler(exchange.json()).handler(exchange.on(this::submit));
        router.get(PATH + "/:id").handler(exchange.on(context -> placement(pass(context, "GET", ""))));
        router.delete(PATH + "/:id").handler(exchange.on(context -> placement(pass(context, "DELETE", ""))));
        router.post(PATH + "/:id/events").handler(exchange.json()).handler(exchange.on(context -> placement(pass(
                context, "POST", "/events"))));
        router.get(PATH + "/:id/explanation").handler(exchange.on(context -> explanation(pass(context, "GET",
                "/explanation"))));
        router.get(PATH + "/:id/sites").handler(exchange.on(context -> Reply.json(new Sites(desk.sites(id(
                context))))));
    }

    private Reply submit(RoutingContext context) throws Refused, InterruptedException {
        String key = context.request().getHeader(KEY);
        if (key != null && (!KEYS.matcher(key).matches() || key.isBlank())) {
            throw new Refused(Problem.field(KEY, "The key must have 1 to 200 characters of ASCII.",
                    "Choose a key of that kind."));
        }
        Answer answer = desk.submit(request(body(context)), Optional.ofNullable(key));
        Reply reply = Reply.json(answer.placement());
        long generation = answer.placement().placement().generation();
        reply = generation > 0 ? reply.with("ETag", "\"" + generation + "\"") : reply;
        return answer.replayed() ? reply.with("Idempotent-Replayed", "true") : reply;
    }

    private static PlacementRequest request(byte[] body) throws Refused {
        try {
            return JsonMessages.readStrictly(body, PlacementRequest.class);
        } catch (MalformedMessage e) {
            throw new Refused(Problem.field(null, String.valueOf(e.getMessage()),
                    "Send one request of the placement API, no list of them."));
        }
    }

    private Passed pass(RoutingContext context, String method, String suffix) throws Refused {
        return desk.pass(method, id(context), suffix, body(context), context.request().getHeader("If-Match"));
    }

    private Reply placement(Passed passed) throws Refused {
        if (!passed.answered().well()) {
            return asItCame(passed.answered());
        }
        Reply reply = Reply.json(desk.seen(passed));
        String tag = passed.answered().headers().get("ETag");
        return tag == null ? reply : reply.with("ETag", tag);
    }

    private static Reply explanation(Passed passed) throws Refused {
        if (!passed.answered().well()) {
            return asItCame(passed.answered());
        }
        try {
            JsonObject told = new JsonObject(passed.answered().body());
            return new Reply(200, "application/json", told.put("placementId", passed.fleetId()).put("site", passed
                    .site()).toBuffer(), Map.of());
        } catch (DecodeException e) {
            throw new Refused(Problem.of(503, "site-away", "The site does not answer now",
                    "The site %s answers something else.".formatted(passed.site()), "Ask again."));
        }
    }

    /// What is wrong, in the site's own words.
    private static Reply asItCame(Said.Answered answered) {
        String type = answered.headers().get("Content-Type");
        return new Reply(answered.status(), type == null ? "application/octet-stream" : type, answered.body(), Map
                .of());
    }
}
