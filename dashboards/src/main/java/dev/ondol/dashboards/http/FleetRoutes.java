package dev.ondol.dashboards.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the other sites of the fleet are, as its front tells. Event loop only.
final class FleetRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(FleetRoutes.class);
    private static final int PATIENCE_MS = 5_000;

    private final Optional<FleetFront> front;
    private final HttpClient client;
    /// Whether the last call failed; an outage is logged once.
    private boolean away;

    FleetRoutes(Vertx vertx, Optional<FleetFront> front) {
        this.front = front;
        HttpClientOptions options = new HttpClientOptions().setConnectTimeout(2_000).setMaxRedirects(0);
        front.flatMap(FleetFront::ca).ifPresent(path -> options.setTrustOptions(new PemTrustOptions().addCertPath(path
                .toString())));
        this.client = vertx.createHttpClient(options);
    }

    void mount(Router router) {
        router.get("/api/v1/fleet").handler(this::sites);
    }

    private void sites(RoutingContext context) {
        if (front.isEmpty()) {
            Problem.of(404, "no-fleet", "There is no fleet",
                    "dashboard.fleet in ondol.yaml says where its front answers.")
                    .send(context);
            return;
        }
        FleetFront of = front.get();
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(of.address().resolve(
                "/api/v1/sites").toString()).setTimeout(PATIENCE_MS);
        of.token().ifPresent(token -> options.putHeader("Authorization", "Bearer " + token));
        client.request(options).compose(request -> request.send()).compose(response -> response.statusCode() == 200
                ? response.body()
                : io.vertx.core.Future.<Buffer>failedFuture("It answers with status %d.".formatted(response
                        .statusCode())))
                .onSuccess(told -> {
                    away = false;
                    context.response().putHeader("Content-Type", "application/json").putHeader("Cache-Control",
                            "no-store").end(told);
                }).onFailure(failure -> {
                    if (!away) {
                        LOG.warn("The front of the fleet at {} does not answer: {}", of.address(), failure.toString());
                    }
                    away = true;
                    Problem.of(502, "fleet-away", "The front of the fleet does not answer",
                            "How other sites are is not known; this site goes on.").send(context);
                });
    }
}
