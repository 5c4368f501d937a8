package dev.ondol.optimizer.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/// The sender's name of one request, so that it is not carried out twice.
final class IdempotencyKey {
    private static final String HEADER = "Idempotency-Key";

    private IdempotencyKey() {}

    static Optional<String> of(RoutingContext context) throws Refused {
        String key = context.request().getHeader(HEADER);
        if (key != null) {
            Fields.name(key, HEADER, false);
        }
        return Optional.ofNullable(key);
    }

    /// The key of one request of a list.
    static String ofPart(String key, int number) {
        return key + "#" + number;
    }

    static Problem reused(String key) {
        return new Problem("about:blank", "The Idempotency-Key was used for another request", 422,
                "The key (%s) belongs to a request with another body.".formatted(key), "key-reused", HEADER,
                "Repeat a request with the same body, or choose a new key.");
    }
}
