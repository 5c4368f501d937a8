package dev.ondol.optimizer.api;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
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
    private static final long REQUEST_BYTES = 1 << 20;
    private static final long LIST_BYTES = 64 << 20;

    private static final Pattern JSON = Pattern.compile(
            "application/(json|[a-z0-9.+-]+\\+json)(;charset=\"?utf-8\"?)?");
    private static final Pattern SPACE = Pattern.compile("\\s");

    private final Vertx vertx;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BodyHandler small = BodyHandler.create(false).setBodyLimit(REQUEST_BYTES);
    private final BodyHandler large = BodyHandler.create(false).setBodyLimit(LIST_BYTES);

    /// Makes the answer; may block.
    @FunctionalInterface
    interface Answering {
        Reply answer(RoutingContext context) throws Exception;
    }

    Exchange(Vertx vertx) {
        this.vertx = vertx;
    }

    /// An answer to a request whose body does not count.
    Handler<RoutingContext> on(Answering answering) {
        return context -> {
            CompletableFuture<Reply> answer = new CompletableFuture<>();
            threads.execute(() -> {
                try {
                    answer.complete(answering.answer(context));
                } catch (Refused e) {
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

    /// JSON bodies of at most 1 MiB.
    Handler<RoutingContext> small() {
        return json(small);
    }

    /// JSON bodies of at most 64 MiB.
    Handler<RoutingContext> large() {
        return json(large);
    }

    private static Handler<RoutingContext> json(BodyHandler reading) {
        return context -> {
            String type = plain(context.request().getHeader("Content-Type"));
            String encoding = plain(context.request().getHeader("Content-Encoding"));
            if (!JSON.matcher(type).matches()) {
                refuse(context, "Content-Type", "The Content-Type (%s) is not application/json in UTF-8.".formatted(
                        JsonFault.shortened(type)), "Send Content-Type: application/json.");
            } else if (!encoding.isEmpty() && !encoding.equals("identity")) {
                refuse(context, "Content-Encoding", "The Content-Encoding (%s) is not understood.".formatted(JsonFault
                        .shortened(encoding)), "Send the body as it is, not compressed.");
            } else {
                reading.handle(context);
            }
        };
    }

    private static String plain(@org.jspecify.annotations.Nullable String header) {
        return header == null ? "" : SPACE.matcher(header).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static void refuse(RoutingContext context, String field, String detail, String remedy) {
        // What is still to come is not read; a client that sends on must not have its next request taken from it.
        if (context.request().version() != HttpVersion.HTTP_2) { // its streams are apart, and it knows no such header
            context.response().putHeader("Connection", "close");
        }
        send(context, Reply.problem(new Problem("about:blank", "The media type is not supported", 415, detail,
                "media-type", field, remedy)));
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
        response.setStatusCode(reply.status()).putHeader("Cache-Control", "no-store");
        reply.headers().forEach(response::putHeader);
        if (reply.status() == 204) {
            response.end();
        } else {
            response.putHeader("Content-Type", reply.type()).end(reply.body());
        }
    }

    /// Words for what no route has answered.
    static void failures(Router router) {
        on(router, 404, "not-found", "There is no such thing", "The path leads nowhere.",
                "GET /openapi.yaml lists all paths.");
        on(router, 405, "method", "The method is not allowed", "The path does not take this method.",
                "GET /openapi.yaml lists the methods of each path.");
        on(router, 413, "too-large", "The body is too large", "The body is larger than this path takes.",
                "Send less at a time.");
        for (int status : new int[]{400, 406, 414, 415, 431}) {
            on(router, status, "bad-request", "The request was refused", "The request is not HTTP as it should be.",
                    "Send what /openapi.yaml describes.");
        }
        router.errorHandler(500, context -> {
            log.error("{} {} failed.", context.request().method(), context.request().path(), context.failure());
            send(context, Reply.problem(Problem.of(500, "fault", "A fault of the optimizer",
                    "The fault is in the log; everything else goes on.", "Report it; repeating will not help.")));
        });
    }

    /// What is no HTTP: the connection cannot be used further.
    static void broken(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        int status = cause instanceof TooLongHttpLineException
                ? 414
                : cause instanceof TooLongHttpHeaderException ? 431 : 400;
        Reply reply = Reply.problem(Problem.of(status, "bad-request", "The request was refused",
                "The request is not HTTP as it should be.", "Send shorter lines of HTTP/1.1."));
        request.response().setStatusCode(status).putHeader("Content-Type", reply.type()).putHeader("Connection",
                "close").end(reply.body()).onComplete(done -> request.connection().close());
    }

    private static void on(Router router, int status, String code, String title, String detail, String remedy) {
        router.errorHandler(status, context -> send(context, Reply.problem(Problem.of(status, code, title, detail,
                remedy))));
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
