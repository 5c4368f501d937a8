package dev.ondol.dashboards.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes placement calls on to the optimizer, so that schedulers need one address only.
final class PlacementForward {
    private static final Logger LOG = LoggerFactory.getLogger(PlacementForward.class);
    private static final long MOST_BODY = 16L * 1024 * 1024;
    private static final int PATIENCE_MS = 30_000;
    private static final List<String> REQUEST_HEADERS = List.of("Content-Type", "Accept", "Idempotency-Key",
            "If-Match");
    private static final List<String> RESPONSE_HEADERS = List.of("Content-Type", "Location", "Retry-After",
            "Idempotent-Replayed", "ETag");

    private final URI target;
    private final HttpClient client;
    /// Whether the last call failed; an outage is logged once. Event loop only.
    private boolean away;

    PlacementForward(Vertx vertx, URI target, Optional<Path> ca) {
        this.target = target;
        HttpClientOptions options = new HttpClientOptions().setConnectTimeout(2_000).setMaxRedirects(0);
        ca.ifPresent(path -> options.setTrustOptions(new PemTrustOptions().addCertPath(path.toString())));
        this.client = vertx.createHttpClient(options);
    }

    void mount(Router router) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(MOST_BODY);
        router.post("/api/v1/placements").handler(body).handler(this::forward);
        router.get("/api/v1/placements").handler(this::forward);
        router.get("/api/v1/placements/:id").handler(this::forward);
        router.get("/api/v1/placements/:id/explanation").handler(this::forward);
        router.delete("/api/v1/placements/:id").handler(this::forward);
        router.post("/api/v1/placements/:id/events").handler(body).handler(this::forward);
        router.put("/api/v1/jobs").handler(body).handler(this::forward);
        router.get("/api/v1/jobs/service-levels").handler(this::forward);
        router.get("/api/v1/jobs/:id/cost").handler(this::forward);
        router.get("/api/v1/costs").handler(this::forward);
        router.get("/api/v1/plan/explanation").handler(this::forward);
        router.get("/api/v1/plan/alternatives").handler(this::forward);
        router.get("/api/v1/plan/weights").handler(this::forward);
        router.put("/api/v1/plan/weights").handler(body).handler(this::forward);
    }

    private void forward(RoutingContext context) {
        boolean tls = "https".equals(target.getScheme());
        int port = target.getPort() > 0 ? target.getPort() : tls ? 443 : 80;
        String base = target.getPath() == null || target.getPath().equals("/") ? "" : target.getPath();
        RequestOptions options = new RequestOptions().setMethod(context.request().method()).setHost(target.getHost())
                .setPort(port).setSsl(tls).setURI(base + context.request().uri()).setTimeout(PATIENCE_MS);
        Buffer body = context.body() == null ? null : context.body().buffer();
        client.request(options).compose(request -> {
            REQUEST_HEADERS.forEach(name -> {
                String value = context.request().getHeader(name);
                if (value != null) {
                    request.putHeader(name, value);
                }
            });
            return body == null ? request.send() : request.send(body);
        }).compose(response -> response.body().map(content -> new Answer(response, content)))
                .onSuccess(answer -> {
                    away = false;
                    pass(context, answer);
                })
                .onFailure(failure -> {
                    if (!away) {
                        LOG.warn("The placement API at {} does not answer: {}", target, failure.toString());
                    }
                    away = true;
                    Problem.of(502, "optimizer-away", "The optimizer does not answer",
                            "The placement API did not answer; schedulers go on with their own rules until it does.")
                            .send(context);
                });
    }

    private record Answer(HttpClientResponse head, Buffer content) {}

    private static void pass(RoutingContext context, Answer answer) {
        var response = context.response().setStatusCode(answer.head().statusCode());
        RESPONSE_HEADERS.forEach(name -> {
            String value = answer.head().getHeader(name);
            if (value != null) {
                response.putHeader(name, value);
            }
        });
        response.putHeader("Cache-Control", "no-store").end(answer.content());
    }
}
