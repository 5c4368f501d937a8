package dev.ondol.optimizer.api;

import dev.ondol.facility.config.ServerCertificate;
import dev.ondol.optimizer.identify.ModelCard;
import dev.ondol.optimizer.placement.PlacementDesk;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the placement API, /health and /openapi.yaml. The event loop only moves bytes; answers are made on virtual threads.
public final class PlacementServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PlacementServer.class);
    private static final long PATIENCE_S = 10;

    /// The address is taken or not ours.
    public static final class CannotListen extends RuntimeException {
        private static final long serialVersionUID = 1;

        CannotListen(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private final Vertx vertx;
    private final Exchange exchange;
    private final PlanRoutes plans;
    private final PlanEvents events;
    private final List<RouteGroup> groups;
    private final Turnstile turnstile;
    private final HttpServer server;

    private PlacementServer(String host, int port, Optional<ServerCertificate> certificate, RequestLimit limit,
            PlacementDesk desk, Insight insight, Supplier<Health> health) {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setFileSystemOptions(new FileSystemOptions()
                .setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
        exchange = new Exchange(vertx);
        plans = new PlanRoutes(desk, insight);
        events = new PlanEvents(vertx, desk);
        turnstile = new Turnstile(limit, Clock.systemUTC());
        groups = List.of(new PlacementRoutes(desk, insight, turnstile), new NodeRoutes(desk),
                new JobRoutes(desk, insight),
                plans, events, new ServiceRoutes(health), new KubernetesRoutes(desk));
        HttpServerOptions options = new HttpServerOptions().setHost(host).setPort(port).setIdleTimeout(75);
        certificate.ifPresent(shown -> options.setSsl(true).setKeyCertOptions(new PemKeyCertOptions().addCertPath(shown
                .certificate().toString()).addKeyPath(shown.key().toString())));
        server = vertx.createHttpServer(options);
    }

    /// Listens with plain HTTP when it returns, under the usual limit.
    ///
    /// @param port 0 for a free one
    /// @throws CannotListen if the port is in use
    public static PlacementServer start(String host, int port, PlacementDesk desk, Insight insight,
            Supplier<Health> health) {
        return start(host, port, Optional.empty(), RequestLimit.USUAL, desk, insight, health);
    }

    /// Listens when it returns.
    ///
    /// @param port  0 for a free one
    /// @param limit of each caller
    /// @throws CannotListen if the port is in use
    public static PlacementServer start(String host, int port, Optional<ServerCertificate> certificate,
            RequestLimit limit, PlacementDesk desk, Insight insight, Supplier<Health> health) {
        PlacementServer started = new PlacementServer(host, port, certificate, limit, desk, insight, health);
        try {
            started.server.requestHandler(started.routes()).invalidRequestHandler(Exchange::broken);
            started.server.listen().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
            log.info("The placement API is at {}://{}:{}/api/v1/.", certificate.isPresent() ? "https" : "http", host,
                    started.port());
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
        plans.plan(json);
        events.plan(json);
    }

    /// Shows what was learned of the plant from now on.
    public void model(ModelCard card) {
        plans.model(card);
    }

    private Router routes() {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            if (context.request().isSSL()) {
                context.response().putHeader("Strict-Transport-Security", ServerCertificate.STRICT_TRANSPORT);
            }
            context.next();
        });
        router.route().handler(turnstile);
        groups.forEach(group -> group.mount(router, exchange));
        Exchange.failures(router);
        return router;
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
        exchange.close();
    }
}
