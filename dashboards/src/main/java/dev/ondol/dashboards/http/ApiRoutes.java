package dev.ondol.dashboards.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.dashboards.live.Figure;
import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.dashboards.live.OperatorDesk;
import dev.ondol.dashboards.live.OperatorDesk.Answer;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorRequest.Action;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// REST of the dashboard: what is shown, history at the width of a panel, and what an operator asks for.
final class ApiRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ApiRoutes.class);
    private static final int MOST_SLICES = 4_000;
    private static final int MOST_MATCH = 100;
    private static final long LONGEST_SPAN_MS = 400L * 24 * 3600 * 1000;
    private static final int MOST_REASON = 500;
    private static final long MOST_BODY = 16 * 1024;

    /// Answer of GET /api/v1/series.
    ///
    /// @param sliceMs plant time that one slice covers
    /// @param gapMs   a hole between slices longer than this is a gap in the data
    private record Series(PointId point, String unit, long from, long to, long sliceMs, long gapMs,
            List<Archive.Slice> slices) {}

    /// One entry of GET /api/v1/points.
    private record PointView(PointId point, String source, String brickClass, String unit, String kind, long periodMs,
            @Nullable Double min, @Nullable Double max, Figure now) {}

    /// Body of POST /api/v1/requests.
    record Ask(Action action, @JsonSetter(nulls = Nulls.SET) @Nullable String reason) {}

    /// Answer of POST /api/v1/requests.
    private record Asked(String id, boolean accepted, Mode mode, String code) {}

    /// Answer of GET /api/v1/plan; the placements that wait for their start are the optimizer's to tell.
    private record PlanAnswer(@Nullable Plan plan) {}

    /// Answer of GET /health; `database` and `disk` are empty until the historian has answered once.
    private record Health(String status, boolean broker, boolean historian, String database, String disk,
            Figure.State feed, long droppedTicks) {}

    private final Vertx vertx;
    private final LiveSite live;
    private final LiveRoutes liveRoutes;
    private final OperatorDesk desk;
    private final Archive archive;
    private final OffLoop offLoop;

    ApiRoutes(Vertx vertx, LiveSite live, LiveRoutes liveRoutes, OperatorDesk desk, Archive archive,
            OffLoop offLoop) {
        this.vertx = vertx;
        this.live = live;
        this.liveRoutes = liveRoutes;
        this.desk = desk;
        this.archive = archive;
        this.offLoop = offLoop;
    }

    void mount(Router router) {
        router.get("/health").handler(this::health);
        router.get("/api/v1/overview").handler(context -> json(context, live.overview()));
        router.get("/api/v1/series").handler(this::series);
        router.get("/api/v1/points").handler(this::points);
        router.get("/api/v1/plan").handler(context -> json(context, new PlanAnswer(live.plan().orElse(null))));
        router.post("/api/v1/requests").handler(BodyHandler.create(false).setBodyLimit(MOST_BODY))
                .handler(this::request);
    }

    /// The process is well while it can serve pages; what it misses is in the body.
    private void health(RoutingContext context) {
        var overview = live.overview();
        boolean historian = overview.past() != null && overview.past().reachable();
        String database = overview.past() == null ? "" : overview.past().database();
        String disk = overview.past() == null ? "" : overview.past().disk();
        boolean up = overview.feed().broker() && historian && !disk.equals("full");
        json(context, new Health(up ? "up" : "degraded", overview.feed().broker(), historian, database, disk,
                overview.feed().state(), liveRoutes.dropped()));
    }

    private void points(RoutingContext context) {
        String equipment = context.request().getParam("equipment");
        String match = context.request().getParam("match");
        Optional<Long> limit = whole(context.request().getParam("limit"));
        if (match != null && match.length() > MOST_MATCH || limit.isPresent() && limit.get() < 1) {
            Problem.badRequest("match may have at most %d characters, limit must be 1 or more.".formatted(MOST_MATCH))
                    .send(context);
            return;
        }
        List<String> words = match == null
                ? List.of()
                : List.of(match.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        List<PointView> views = live.catalog().all().stream()
                .filter(point -> equipment == null || point.id().equipment().equals(equipment))
                .filter(point -> words.stream().allMatch(point.id().toString()::contains))
                .limit(limit.orElse(Long.MAX_VALUE)).map(this::view).toList();
        json(context, views);
    }

    private PointView view(Point point) {
        return new PointView(point.id(), point.source(), point.quantity().brickClass(), point.quantity().unit(),
                point.quantity().kind().name(), point.period().toMillis(),
                point.limits().map(limits -> (Double) limits.min()).orElse(null),
                point.limits().map(limits -> (Double) limits.max()).orElse(null), live.figure(point.id()));
    }

    private void series(RoutingContext context) {
        Optional<Point> point = point(context.request().getParam("point"));
        Optional<Long> from = whole(context.request().getParam("from"));
        Optional<Long> to = whole(context.request().getParam("to"));
        Optional<Long> width = whole(context.request().getParam("width"));
        if (point.isEmpty()) {
            Problem.badRequest(
                    "point must be a point of this site, for example meter-it/active-power; see /api/v1/points.")
                    .send(context);
            return;
        }
        if (from.isEmpty() || to.isEmpty() || from.get() < 0 || to.get() <= from.get()
                || to.get() - from.get() > LONGEST_SPAN_MS) {
            Problem.badRequest(
                    "from and to must be plant time in milliseconds, from before to, at most 400 days apart.")
                    .send(context);
            return;
        }
        if (width.isEmpty() || width.get() < 1 || width.get() > MOST_SLICES) {
            Problem.badRequest("width must be 1 to %d pixels.".formatted(MOST_SLICES)).send(context);
            return;
        }
        long span = to.get() - from.get();
        int slices = (int) Math.clamp(span / point.get().period().toMillis(), 1, width.get());
        long sliceMs = Math.ceilDiv(span, slices);
        long gapMs = Math.max(point.get().staleAfter().toMillis(), 2 * sliceMs);
        offLoop.call(() -> archive.series(point.get().id(), from.get(), to.get(), slices))
                .onSuccess(found -> json(context, new Series(point.get().id(), point.get().quantity().unit(),
                        from.get(), to.get(), sliceMs, gapMs, found)))
                .onFailure(failure -> {
                    LOG.warn("History of {} could not be read: {}", point.get().id(), failure.toString());
                    Problem.historianAway().send(context);
                });
    }

    private void request(RoutingContext context) {
        Ask ask;
        try {
            Buffer body = context.body().buffer();
            ask = JsonMessages.read(body == null ? new byte[0] : body.getBytes(), Ask.class);
        } catch (MalformedMessage e) {
            Problem.badRequest(
                    "The body must be {\"action\": \"EXIT_AUTO\" | \"CHOOSE_AUTO\" | \"CHOOSE_ADVISE\" | \"CHOOSE_SHADOW\", "
                            + "\"reason\": text or null}. " + e.getMessage())
                    .send(context);
            return;
        }
        String reason = ask.reason() == null ? "" : ask.reason().strip();
        if (reason.length() > MOST_REASON) {
            Problem.badRequest("reason may have at most %d characters.".formatted(MOST_REASON))
                    .send(context);
            return;
        }
        Context loop = vertx.getOrCreateContext();
        Future.fromCompletionStage(desk.ask(ask.action(), Gate.principal(context).name(), reason), loop)
                .onSuccess(answer -> answered(context, ask.action(), answer))
                .onFailure(context::fail);
    }

    private static void answered(RoutingContext context, Action action, Answer answer) {
        switch (answer) {
            case Answer.Replied(var reply) -> json(context, new Asked(reply.id(), reply.accepted(), reply.mode(),
                    reply.code()));
            case Answer.Unanswered(var id) when action == Action.EXIT_AUTO -> Problem.of(504, "gateway-told",
                    "Control has not answered",
                    "Control did not answer request %s within 2 s. The gateway has been told and goes to local rules by itself."
                            .formatted(id))
                    .send(context);
            case Answer.Unanswered(var id) -> Problem.of(504, "control-silent", "Control has not answered",
                    "Control did not answer request %s within 2 s; the mode is as it was.".formatted(id)).send(context);
            case Answer.Undelivered(var id, var cause) -> {
                LOG.warn("Request {} ({}) did not reach the broker: {}", id, action, cause);
                Problem.of(503, "broker-away", "The request did not go out",
                        "The message broker does not take messages. If the plant must leave AUTO now, use its local panel.")
                        .send(context);
            }
        }
    }

    private Optional<Point> point(@Nullable String name) {
        try {
            return name == null ? Optional.empty() : live.catalog().find(PointId.of(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<Long> whole(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Long.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static void json(RoutingContext context, Object body) {
        context.response().putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(JsonMessages.write(body)));
    }
}
