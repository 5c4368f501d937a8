package dev.ondol.dashboards.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ondol.dashboards.live.ActDesk.Outcome;
import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.operation.ActReply;
import dev.ondol.facility.operation.AlarmSheet;
import dev.ondol.facility.operation.OperatorAct;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What operators do: acts on alarms, recommendations, zones and the shift log go to control, and its answer comes back as one
/// of HTTP. Nothing is decided here.
final class OperatorRoutes {
    private static final long MOST_BODY = 64 * 1024;
    /// Under this name the signed-in user's name is in the context.
    static final String PRINCIPAL = "ondol.principal-name";
    private static final String SHEET = "{\"definitions\":" + new String(AlarmSheet.json(), StandardCharsets.UTF_8)
            + "}";
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Vertx vertx;
    private final LiveSite live;
    private final Operations operations;

    /// Answer of an act; `alarm`, `recommendation`, `zone` or `entry` is what it was about, as it is now.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Refusal(String type, String title, int status, String detail, String code, String instance,
            @Nullable JsonNode now) {}

    OperatorRoutes(Vertx vertx, LiveSite live, Operations operations) {
        this.vertx = vertx;
        this.live = live;
        this.operations = operations;
    }

    void mount(Router router) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(MOST_BODY);
        router.get("/api/v1/alarms").handler(context -> board(context, live.boards().alarms()));
        router.get("/api/v1/alarms/definitions").handler(context -> context.response().putHeader("Content-Type",
                "application/json").end(SHEET));
        router.post("/api/v1/alarms/ack").handler(body).handler(this::acknowledgeAll);
        for (String action : List.of("ack", "shelve", "unshelve")) {
            router.post("/api/v1/alarms/:id/" + action).handler(body)
                    .handler(context -> act(context, "alarm", action, String.valueOf(context.pathParam("id"))));
        }
        router.get("/api/v1/recommendations").handler(context -> board(context, live.boards().recommendations()));
        for (String action : List.of("approve", "override", "reject", "rollback")) {
            router.post("/api/v1/recommendations/:id/" + action).handler(body)
                    .handler(
                            context -> act(context, "recommendation", action, String.valueOf(context.pathParam("id"))));
        }
        router.post("/api/v1/zones/:zone/level").handler(body)
                .handler(context -> act(context, "zone", "level", String.valueOf(context.pathParam("zone"))));
        router.post("/api/v1/shift-log").handler(body).handler(this::note);
    }

    /// Who acts, as whatever stands before these routes has found out.
    private static String principal(RoutingContext context) {
        String name = context.get(PRINCIPAL);
        return name == null ? "dashboard" : name;
    }

    private static void board(RoutingContext context, @Nullable Object board) {
        if (board == null) {
            Problem.of(503, "not-told-yet", "Control has not told any yet",
                    "It does so when it runs and reaches the message broker.").send(context);
            return;
        }
        json(context, 200, board);
    }

    private void note(RoutingContext context) {
        Map<String, String> params = params(context);
        if (params != null) {
            send(context, "shift-log", params.getOrDefault("kind", "note"), "", params, "entry");
        }
    }

    private void act(RoutingContext context, String kind, String action, String target) {
        Map<String, String> params = params(context);
        if (params != null) {
            send(context, kind, action, target, params, kind);
        }
    }

    private void acknowledgeAll(RoutingContext context) {
        Map<String, String> params = params(context);
        if (params == null) {
            return;
        }
        List<String> ids = List.of(params.getOrDefault("ids", "").split("\n", -1));
        if (ids.size() > 200) {
            Problem.badRequest("ids may hold at most 200 alarms.").send(context);
            return;
        }
        List<Future<Outcome>> acts = new ArrayList<>();
        String key = key(context);
        for (int i = 0; i < ids.size(); i++) {
            acts.add(carry(new OperatorAct(key + "-" + i, "alarm", "ack", ids.get(i), principal(context), System
                    .currentTimeMillis(), Map.of("comment", params.getOrDefault("comment", "")))));
        }
        Future.all(acts).onSuccess(all -> {
            long done = acts.stream().filter(act -> act.result() instanceof Outcome.Replied(ActReply reply) && reply
                    .status() == 200).count();
            json(context, 200, Map.of("code", "done", "acknowledged", done));
        }).onFailure(context::fail);
    }

    private void send(RoutingContext context, String kind, String action, String target, Map<String, String> params,
            String about) {
        String given = context.request().getHeader("Idempotency-Key");
        if (given != null && !KEY.matcher(given).matches()) {
            Problem.badRequest("Idempotency-Key must match [A-Za-z0-9_-]{1,64}.").send(context);
            return;
        }
        OperatorAct act = new OperatorAct(key(context), kind, action, target, principal(context), System
                .currentTimeMillis(), params);
        carry(act).onSuccess(outcome -> answer(context, target, outcome, about)).onFailure(context::fail);
    }

    private static String key(RoutingContext context) {
        String given = context.request().getHeader("Idempotency-Key");
        return given != null && KEY.matcher(given).matches() ? given : UUID.randomUUID().toString();
    }

    private Future<Outcome> carry(OperatorAct act) {
        Context loop = vertx.getOrCreateContext();
        return Future.fromCompletionStage(operations.acts().carry(act), loop);
    }

    private static void answer(RoutingContext context, String target, Outcome outcome, String about) {
        switch (outcome) {
            case Outcome.Replied(ActReply reply) when reply.status() < 300 -> {
                Map<String, Object> body = new LinkedHashMap<>();
                if (!target.isEmpty()) {
                    body.put("id", target);
                    body.put("code", reply.code());
                }
                body.put(about, tree(reply.now()));
                json(context, reply.status(), body);
            }
            case Outcome.Replied(ActReply reply) -> {
                Problem problem = Problem.of(reply.status(), reply.code(), "The act was refused", reply.detail());
                context.response().setStatusCode(reply.status()).putHeader("Content-Type", "application/problem+json")
                        .putHeader("Cache-Control", "no-store")
                        .end(Buffer.buffer(JsonMessages.write(new Refusal(problem.type(), problem.title(), problem
                                .status(), problem.detail(), problem.code(), problem.instance(), tree(reply.now())))));
            }
            case Outcome.Unanswered() -> Problem.of(504, "control-silent", "Control has not answered",
                    "Control did not answer within 2 s; what was asked for may still be done.").send(context);
            case Outcome.Undelivered() -> Problem.of(503, "broker-away", "The request did not go out",
                    "The message broker does not take messages.").send(context);
        }
    }

    /// The body's keys as texts; lists as lines. Null where it was refused.
    private static @Nullable Map<String, String> params(RoutingContext context) {
        Buffer body = context.body().buffer();
        try {
            ObjectNode object = JsonMessages.read(body == null || body.length() == 0
                    ? "{}".getBytes(StandardCharsets.UTF_8)
                    : body.getBytes(), ObjectNode.class);
            Map<String, String> params = new LinkedHashMap<>();
            object.properties().forEach(entry -> {
                JsonNode value = entry.getValue();
                if (value.isArray()) {
                    List<String> lines = new ArrayList<>();
                    value.forEach(line -> lines.add(line.asText()));
                    params.put(entry.getKey(), String.join("\n", lines));
                } else if (!value.isNull()) {
                    params.put(entry.getKey(), value.isObject() ? value.toString() : value.asText());
                }
            });
            return params;
        } catch (MalformedMessage e) {
            Problem.badRequest("The body must be a JSON object. " + e.getMessage()).send(context);
            return null;
        }
    }

    private static @Nullable JsonNode tree(@Nullable String json) {
        if (json == null) {
            return null;
        }
        try {
            return JsonMessages.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (MalformedMessage e) {
            return null;
        }
    }

    private static void json(RoutingContext context, int status, Object body) {
        context.response().setStatusCode(status).putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store").end(Buffer.buffer(JsonMessages.write(body)));
    }
}
