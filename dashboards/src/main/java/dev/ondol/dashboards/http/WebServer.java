package dev.ondol.dashboards.http;

import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.dashboards.live.OperatorDesk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one HTTP server of the dashboard, with its own event loop.
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final long PATIENCE_S = 10;

    /// The address is taken or not ours.
    public static final class CannotListen extends RuntimeException {
        private static final long serialVersionUID = 1;

        CannotListen(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private final Vertx vertx;
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final LiveRoutes liveRoutes;
    private final HttpServer server;
    private List<String> mounted = List.of();

    private WebServer(Vertx vertx, LiveRoutes liveRoutes, HttpServer server) {
        this.vertx = vertx;
        this.liveRoutes = liveRoutes;
        this.server = server;
    }

    /// Listens with plain HTTP when it returns.
    ///
    /// @throws CannotListen if the port is in use
    public static WebServer start(String host, int port, URI placementApi, LiveSite live, OperatorDesk desk,
            Archive archive, Access access, Operations operations) {
        return start(Endpoints.plain(host, port, placementApi), live, desk, archive, access, operations);
    }

    /// Listens when it returns.
    ///
    /// @throws CannotListen if the port is in use
    public static WebServer start(Endpoints where, LiveSite live, OperatorDesk desk, Archive archive, Access access,
            Operations operations) {
        String host = where.host();
        int port = where.port();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setFileSystemOptions(
                new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
        try {
            WebFiles files = new WebFiles();
            PageRoutes pages = new PageRoutes(files);
            Gate gate = new Gate(access, pages::notFound);
            LiveRoutes liveRoutes = new LiveRoutes(vertx, live, files.hash(), LiveRoutes.Pace.USUAL, gate::stillThere);
            // Compression of WebSocket messages costs a third of a core for 100 tabs; files are zipped beforehand. No browser upgrades plain
            // HTTP to HTTP/2, and a client that does so reads an answer that is already under way as frames now and then.
            HttpServerOptions options = new HttpServerOptions().setHost(host).setPort(port)
                    .setPerMessageWebSocketCompressionSupported(false).setPerFrameWebSocketCompressionSupported(false)
                    .setMaxWebSocketMessageSize(4_096).setMaxWebSocketFrameSize(4_096).setIdleTimeout(75)
                    .setHttp2ClearTextEnabled(false);
            where.certificate().ifPresent(shown -> options.setSsl(true).setKeyCertOptions(new PemKeyCertOptions()
                    .addCertPath(shown.certificate().toString()).addKeyPath(shown.key().toString())));
            HttpServer server = vertx.createHttpServer(options);
            WebServer web = new WebServer(vertx, liveRoutes, server);
            server.requestHandler(web.routes(where, files, pages, live, desk, archive, operations, access, gate));
            await(server.listen(), host, port);
            liveRoutes.start();
            LOG.info("The dashboard is at {}://{}:{}/.", where.scheme(), host, server.actualPort());
            return web;
        } catch (RuntimeException e) {
            vertx.close();
            throw e;
        }
    }

    /// The port that it listens on.
    public int port() {
        return server.actualPort();
    }

    /// Methods and paths of its routes, as the router writes them, for example `GET /api/v1/overview`.
    List<String> mounted() {
        return mounted;
    }

    /// Ticks dropped for slow listeners since the start.
    public long droppedTicks() {
        return liveRoutes.dropped();
    }

    private Router routes(Endpoints where, WebFiles files, PageRoutes pages, LiveSite live, OperatorDesk desk,
            Archive archive, Operations operations, Access access, Gate gate) {
        OffLoop offLoop = new OffLoop(vertx, blocking);
        Router router = Router.router(vertx);
        router.route().handler(new Guard(where.host(), files.importMapHash()));
        router.route().handler(gate);
        pages.mount(router);
        liveRoutes.mount(router);
        new SessionRoutes(access, offLoop, where.fleet().isPresent()).mount(router);
        new ProviderRoutes(access, offLoop).mount(router);
        new TokenRoutes(access.known(), offLoop, Clock.systemUTC()).mount(router);
        new ApiRoutes(vertx, live, liveRoutes, desk, archive, offLoop).mount(router);
        new ScreenRoutes(live).mount(router);
        new HistoryRoutes(live, archive, offLoop).mount(router);
        new ReportRoutes(live, operations.figures(), offLoop).mount(router);
        new ReplayRoutes(operations.replays(), live.site(), offLoop).mount(router);
        new RecordingRoutes(vertx, operations.recordings(), live.catalog(), offLoop).mount(router);
        new RecordRoutes(vertx, operations.archive(), blocking).mount(router);
        new OperatorRoutes(vertx, live, operations).mount(router);
        new InterventionRoutes(vertx, live, desk).mount(router);
        new PlacementForward(vertx, where.placementApi(), where.placementCa()).mount(router);
        new FleetRoutes(vertx, where.fleet()).mount(router);
        mounted = router.getRoutes().stream().filter(route -> route.methods() != null).flatMap(route -> route.methods()
                .stream().map(method -> method.name() + " " + route.getPath())).toList();
        pages.mountNotFound(router);
        router.route().failureHandler(WebServer::failed);
        return router;
    }

    private static void failed(RoutingContext context) {
        int status = context.statusCode();
        if (status == 413) {
            Problem.of(413, "too-large", "The body is too large", "Send less at a time.").send(context);
            return;
        }
        if (status >= 400 && status < 500) {
            Problem.of(status, "bad-request", "The request was refused", "See /openapi.yaml.").send(context);
            return;
        }
        Problem problem = Problem.of(500, "fault", "A fault of the dashboard",
                "The fault is in the log under this instance name; everything else goes on.");
        LOG.error("{} {} failed as {}.", context.request().method(), context.request().path(), problem.instance(),
                context.failure());
        if (context.response().headWritten()) {
            context.response().reset();
        } else {
            problem.send(context);
        }
    }

    private static void await(Future<HttpServer> listening, String host, int port) {
        try {
            listening.toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CannotListen(
                    "The dashboard cannot listen on %s:%d: %s.\nMaybe another program uses the port; choose another with --port."
                            .formatted(host, port,
                                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage())),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotListen("Interrupted before the dashboard could listen on %s:%d.".formatted(host, port), e);
        }
    }

    @Override
    public void close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        vertx.runOnContext(ignored -> {
            liveRoutes.stop();
            server.close().onComplete(done -> vertx.close().onComplete(end -> closed.complete(null)));
        });
        try {
            closed.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The web server did not close within {} s.", PATIENCE_S);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        blocking.shutdown();
    }
}
