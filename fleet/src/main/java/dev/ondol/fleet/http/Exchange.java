package dev.ondol.fleet.http;

import dev.ondol.fleet.desk.Problem;
import dev.ondol.fleet.desk.Refused;
import dev.ondol.historian.HistorianUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of a request to its answer: the event loop reads the body and writes the reply, a virtual thread makes it.
final class Exchange implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final long MOST_BYTES = 1 << 20;
    private static final Pattern JSON = Pattern.compile(
            "application/(json|[a-z0-9.+-]+\\+json)(;charset=\"?utf-8\"?)?");

    private final Vertx vertx;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BodyHandler reading = BodyHandler.create(false).setBodyLimit(MOST_BYTES);

    /// Makes the answer; may block.
    @FunctionalInterface
    interface Answering {
        Reply answer(RoutingContext context) throws Exception;
    }

    Exchange(Vertx vertx) {
        this.vertx = vertx;
    }

    Handler<RoutingContext> on(Answering answering) {
        return context -> {
            CompletableFuture<Reply> answer = new CompletableFuture<>();
            threads.execute(() -> {
                try {
                    answer.complete(answering.answer(context));
                } catch (Refused e) {
                    answer.complete(Reply.problem(e.problem()));
                } catch (HistorianUnavailable e) {
                    log.warn("{}", e.getMessage());
                    answer.complete(Reply.problem(Problem.of(503, "database-away", "The database does not answer",
                            "Nothing is given to a site that cannot be written down.",
                            "Ask again with the same Idempotency-Key.")));
                } catch (Exception | Error e) {
                    // An answer is owed whatever happened.
                    answer.completeExceptionally(e);
                }
            });
            Future.fromCompletionStage(answer, vertx.getOrCreateContext()).onSuccess(reply -> send(context, reply))
                    .onFailure(context::fail);
        };
    }

    /// JSON bodies of at most 1 MiB.
    Handler<RoutingContext> json() {
        return context -> {
            String type = context.request().getHeader("Content-Type");
            if (type == null || !JSON.matcher(type.replaceAll("\\s", "").toLowerCase(Locale.ROOT)).matches()) {
                // What is still to come is not read; a client that sends on must not have its next request taken from it.
                if (context.request().version() != HttpVersion.HTTP_2) {
                    context.response().putHeader("Connection", "close");
                }
                send(context, Reply.problem(new Problem("about:blank", "The media type is not supported", 415,
                        "The body must be JSON.", "media-type", "Content-Type",
                        "Send Content-Type: application/json.")));
            } else {
                reading.handle(context);
            }
        };
    }

    static byte[] body(RoutingContext context) {
        Buffer buffer = context.body() == null ? null : context.body().buffer();
        return buffer == null ? new byte[0] : buffer.getBytes();
    }

    static String id(RoutingContext context) {
        return String.valueOf(context.pathParam("id"));
    }

    static void send(RoutingContext context, Reply reply) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status()).putHeader("Cache-Control", "no-store").putHeader("Content-Type", reply
                .type());
        reply.headers().forEach(response::putHeader);
        response.end(reply.body());
    }

    /// Words for what no route has answered.
    static void failures(Router router) {
        on(router, 413, "too-large", "The body is larger than this path takes.", "Send less at a time.");
        for (int status : new int[]{400, 404, 405, 406, 414, 415, 431}) {
            on(router, status, "bad-request", "The request is not HTTP as it should be.",
                    "Send what /openapi.yaml describes.");
        }
        router.errorHandler(500, context -> {
            log.error("{} {} failed.", context.request().method(), context.request().path(), context.failure());
            send(context, Reply.problem(Problem.of(500, "fault", "A fault of the fleet's front",
                    "The fault is in the log; everything else goes on.", "Report it; repeating will not help.")));
        });
    }

    private static void on(Router router, int status, String code, String detail, String remedy) {
        router.errorHandler(status, context -> send(context, Reply.problem(Problem.of(status, code,
                "The request was refused", detail, remedy))));
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
