package dev.ondol.fleet.site;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What became of a call to a site.
public sealed interface Said {
    /// @param status  HTTP status
    /// @param headers those that matter to who asked, by name
    /// @param body    as it came
    record Answered(int status, Map<String, String> headers, Buffer body) implements Said {
        public Answered {
            headers = Map.copyOf(headers);
        }

        /// Whether the same call may be answered otherwise later: the site cannot now, or does not let us in now.
        public boolean notNow() {
            return status >= 500 || status == 401 || status == 403 || status == 429 || status / 100 == 3;
        }

        /// Whether the site takes the request itself for wrong.
        public boolean wrong() {
            return status == 400 || status == 413 || status == 415 || status == 422;
        }

        public boolean well() {
            return status / 100 == 2;
        }

        /// For people: the detail of a problem, or the beginning of what came.
        public String text() {
            String text = detail();
            return "status " + status + (text.isEmpty() ? "" : ": " + text.substring(0, Math.min(text.length(), 300)));
        }

        private String detail() {
            try {
                return new JsonObject(body).getValue("detail") instanceof String detail ? detail : "";
            } catch (DecodeException e) {
                return body.toString(StandardCharsets.UTF_8).strip();
            }
        }
    }

    /// Nothing came in time. Whether the site has carried it out is not known.
    record Silent(String why) implements Said {}
}
