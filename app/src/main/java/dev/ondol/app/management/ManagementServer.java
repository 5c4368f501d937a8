package dev.ondol.app.management;

import dev.ondol.facility.message.JsonMessages;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves /metrics (Prometheus text) and /health. Answers are made on virtual threads; the event loop only moves bytes.
public final class ManagementServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final long PATIENCE_S = 10;
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    /// The address is taken or not ours.
    public static final class CannotListen extends RuntimeException {
        private static final long serialVersionUID = 1;

        CannotListen(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private record Reply(int status, String type, Buffer body) {}

    private final Vertx vertx;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final PrometheusMeterRegistry registry;
    private final Supplier<Health> health;

    private ManagementServer(String host, int port, PrometheusMeterRegistry registry, Supplier<Health> health) {
        this.registry = registry;
        this.health = health;
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setFileSystemOptions(new FileSystemOptions()
                .setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
        server = vertx.createHttpServer(new HttpServerOptions().setHost(host).setPort(port).setIdleTimeout(75))
                .requestHandler(this::answer);
    }

    /// Listens when it returns.
    ///
    /// @param port 0 for a free one
    public static ManagementServer start(String host, int port, PrometheusMeterRegistry registry,
            Supplier<Health> health) {
        ManagementServer started = new ManagementServer(host, port, registry, health);
        try {
            started.server.listen().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
            LOG.info("Metrics and health are at http://{}:{}/metrics and /health.", host, started.port());
            return started;
        } catch (ExecutionException | TimeoutException e) {
            started.close();
            throw new CannotListen(
                    "Metrics cannot be served on %s:%d: %s. Maybe another program uses the port; choose another one."
                            .formatted(host, port, e.getCause() == null ? e : e.getCause().getMessage()),
                    e);
        } catch (InterruptedException e) {
            started.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before metrics could be served.", e);
        }
    }

    /// The port that it listens on.
    public int port() {
        return server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            send(request, new Reply(405, "text/plain", Buffer.buffer("Only GET.\n")));
            return;
        }
        String path = String.valueOf(request.path());
        CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(() -> reply(path), threads);
        Future.fromCompletionStage(reply, vertx.getOrCreateContext()).onSuccess(made -> send(request, made))
                .onFailure(failure -> {
                    LOG.error("{} failed.", request.path(), failure);
                    send(request, new Reply(500, "text/plain", Buffer.buffer("A fault; it is in the log.\n")));
                });
    }

    private Reply reply(String path) {
        return switch (path) {
            case "/metrics" -> new Reply(200, METRICS, Buffer.buffer(registry.scrape()));
            case "/health" -> {
                Health now = health.get();
                yield new Reply(now.httpStatus(), "application/health+json",
                        Buffer.buffer(JsonMessages.write(now)));
            }
            default -> new Reply(404, "text/plain", Buffer.buffer("There are /metrics and /health.\n"));
        };
    }

    private static void send(HttpServerRequest request, Reply reply) {
        var response = request.response().setStatusCode(reply.status()).putHeader("Cache-Control", "no-store")
                .putHeader("Content-Type", reply.type());
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(reply.body());
        }
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The metrics server did not close within {} s.", PATIENCE_S);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
    }
}
