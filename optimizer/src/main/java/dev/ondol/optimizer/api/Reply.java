package dev.ondol.optimizer.api;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.workload.Placement;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/// One answer over HTTP. Immutable.
///
/// @param status  HTTP status
/// @param type    media type; meaningless for 204
/// @param headers further headers
record Reply(int status, String type, Buffer body, Map<String, String> headers) {
    private static final String JSON = "application/json";

    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply json(Object body) {
        return json(Buffer.buffer(JsonMessages.write(body)));
    }

    /// @param body JSON in UTF-8
    static Reply json(Buffer body) {
        return new Reply(200, JSON, body, Map.of());
    }

    static Reply done() {
        return new Reply(204, JSON, Buffer.buffer(), Map.of());
    }

    static Reply problem(Problem problem) {
        return new Reply(problem.status(), "application/problem+json", Buffer.buffer(JsonMessages.write(problem)),
                Map.of());
    }

    static Reply placement(Placement placement) {
        return json(placement).with("ETag", Generation.tag(placement));
    }

    static Reply placement(Optional<Placement> placement, String id) {
        return placement.map(Reply::placement).orElseGet(() -> problem(Problem.unknown(id)));
    }

    Reply with(String header, String value) {
        Map<String, String> more = new java.util.TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, type, body, more);
    }
}
