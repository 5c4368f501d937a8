package dev.ondol.optimizer.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;

/// How the optimizer is, and what this API is.
final class ServiceRoutes implements RouteGroup {
    private final Supplier<Health> health;
    private final Buffer document = resource("openapi.yaml");

    ServiceRoutes(Supplier<Health> health) {
        this.health = health;
    }

    @Override
    public void mount(Router router, Exchange exchange) {
        router.get("/health").handler(exchange.on(ignored -> Reply.json(health.get())));
        router.get("/openapi.yaml").handler(context -> Exchange.send(context, new Reply(200, "application/yaml",
                document, Map.of())));
    }

    private static Buffer resource(String name) {
        try (InputStream in = ServiceRoutes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The resource (%s) is missing from the class path.".formatted(name));
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
