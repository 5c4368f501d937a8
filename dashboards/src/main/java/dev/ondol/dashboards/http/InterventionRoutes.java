package dev.ondol.dashboards.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.dashboards.live.OperatorDesk;
import dev.ondol.dashboards.live.OperatorDesk.Answer;
import dev.ondol.dashboards.live.OperatorDesk.ByHand;
import dev.ondol.facility.message.Intervention.Action;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.point.PointId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// REST of what operators do by hand: hold a set-point, take a unit out of service. The plant's gateway or control decides.
final class InterventionRoutes {
    private static final long MOST_BODY = 16 * 1024;
    private static final int MOST_REASON = 500;
    /// Answers that say that the request itself cannot be met.
    private static final Set<String> UNMET = Set.of("outside-envelope", "bad-duration");
    private static final Set<String> NOT_THERE = Set.of("not-writable", "no-such-unit", "not-held", "not-locked-out");

    /// Body of POST /api/v1/overrides.
    ///
    /// @param seconds wall time for which it holds; absent: until it is released
    record Hold(PointId point, double value, @JsonSetter(nulls = Nulls.SET) @Nullable Long seconds,
            @JsonSetter(nulls = Nulls.SET) @Nullable String reason) {}

    /// Body of POST /api/v1/lockouts.
    record Take(String unit, @JsonSetter(nulls = Nulls.SET) @Nullable String reason) {}

    /// Answer to all that changes something.
    private record Done(String id, Mode mode, String code) {}

    private final Vertx vertx;
    private final LiveSite live;
    private final OperatorDesk desk;

    InterventionRoutes(Vertx vertx, LiveSite live, OperatorDesk desk) {
        this.vertx = vertx;
        this.live = live;
        this.desk = desk;
    }

    void mount(Router router) {
        router.get("/api/v1/overrides").handler(context -> json(context, 200, live.overrides()));
        router.get("/api/v1/lockouts").handler(context -> json(context, 200, live.lockouts()));
        router.post("/api/v1/overrides").handler(BodyHandler.create(false).setBodyLimit(MOST_BODY)).handler(this::hold);
        router.post("/api/v1/lockouts").handler(BodyHandler.create(false).setBodyLimit(MOST_BODY)).handler(this::take);
        router.delete("/api/v1/overrides/:equipment/:quantity").handler(context -> act(context, Action.RELEASE, context
                .pathParam("equipment") + "/" + context.pathParam("quantity"), null, null, ""));
        router.delete("/api/v1/lockouts/:unit").handler(context -> act(context, Action.RETURN, context.pathParam(
                "unit"), null, null, ""));
    }

    private void hold(RoutingContext context) {
        try {
            Hold hold = JsonMessages.readStrictly(body(context), Hold.class);
            act(context, Action.OVERRIDE, hold.point().toString(), hold.value(), hold.seconds(), hold.reason());
        } catch (MalformedMessage e) {
            Problem.badRequest(
                    "The body must be {\"point\": name, \"value\": number, \"seconds\": whole number or null, "
                            + "\"reason\": text or null}. " + e.getMessage())
                    .send(context);
        }
    }

    private void take(RoutingContext context) {
        try {
            Take take = JsonMessages.readStrictly(body(context), Take.class);
            act(context, Action.LOCK_OUT, take.unit(), null, null, take.reason());
        } catch (MalformedMessage e) {
            Problem.badRequest("The body must be {\"unit\": name, \"reason\": text or null}. " + e.getMessage()).send(
                    context);
        }
    }

    private static byte[] body(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }

    private void act(RoutingContext context, Action action, @Nullable String of, @Nullable Double value,
            @Nullable Long seconds, @Nullable String why) {
        String target = of == null ? "" : of;
        String reason = why == null ? "" : why.strip();
        if (reason.length() > MOST_REASON) {
            Problem.badRequest("reason may have at most %d characters.".formatted(MOST_REASON)).send(context);
            return;
        }
        Context loop = vertx.getOrCreateContext();
        Future.fromCompletionStage(desk.byHand(new ByHand(action, target, value, seconds, Gate.principal(context)
                .name(), reason)), loop)
                .onSuccess(answer -> answered(context, action, target, answer)).onFailure(context::fail);
    }

    private static void answered(RoutingContext context, Action action, String target, Answer answer) {
        switch (answer) {
            case Answer.Replied(var reply) when reply.accepted() -> json(context, 200, new Done(reply.id(), reply
                    .mode(), reply.code()));
            case Answer.Replied(var reply) -> Problem.of(status(reply.code()), reply.code(), "It was not done",
                    "%s of %s was refused: %s.".formatted(action, target, reply.code())).send(context);
            case Answer.Unanswered(var id) -> Problem.of(504, action.atThePlant() ? "gateway-silent" : "control-silent",
                    "Nobody has answered", "%s did not answer request %s within 2 s.".formatted(action.atThePlant()
                            ? "The plant's gateway"
                            : "Control", id))
                    .send(context);
            case Answer.Undelivered(var id, var cause) -> Problem.of(503, "broker-away", "The request did not go out",
                    "The message broker does not take messages (%s). Use the plant's local panel.".formatted(cause))
                    .send(context);
        }
    }

    private static int status(String code) {
        return UNMET.contains(code) ? 422 : NOT_THERE.contains(code) ? 404 : 409;
    }

    private static void json(RoutingContext context, int status, Object body) {
        context.response().setStatusCode(status).putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store").end(Buffer.buffer(JsonMessages.write(body)));
    }
}
