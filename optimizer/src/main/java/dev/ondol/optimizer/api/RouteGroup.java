package dev.ondol.optimizer.api;

import io.vertx.ext.web.Router;

/// Paths that belong together.
interface RouteGroup {
    void mount(Router router, Exchange exchange);
}
