package dev.ondol.fleet.http;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.fleet.desk.Problem;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.TreeMap;

/// One answer over HTTP. Immutable.
///
/// @param headers beside the media type
record Reply(int status, String type, Buffer body, Map<String, String> headers) {
    private static final int LATER = 503;

    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply json(Object body) {
        return new Reply(200, "application/json", Buffer.buffer(JsonMessages.write(body)), Map.of());
    }

    static Reply problem(Problem problem) {
        return new Reply(problem.status(), "application/problem+json", Buffer.buffer(JsonMessages.write(problem)),
                problem
                        .status() == LATER ? Map.of("Retry-After", "2") : Map.of());
    }

    Reply with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, type, body, more);
    }
}
