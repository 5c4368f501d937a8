package dev.ondol.optimizer.api;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.workload.Placement;
import dev.ondol.optimizer.extender.Extender;
import dev.ondol.optimizer.identify.ModelCard;
import dev.ondol.optimizer.placement.PlacementDesk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the placement API, /health and /openapi.yaml. The event loop only moves bytes; answers are made on virtual threads.
public final class PlacementServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PlacementServer.class);
    private static final long REQUEST_BYTES = 1 << 20;
    private static final long LIST_BYTES = 64 << 20;
    private static final long PATIENCE_S = 10;
    private static final long DURABLE_MS = 1_000;
    private static final int LONGEST_KEY = 200;
    private static final String JSON = "application/json";

    /// The address is taken or not ours.
    public static final class CannotListen extends RuntimeException {
        private static final long serialVersionUID = 1;

        CannotListen(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private record Reply(int status, String type, Buffer body, boolean replayed) {
        static Reply json(Object body) {
            return new Reply(200, JSON, Buffer.buffer(JsonMessages.write(body)), false);
        }

        static Reply problem(Problem problem) {
            return new Reply(problem.status(), "application/problem+json", Buffer.buffer(JsonMessages.write(problem)),
                    false);
        }

        static Reply placement(Optional<Placement> placement, String id) {
            return placement.map(Reply::json).orElseGet(() -> problem(Problem.unknown(id)));
        }
    }

    private final Vertx vertx;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final PlacementDesk desk;
    private final Supplier<Health> health;
    private final Insight insight;
    private final Buffer openApi = resource("openapi.yaml");
    private final HttpServer server;
    private volatile byte[] plan = "null".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private volatile Optional<ModelCard> model = Optional.empty();

    private PlacementServer(String host, int port, PlacementDesk desk, Insight insight, Supplier<Health> health) {
        this.desk = desk;
        this.insight = insight;
        this.health = health;
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setFileSystemOptions(new FileSystemOptions()
                .setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
        server = vertx.createHttpServer(new HttpServerOptions().setHost(host).setPort(port).setIdleTimeout(75));
    }

    /// Listens when it returns.
    ///
    /// @param port 0 for a free one
    /// @throws CannotListen if the port is in use
    public static PlacementServer start(String host, int port, PlacementDesk desk, Insight insight,
            Supplier<Health> health) {
        PlacementServer started = new PlacementServer(host, port, desk, insight, health);
        try {
            started.server.requestHandler(started.routes());
            started.server.listen().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
            log.info("The placement API is at http://{}:{}/api/v1/.", host, started.port());
            return started;
        } catch (ExecutionException | TimeoutException e) {
            started.close();
            throw new CannotListen(
                    "The placement API cannot listen on %s:%d: %s.\nMaybe another program uses the port; choose another one."
                            .formatted(host, port,
                                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage())),
                    e);
        } catch (InterruptedException e) {
            started.close();
            Thread.currentThread().interrupt();
            throw new CannotListen("Interrupted before the placement API could listen on %s:%d.".formatted(host, port),
                    e);
        }
    }

    /// The port that it listens on.
    public int port() {
        return server.actualPort();
    }

    /// The newest plan in its JSON form, as GET /api/v1/plan shows it.
    public void plan(byte[] json) {
        plan = json;
    }

    /// Shows what was learned of the plant from now on.
    public void model(ModelCard card) {
        model = Optional.of(card);
    }

    private Router routes() {
        Router router = Router.router(vertx);
        BodyHandler small = BodyHandler.create(false).setBodyLimit(REQUEST_BYTES);
        BodyHandler large = BodyHandler.create(false).setBodyLimit(LIST_BYTES);
        router.post("/api/v1/placements").handler(small).handler(on(this::submit));
        router.get("/api/v1/placements/:id").handler(on(context -> Reply.placement(desk.find(id(context)), id(
                context))));
        router.delete("/api/v1/placements/:id").handler(on(context -> Reply.placement(desk.cancel(id(context)), id(
                context))));
        router.post("/api/v1/placements/:id/events").handler(small).handler(on(context -> Reply.placement(desk.event(id(
                context), Bodies.event(body(context))), id(context))));
        router.put("/api/v1/jobs").handler(large).handler(on(context -> {
            desk.reconcile(Bodies.jobs(body(context)));
            return new Reply(204, JSON, Buffer.buffer(), false);
        }));
        router.post("/api/v1/jobs/progress").handler(large).handler(on(context -> {
            desk.progress(Bodies.progress(body(context)));
            return new Reply(204, JSON, Buffer.buffer(), false);
        }));
        router.get("/api/v1/jobs/:id/cost").handler(on(context -> insight.cost(id(context)).map(Reply::json)
                .orElseGet(() -> Reply.problem(Problem.unmetered(id(context))))));
        router.get("/api/v1/costs").handler(on(ignored -> Reply.json(insight.ledger())));
        router.get("/api/v1/plan").handler(on(ignored -> plan()));
        router.get("/api/v1/plan/explanation").handler(on(ignored -> insight.explanation().map(Reply::json).orElseGet(
                () -> Reply.problem(Problem.unplanned()))));
        router.get("/api/v1/plan/alternatives").handler(on(ignored -> insight.alternatives().map(Reply::json).orElseGet(
                () -> Reply.problem(Problem.unplanned()))));
        router.get("/api/v1/plan/weights").handler(on(ignored -> Reply.json(insight.weights())));
        router.put("/api/v1/plan/weights").handler(small).handler(on(context -> {
            insight.weights(Bodies.weights(body(context)));
            return Reply.json(insight.weights());
        }));
        router.get("/api/v1/model")
                .handler(on(ignored -> Reply.json(new LearnedModel(model.orElse(null), ModelCard.DRIVERS))));
        new KubernetesRoutes(new Extender(desk)).mount(router);
        router.get("/health").handler(on(ignored -> Reply.json(health.get())));
        router.get("/openapi.yaml")
                .handler(context -> send(context, new Reply(200, "application/yaml", openApi, false)));
        router.route().handler(context -> send(context, Reply.problem(Problem.of(404, "not-found",
                "There is no such thing", "See /openapi.yaml."))));
        router.route().failureHandler(PlacementServer::failed);
        return router;
    }

    private interface Handler {
        Reply answer(RoutingContext context) throws Exception;
    }

    private io.vertx.core.Handler<RoutingContext> on(Handler handler) {
        return context -> {
            Callable<Reply> work = () -> handler.answer(context);
            java.util.concurrent.CompletableFuture<Reply> answer = new java.util.concurrent.CompletableFuture<>();
            threads.execute(() -> {
                try {
                    answer.complete(work.call());
                } catch (Bodies.Refused e) {
                    answer.complete(Reply.problem(e.problem()));
                } catch (Exception | Error e) {
                    // An answer is owed whatever happened.
                    answer.completeExceptionally(e);
                }
            });
            Future.fromCompletionStage(answer, vertx.getOrCreateContext()).onSuccess(reply -> send(context, reply))
                    .onFailure(context::fail);
        };
    }

    private Reply submit(RoutingContext context) throws Bodies.Refused, InterruptedException, ExecutionException {
        String key = context.request().getHeader("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            return Reply.problem(Problem.field("Idempotency-Key", "The Idempotency-Key must have 1 to %d characters."
                    .formatted(LONGEST_KEY)));
        }
        var request = Bodies.request(body(context));
        PlacementDesk.Answer answer = desk.submit(request, Optional.ofNullable(key));
        if (!answer.placement().jobId().equals(request.jobId())) {
            return Reply.problem(Problem.of(422, "key-reused", "The Idempotency-Key was used for another request",
                    "The key (%s) belongs to the job %s.".formatted(key, answer.placement().jobId())));
        }
        try {
            if (!answer.durable().get(DURABLE_MS, TimeUnit.MILLISECONDS)) {
                log.debug("The placement {} is answered before it is durable.", answer.placement().placementId());
            }
        } catch (TimeoutException e) {
            log.warn("The placement {} is answered before it is durable: the database is slow.", answer.placement()
                    .placementId());
        }
        Reply reply = Reply.json(answer.placement());
        return new Reply(reply.status(), reply.type(), reply.body(), answer.replayed());
    }

    private Reply plan() {
        List<Placement> starts = desk.starts();
        Buffer body = Buffer.buffer("{\"plan\":").appendBytes(plan).appendString(",\"starts\":")
                .appendBytes(JsonMessages
                        .write(starts))
                .appendString("}");
        return new Reply(200, JSON, body, false);
    }

    private static byte[] body(RoutingContext context) {
        Buffer buffer = context.body() == null ? null : context.body().buffer();
        return buffer == null ? new byte[0] : buffer.getBytes();
    }

    private static String id(RoutingContext context) {
        return String.valueOf(context.pathParam("id"));
    }

    private static void send(RoutingContext context, Reply reply) {
        var response = context.response().setStatusCode(reply.status()).putHeader("Cache-Control", "no-store");
        if (reply.replayed()) {
            response.putHeader("Idempotent-Replayed", "true");
        }
        if (reply.status() == 204) {
            response.end();
        } else {
            response.putHeader("Content-Type", reply.type()).end(reply.body());
        }
    }

    private static void failed(RoutingContext context) {
        int status = context.statusCode();
        if (status == 413) {
            send(context, Reply.problem(Problem.of(413, "too-large", "The body is too large", "Send less at a time.")));
        } else if (status >= 400 && status < 500) {
            send(context, Reply.problem(Problem.of(status, "bad-request", "The request was refused",
                    "See /openapi.yaml.")));
        } else {
            log.error("{} {} failed.", context.request().method(), context.request().path(), context.failure());
            send(context, Reply.problem(Problem.of(500, "fault", "A fault of the optimizer",
                    "The fault is in the log; everything else goes on.")));
        }
    }

    private static Buffer resource(String name) {
        try (InputStream in = PlacementServer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The resource (%s) is missing from the class path.".formatted(name));
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("The placement API did not close within {} s.", PATIENCE_S);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
    }
}
