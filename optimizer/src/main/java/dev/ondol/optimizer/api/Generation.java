package dev.ondol.optimizer.api;

import dev.ondol.facility.workload.Placement;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalLong;

/// The generation of a placement as an entity tag (RFC 9110): who changes one may say which generation it has seen.
final class Generation {
    private Generation() {}

    static String tag(Placement placement) {
        return "\"" + placement.generation() + "\"";
    }

    /// The generation that the sender has seen; empty where it does not say.
    static OptionalLong seen(RoutingContext context) throws Refused {
        String header = context.request().getHeader("If-Match");
        if (header == null || header.strip().equals("*")) {
            return OptionalLong.empty();
        }
        String tag = header.strip();
        if (!tag.matches("\"[0-9]{1,18}\"")) {
            throw new Refused(Problem.field("If-Match", "The If-Match (%s) is no generation.".formatted(tag),
                    "Send the ETag of the placement, for example \"3\" with its quotes."));
        }
        return OptionalLong.of(Long.parseLong(tag.substring(1, tag.length() - 1)));
    }

    static Problem stale(Placement newest) {
        return Problem.of(409, "stale-generation", "The placement has changed",
                "The placement (%s) is at generation %d.".formatted(newest.placementId(), newest.generation()),
                "Read the placement again and decide anew with its ETag.");
    }
}
