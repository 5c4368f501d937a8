package dev.ondol.dashboards.http;

import dev.ondol.dashboards.live.LiveSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/// What single screens ask for beside the live overview: machines and set-points, where the power goes, how old the rack inlets are.
final class ScreenRoutes {
    private static final long LONGEST_MARKET_MS = 40L * 24 * 3_600_000;

    private final LiveSite live;

    ScreenRoutes(LiveSite live) {
        this.live = live;
    }

    void mount(Router router) {
        router.get("/api/v1/cooling").handler(context -> ApiRoutes.json(context, live.cooling()));
        router.get("/api/v1/energy").handler(this::energy);
        router.get("/api/v1/thermal/age").handler(context -> ApiRoutes.json(context, live.inletAges()));
    }

    private void energy(RoutingContext context) {
        Optional<Span> span = Span.asked(context, LONGEST_MARKET_MS);
        span.ifPresent(asked -> ApiRoutes.json(context, live.energy(asked.from(), asked.to())));
    }
}
