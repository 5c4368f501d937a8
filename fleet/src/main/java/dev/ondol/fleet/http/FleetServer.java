package dev.ondol.fleet.http;

import dev.ondol.facility.config.ServerCertificate;
import dev.ondol.fleet.desk.FleetDesk;
import dev.ondol.fleet.view.SiteRow;
import dev.ondol.fleet.view.SiteRow.State;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the fleet's API. The event loop only moves bytes; answers are made on virtual threads.
public final class FleetServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FleetServer.class);
    private static final long PATIENCE_S = 10;

    /// The address is taken or not ours.
    public static final class CannotListen extends RuntimeException {
        private static final long serialVersionUID = 1;

        CannotListen(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /// Answer of GET /api/v1/sites.
    record Sites(List<SiteRow> sites) {}

    /// Answer of GET /health.
    ///
    /// @param status `up`, or `degraded` where a site is not heard
    /// @param sites  by name, whether each is heard
    record Health(String status, Map<String, State> sites) {}

    private final Vertx vertx;
    private final Exchange exchange;
    private final HttpServer server;
    private List<String> mounted = List.of();

    private FleetServer(String host, int port, Optional<ServerCertificate> certificate) {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setFileSystemOptions(new FileSystemOptions()
                .setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
        exchange = new Exchange(vertx);
        HttpServerOptions options = new HttpServerOptions().setHost(host).setPort(port).setIdleTimeout(75)
                .setHttp2ClearTextEnabled(false);
        certificate.ifPresent(shown -> options.setSsl(true).setKeyCertOptions(new PemKeyCertOptions().addCertPath(shown
                .certificate().toString()).addKeyPath(shown.key().toString())));
        server = vertx.createHttpServer(options);
    }

    /// Listens when it returns.
    ///
    /// @param port 0 for a free one
    /// @throws CannotListen if the port is in use
    public static FleetServer start(String host, int port, Optional<ServerCertificate> certificate,
            List<Caller> callers, FleetDesk desk, Supplier<List<SiteRow>> rows) {
        FleetServer started = new FleetServer(host, port, certificate);
        try {
            started.server.requestHandler(started.routes(new Gate(callers), desk, rows));
            started.server.listen().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
            log.info("The fleet is at {}://{}:{}/api/v1/.", certificate.isPresent() ? "https" : "http", host, started
                    .port());
            return started;
        } catch (ExecutionException | TimeoutException e) {
            started.close();
            throw new CannotListen(
                    "The fleet cannot listen on %s:%d: %s.\nMaybe another program uses the port; choose another one."
                            .formatted(host, port, String.valueOf(e.getCause() == null
                                    ? e
                                    : e.getCause().getMessage())),
                    e);
        } catch (InterruptedException e) {
            started.close();
            Thread.currentThread().interrupt();
            throw new CannotListen("Interrupted before the fleet could listen on %s:%d.".formatted(host, port), e);
        }
    }

    private Router routes(Gate gate, FleetDesk desk, Supplier<List<SiteRow>> rows) {
        Buffer document = document();
        Router router = Router.router(vertx);
        router.route().handler(gate);
        router.get("/health").handler(exchange.on(ignored -> Reply.json(health(rows.get()))));
        router.get("/openapi.yaml").handler(context -> Exchange.send(context, new Reply(200, "application/yaml",
                document, Map.of())));
        router.get("/api/v1/sites").handler(exchange.on(ignored -> Reply.json(new Sites(rows.get()))));
        new PlacementRoutes(desk).mount(router, exchange);
        mounted = router.getRoutes().stream().filter(route -> route.methods() != null).flatMap(route -> route.methods()
                .stream().map(method -> method.name() + " " + route.getPath())).toList();
        Exchange.failures(router);
        return router;
    }

    private static Health health(List<SiteRow> rows) {
        Map<String, State> sites = new java.util.TreeMap<>();
        rows.forEach(row -> sites.put(row.site(), row.state()));
        return new Health(sites.values().stream().allMatch(State.HERE::equals) ? "up" : "degraded", sites);
    }

    private static Buffer document() {
        try (InputStream in = Objects.requireNonNull(FleetServer.class.getResourceAsStream("openapi.yaml"))) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The port that it listens on.
    public int port() {
        return server.actualPort();
    }

    /// Methods and paths of its routes, as the router writes them.
    List<String> mounted() {
        return mounted;
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("The fleet did not close within {} s.", PATIENCE_S);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }
}
