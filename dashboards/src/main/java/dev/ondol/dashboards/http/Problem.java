package dev.ondol.dashboards.http;

import dev.ondol.facility.message.JsonMessages;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/// What went wrong with a request, as application/problem+json (RFC 9457).
///
/// @param type     always about:blank: the code tells problems apart
/// @param title    short, in English, for logs and people without translation
/// @param status   HTTP status
/// @param detail   what failed and what can be done
/// @param code     stable; the browser translates it
/// @param instance name of this occurrence, for a report
record Problem(String type, String title, int status, String detail, String code, String instance) {
    static Problem of(int status, String code, String title, String detail) {
        return new Problem("about:blank", title, status, detail, code, "urn:uuid:" + UUID.randomUUID());
    }

    static Problem badRequest(String detail) {
        return of(400, "bad-request", "The request cannot be understood", detail);
    }

    static Problem notFound(String detail) {
        return of(404, "not-found", "There is no such thing", detail);
    }

    static Problem historianAway() {
        return of(503, "historian-away", "The historian does not answer",
                "Live values go on; history comes back with the database.");
    }

    void send(RoutingContext context) {
        context.response().setStatusCode(status).putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store").end(Buffer.buffer(JsonMessages.write(this)));
    }
}
